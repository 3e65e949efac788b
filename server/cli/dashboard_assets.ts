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

const scripts: readonly string[] = ["live.js", "explore.js"];

/** The dashboards' files by name; scripts are bundled at the first request and kept while their sources stay as they are. */
export function dashboardAssets(): (
  name: string,
) => Promise<Asset | undefined> {
  let made: Promise<ReadonlyMap<string, Asset>> | undefined;
  return async (name) => {
    const file = Object.hasOwn(files, name) ? files[name] : undefined;
    if (file) return await sent(...file);
    if (!scripts.includes(name)) return undefined;
    made ??= bundles().catch((error) => {
      made = undefined;
      throw error;
    });
    return (await made).get(name);
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

async function bundles(): Promise<ReadonlyMap<string, Asset>> {
  const tag = await versionOf(join(project, "dashboards"));
  const folder = join(project, "node_modules/.cache/sightglass", tag);
  const all = () =>
    Promise.all(
      scripts.map((name) => Deno.readTextFile(join(folder, name))),
    );
  const texts = await all().catch(async () => {
    await bundle(folder);
    return await all();
  });
  const type = "text/javascript; charset=utf-8";
  return new Map(
    scripts.map((name, i) => [name, { body: texts[i]!, type, tag }]),
  );
}

async function bundle(folder: string): Promise<void> {
  // One build for all scripts: `stop` ends the one service that all builds of a process share.
  const esbuild = await import("esbuild");
  const aside = `${folder}.${crypto.randomUUID()}.tmp`;
  await esbuild.build({
    entryPoints: scripts.map((name) =>
      join(project, "dashboards/browser", name.replace(/js$/, "ts"))
    ),
    outdir: aside,
    absWorkingDir: project,
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    logLevel: "silent",
  });
  await esbuild.stop();
  await Deno.rename(aside, folder).catch(async (error) => {
    // Somebody else was faster, or something is broken.
    await Deno.remove(aside, { recursive: true });
    if (!await Deno.stat(folder).then(() => true, () => false)) throw error;
  });
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
