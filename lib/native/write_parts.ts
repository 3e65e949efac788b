import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SourceError } from "../errors.ts";
import {
  joinSql,
  type PartName,
  PARTS,
  rawSql,
  type Split,
  type SplitRecipe,
  sql,
  type Table,
} from "../table/mod.ts";
import type { DuckDb } from "./duckdb.ts";
import { READS } from "./read_log.ts";
import { reasonOf } from "./source_fault.ts";

/** What stands beside written parts in `split.json`. */
export interface SplitManifest {
  readonly version: 1;
  /** What was split. */
  readonly source: string;
  readonly recipe: SplitRecipe;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** By part; a part without rows has no file. */
  readonly parts: Readonly<
    Record<PartName, { readonly rows: number; readonly sha256: string | null }>
  >;
}

/** The name of the manifest in a folder of parts. */
export const MANIFEST = "split.json";

/**
 * Writes the parts of a split as `train.parquet`, `validation.parquet`, `test.parquet` with `split.json` beside them: all
 * or nothing. The same rows give the same bytes.
 *
 * The folder may be missing, empty or an earlier split, which is replaced; its record of reads is kept and grows on.
 * Errors: RangeError when the folder holds anything else; SourceError when it cannot be written.
 */
export async function writeParts(
  split: Split,
  folder: string,
): Promise<SplitManifest> {
  await refuseOther(folder);
  const temporary = `${folder}.${Deno.pid}.tmp`;
  try {
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary, { recursive: true });
    const columns: { name: string; type: string }[] = [];
    const parts = {} as Record<PartName, SplitManifest["parts"]["train"]>;
    for (const part of PARTS) {
      const table = await split.open(part as "test", {
        reason: `written to ${folder}`,
      });
      if (part === "train") {
        columns.push(
          ...table.columns.map(({ name, type }) => ({ name, type })),
        );
      }
      const file = join(temporary, `${part}.parquet`);
      const rows = split.rows[part];
      if (rows > 0) await writeOne(table, split.recipe, file);
      parts[part] = { rows, sha256: rows > 0 ? await sha256(file) : null };
    }
    const manifest: SplitManifest = {
      version: 1,
      source: split.name,
      recipe: split.recipe,
      columns,
      parts,
    };
    const before = await readFile(join(folder, READS), "utf8").catch(() => "");
    const reads = (await split.reads()).map((read) =>
      `${JSON.stringify(read)}\n`
    ).join("");
    await writeSynced(join(temporary, READS), before + reads);
    await writeSynced(
      join(temporary, MANIFEST),
      `${JSON.stringify(manifest, null, 1)}\n`,
    );
    await replace(folder, temporary);
    return manifest;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (error instanceof RangeError || error instanceof TypeError) throw error;
    throw new SourceError(
      folder,
      `Cannot write parts to "${folder}": ${reasonOf(error)}`,
      { cause: error },
    );
  }
}

async function refuseOther(folder: string): Promise<void> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return;
    throw new RangeError(
      `Cannot write parts to "${folder}": it is no folder`,
      { cause: error },
    );
  }
  const ours = [MANIFEST, READS, ...PARTS.map((part) => `${part}.parquet`)];
  const other = names.find((name) => !ours.includes(name));
  if (other !== undefined || names.length && !names.includes(MANIFEST)) {
    throw new RangeError(
      `Cannot write parts to "${folder}": it holds "${
        other ?? names[0]
      }", a new or empty folder or an earlier split is needed`,
    );
  }
}

// Time first where time decides, else the hash of the row: no order that a learner could stumble over.
async function writeOne(
  { engine, relation, columns }: Table,
  { by, column }: SplitRecipe,
  file: string,
): Promise<void> {
  if (!("connection" in engine)) {
    throw new TypeError(
      `Cannot write parts from engine "${engine.dialect}": DuckDB in this process is needed`,
    );
  }
  const all = joinSql(columns);
  const time = by === "time"
    ? sql`${columns.find(({ name }) => name === column)!}, `
    : rawSql("");
  await (engine as DuckDb).run(
    sql`copy (select ${all} from ${relation} order by ${time}hash(${all})) to ${file} (format parquet, compression zstd)`,
  );
  const handle = await open(file, "r");
  await handle.sync().finally(() => handle.close());
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function replace(folder: string, temporary: string): Promise<void> {
  const old = `${folder}.${Deno.pid}.old`;
  const had = await rename(folder, old).then(() => true, () => false);
  await rename(temporary, folder);
  if (had) await rm(old, { recursive: true });
  const above = await open(dirname(folder), "r");
  await above.sync().finally(() => above.close());
}
