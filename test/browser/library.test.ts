import { build } from "esbuild";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:http";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium } from "./chromium.ts";
import { openPage } from "./open_page.ts";

let browser: Browser, server: Server;
beforeAll(async () => {
  const [bundle, running] = await Promise.all([bundleLibrary(), chromium()]);
  browser = running;
  server = createServer((request, response) => {
    const script = request.url === "/lib.js";
    response.setHeader(
      "content-type",
      script ? "text/javascript" : "text/html",
    );
    response.setHeader(
      "content-security-policy",
      "default-src 'none'; script-src 'self'",
    );
    response.end(script ? bundle : "<!doctype html><title>Library</title>");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

test("lib/mod.ts loads in a browser under a strict policy, and exports there what it exports here", async () => {
  const { port } = server.address() as AddressInfo;
  const { page, problems, close } = await openPage(
    browser,
    `http://127.0.0.1:${port}/`,
  );
  const names = await page.evaluate(
    `import("/lib.js").then((library) => Object.keys(library).sort())`,
  );
  expect(names).toEqual(Object.keys(await import("sightglass")).sort());
  expect(problems).toEqual([]);
  await close();
});

async function bundleLibrary(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [new URL("../../lib/mod.ts", import.meta.url).pathname],
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]!.contents;
}
