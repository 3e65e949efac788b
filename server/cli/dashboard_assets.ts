import { createRequire } from "node:module";
import { join } from "node:path";
import type { Asset } from "../deps.ts";

const project = new URL("../../", import.meta.url).pathname;

const files: Readonly<Record<string, readonly [path: string, type: string]>> = {
  "style.css": [join(project, "dashboards/style.css"), "text/css"],
  "icon.svg": [join(project, "dashboards/icon.svg"), "image/svg+xml"],
};

/** Files of the package that `explore.js` is made of. */
const engine: Readonly<Record<string, readonly [path: string, type: string]>> =
  {
    "duckdb/duckdb-eh.wasm": ["dist/duckdb-eh.wasm", "application/wasm"],
    "duckdb/duckdb-browser-eh.worker.js": [
      "dist/duckdb-browser-eh.worker.js",
      "text/javascript",
    ],
  };

const scripts: readonly string[] = ["live.js", "explore.js"];

/**
 * The dashboards' files by name; a script is bundled at its first request and kept while the sources stay as they are.
 *
 * Explore's engine, 35 MB to download, is fetched when its script is bundled and not before.
 */
export function dashboardAssets(): (
  name: string,
) => Promise<Asset | undefined> {
  const made = new Map<string, Promise<Asset>>();
  const script = (name: string) => {
    const asset = made.get(name) ?? scriptAsset(name).catch((error) => {
      made.delete(name);
      throw error;
    });
    made.set(name, asset);
    return asset;
  };
  return async (name) => {
    const file = own(files, name), part = own(engine, name);
    if (file) return await sent(...file);
    if (part) {
      await script("explore.js");
      const [path, type] = part;
      return await sent(installed(`@duckdb/duckdb-wasm/${path}`), type);
    }
    return scripts.includes(name) ? await script(name) : undefined;
  };
}

const own = <T>(record: Readonly<Record<string, T>>, name: string) =>
  Object.hasOwn(record, name) ? record[name] : undefined;

const installed = createRequire(import.meta.url).resolve;

async function sent(path: string, type: string): Promise<Asset> {
  const { size, mtime } = await Deno.stat(path);
  const tag = `${size.toString(36)}-${(mtime?.getTime() ?? 0).toString(36)}`;
  const text = type.startsWith("application/")
    ? type
    : `${type}; charset=utf-8`;
  return { body: (await Deno.open(path)).readable, type: text, tag };
}

async function scriptAsset(name: string): Promise<Asset> {
  const tag = await versionOf(join(project, "dashboards"));
  const path = join(project, "node_modules/.cache/sightglass", tag, name);
  const text = await Deno.readTextFile(path).catch(async () => {
    await bundle(name, path);
    return await Deno.readTextFile(path);
  });
  return { body: text, type: "text/javascript; charset=utf-8", tag };
}

/** Bundles in a Deno of its own, which finds and, where they are missing, fetches the packages by the lock file. */
async function bundle(name: string, path: string): Promise<void> {
  const aside = `${path}.${crypto.randomUUID()}.tmp`;
  const entry = `dashboards/browser/${name.replace(/js$/, "ts")}`;
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["bundle", "--quiet", "--node-modules-dir=none"],
      ...["--platform=browser", "--minify", `--output=${aside}`, entry],
    ],
    cwd: project,
    stdout: "null",
  }).output();
  if (!success) {
    throw new Error(
      `Cannot bundle "${entry}": ${new TextDecoder().decode(stderr).trim()}`,
    );
  }
  await Deno.rename(aside, path);
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
