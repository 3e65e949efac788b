import { join } from "node:path";
import type { Asset } from "../deps.ts";

const project = new URL("../../", import.meta.url).pathname;
const duckdb = join(project, "node_modules/@duckdb/duckdb-wasm/dist");

const files: Readonly<Record<string, readonly [path: string, type: string]>> = {
  "style.css": [join(project, "dashboards/style.css"), "text/css"],
  "icon.svg": [join(project, "dashboards/icon.svg"), "image/svg+xml"],
  "duckdb/duckdb-eh.wasm": [join(duckdb, "duckdb-eh.wasm"), "application/wasm"],
  "duckdb/duckdb-browser-eh.worker.js": [
    join(duckdb, "duckdb-browser-eh.worker.js"),
    "text/javascript",
  ],
};

const bundles: Readonly<Record<string, string>> = {
  "live.js": "dashboards/browser/live.ts",
  "explore.js": "dashboards/browser/explore.ts",
};

/** The dashboards' files by name; scripts are bundled at their first request and kept while their sources stay as they are. */
export function dashboardAssets(): (
  name: string,
) => Promise<Asset | undefined> {
  const made = new Map<string, Promise<Asset>>();
  return async (name) => {
    const file = Object.hasOwn(files, name) ? files[name] : undefined;
    if (file) return await sent(...file);
    const entry = Object.hasOwn(bundles, name) ? bundles[name] : undefined;
    if (entry === undefined) return undefined;
    const found = made.get(name) ?? bundle(entry).catch((error) => {
      made.delete(name);
      throw error;
    });
    made.set(name, found);
    return await found;
  };
}

async function sent(path: string, type: string): Promise<Asset> {
  const { size, mtime } = await Deno.stat(path);
  const tag = `${size.toString(36)}-${(mtime?.getTime() ?? 0).toString(36)}`;
  const text = type.startsWith("application/")
    ? type
    : `${type}; charset=utf-8`;
  return { body: (await Deno.open(path)).readable, type: text, tag };
}

async function bundle(entry: string): Promise<Asset> {
  const version = await versionOf(join(project, "dashboards"));
  const kept = join(
    project,
    "node_modules/.cache/sightglass",
    `${entry.replace(/.*\//, "").replace(".ts", "")}-${version}.js`,
  );
  const type = "text/javascript; charset=utf-8", tag = version;
  const stored = await Deno.readTextFile(kept).catch(() => undefined);
  if (stored !== undefined) return { body: stored, type, tag };
  const esbuild = await import("esbuild");
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(project, entry)],
    absWorkingDir: project,
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    write: false,
    logLevel: "silent",
    nodePaths: [join(project, "node_modules")],
  });
  await esbuild.stop();
  const body = outputFiles[0]!.text;
  await Deno.mkdir(kept.slice(0, kept.lastIndexOf("/")), { recursive: true });
  const aside = `${kept}.${crypto.randomUUID()}.tmp`;
  await Deno.writeTextFile(aside, body);
  await Deno.rename(aside, kept);
  return { body, type, tag };
}

/** A short name for the state of all sources below a folder. */
async function versionOf(folder: string): Promise<string> {
  const states: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) states.push(await versionOf(path));
    else {
      const { size, mtime } = await Deno.stat(path);
      states.push(`${name} ${size} ${mtime?.getTime()}`);
    }
  }
  const digest = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(states.sort().join("\n")),
  );
  return Array.from(
    new Uint8Array(digest).slice(0, 8),
    (byte) => byte.toString(16).padStart(2, "0"),
  ).join("");
}
