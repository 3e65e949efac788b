import { Hono } from "hono";
import type { Context } from "hono";
import type { AppDeps, Asset } from "../deps.ts";
import { wasmPolicy } from "./headers.ts";
import { Problem } from "./problem.ts";

/** `/assets/*`: style, scripts and duckdb-wasm, all from this origin; and the snapshot for the Explore page. */
export function assetRoutes({ asset, snapshot }: AppDeps): Hono {
  return new Hono()
    .get("/assets/:path{.+}", async (c) => {
      const name = c.req.param("path");
      const found = /^[\w.-]+(\/[\w.-]+)*$/.test(name) && !name.includes("..")
        ? await asset(name)
        : undefined;
      // A worker runs under the policy of its own file.
      if (name.startsWith("duckdb/")) {
        c.header("content-security-policy", wasmPolicy);
      }
      return answer(c, found);
    })
    .get(
      "/systems/:system/snapshot.duckdb",
      async (c) => answer(c, await snapshot(c.req.param("system"))),
    );
}

function answer(c: Context, asset: Asset | undefined): Response {
  if (!asset) {
    throw new Problem(
      404,
      "not_found",
      `Cannot find "${c.req.path}": there is no such file`,
    );
  }
  const tag = `"${asset.tag}"`;
  c.header("etag", tag);
  c.header("cache-control", "no-cache");
  if (c.req.header("if-none-match") === tag) return c.body(null, 304);
  c.header("content-type", asset.type);
  return c.body(asset.body);
}
