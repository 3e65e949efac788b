import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type GuardOptions,
  guardParts,
  type PartName,
  PARTS,
  type Parts,
  type ReadOptions,
  sql,
  type Table,
} from "../table/mod.ts";
import { read } from "./read.ts";
import { fileReadLog } from "./read_log.ts";
import { sourceFault } from "./source_fault.ts";
import { MANIFEST, type SplitManifest } from "./write_parts.ts";

/** Parts that stand in a folder, with how they were made. */
export interface StoredParts extends Parts {
  readonly manifest: SplitManifest;
}

/**
 * Opens the parts that `writeParts` or `sg split --out` wrote, behind the same guard: the record of reads stands beside
 * them and outlives the process.
 *
 * Errors: SourceError when the folder holds no split.
 */
export async function openParts(
  folder: string,
  options:
    & Pick<GuardOptions, "clock">
    & Pick<ReadOptions, "engine" | "cwd"> = {},
): Promise<StoredParts> {
  const { clock, ...reading } = options;
  const root = folder.startsWith("/") || !options.cwd
    ? folder
    : join(options.cwd, folder);
  const manifest = await manifestOf(root, folder);
  const found = {} as Record<PartName, Table>;
  for (const part of PARTS.filter((name) => manifest.parts[name].rows > 0)) {
    const table = await read(join(root, `${part}.parquet`), {
      ...reading,
      name: `${folder} (${part})`,
    });
    found[part] = { ...table, part };
  }
  const { train } = found;
  const parts = Object.fromEntries(PARTS.map((part) => [
    part,
    found[part] ?? {
      ...train,
      name: `${folder} (${part})`,
      relation: sql`(select * from ${train.relation} where false)`,
      rows: 0,
      part,
    },
  ])) as Record<PartName, Table>;
  return {
    ...guardParts(folder, parts, {
      log: fileReadLog(root),
      ...(clock ? { clock } : {}),
    }),
    manifest,
  };
}

async function manifestOf(
  root: string,
  folder: string,
): Promise<SplitManifest> {
  try {
    return JSON.parse(await readFile(join(root, MANIFEST), "utf8"));
  } catch (error) {
    throw sourceFault(
      folder,
      (error as NodeJS.ErrnoException).code === "ENOENT"
        ? `it holds no "${MANIFEST}", "sg split --out" makes one`
        : `its "${MANIFEST}" is damaged`,
    );
  }
}
