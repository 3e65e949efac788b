import { resolve } from "node:path";
import { type ReadOptions, sql } from "../table/mod.ts";
import type { DuckDb } from "./duckdb.ts";
import { formatOfName } from "./file_kind.ts";
import { findLake } from "./find_lake.ts";
import type { FoundFiles } from "./found_files.ts";
import { reasonOf, sourceFault } from "./source_fault.ts";

/**
 * The files behind a path, a glob, a folder or `lake:system?from=..&to=..`.
 *
 * A folder means its own data files, or those of its subfolders when it has none, or `key=value` folders.
 * Errors: SourceError when nothing is there.
 */
export async function findFiles(
  uri: string,
  engine: DuckDb,
  { cwd = Deno.cwd(), lake }: ReadOptions,
): Promise<FoundFiles> {
  if (uri.startsWith("lake:")) return findLake(uri, lake, cwd, engine);
  const path = resolve(cwd, uri.replace(/^file:\/\//, ""));
  const info = await statOf(path, uri);
  if (info?.isDirectory) return walkFolder(path, uri);
  if (info) return { paths: [path], root: "", skipped: [] };
  if (!/[*?[]/.test(uri)) throw sourceFault(uri, "it does not exist");
  const rows = await engine.rows(
    sql`select file from glob(${path}) order by file`,
  );
  const root = path.slice(0, path.lastIndexOf("/", path.search(/[*?[]/)));
  const paths = rows.map(({ file }) => String(file));
  if (paths.length === 0) {
    throw sourceFault(uri, "no file matches it, one or more are needed");
  }
  return { paths, root, skipped: [] };
}

/** A path as DuckDB's functions take it, that read `*`, `?` and `[` as a glob. */
export function exactPath(path: string): string {
  return path.replace(/[*?[]/g, "[$&]");
}

/** A list of paths as an SQL literal. */
export function pathList(paths: readonly string[]): string {
  return `[${paths.map((path) => sql`${exactPath(path)}`.text).join(", ")}]`;
}

async function statOf(
  path: string,
  uri: string,
): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw sourceFault(uri, reasonOf(error), error);
  }
}

async function walkFolder(root: string, uri: string): Promise<FoundFiles> {
  const skipped: string[] = [];
  const walk = async (folder: string): Promise<string[]> => {
    const own: string[] = [], hive: string[] = [], folders: string[] = [];
    try {
      for await (const { name, isDirectory } of Deno.readDir(folder)) {
        if (/^[._]/.test(name)) continue;
        if (!isDirectory) {
          if (formatOfName(name)) own.push(`${folder}/${name}`);
        } else if (/^[^=]+=/.test(name)) hive.push(`${folder}/${name}`);
        else folders.push(`${folder}/${name}`);
      }
    } catch (error) {
      throw sourceFault(uri, reasonOf(error), error);
    }
    const into = own.length || hive.length ? hive : folders;
    if (into !== folders) skipped.push(...folders);
    const below: string[] = [];
    for (const next of into.sort()) below.push(...await walk(next));
    return [...own.sort(), ...below];
  };
  const paths = await walk(root);
  if (paths.length === 0) {
    throw sourceFault(
      uri,
      "the folder holds no data files; Parquet, CSV, NDJSON or Arrow IPC is needed",
    );
  }
  return { paths, root, skipped };
}
