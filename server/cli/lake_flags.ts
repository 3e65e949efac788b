import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EventSchema } from "../../lib/mod.ts";
import { openLake } from "../../lib/native/mod.ts";
import { readSchemas } from "./read_schemas.ts";
import { serveFlags } from "./serve_flags.ts";
import { UsageError } from "./usage.ts";

/** Flags that say which lake. */
export const lakeFlags = {
  lake: { type: "string" },
  systems: { type: "string" },
  verbose: { type: "boolean" },
} as const;

/** What those flags mean, for help texts. */
export const lakeHelp = `  --systems DIR, --lake DIR   as for "sg serve"`;

/** A lake and what its systems take in. */
export interface LakePlace {
  readonly folder: string;
  readonly schemas: readonly EventSchema[];
}

/** The lake that the flags name. Error: UsageError when there is none. */
export function lakePlace(
  { lake, systems }: {
    readonly lake?: string | undefined;
    readonly systems?: string | undefined;
  },
  { mayBeNew = false } = {},
): LakePlace {
  const { lake: folder, systems: all } = serveFlags([
    ...(systems === undefined ? [] : ["--systems", systems]),
    ...(lake === undefined ? [] : ["--lake", lake]),
  ]);
  const isLake = existsSync(join(folder, "manifest.ndjson")) ||
    existsSync(join(folder, "log"));
  if (!isLake && !mayBeNew) {
    throw new UsageError(
      `Cannot open lake "${folder}": there is none, a folder that "sg serve" or "sg ingest" wrote is needed`,
    );
  }
  return { folder, schemas: readSchemas(all) };
}

/** Opens the lake for writing. Error: UsageError when a server has it open. */
export async function writableLake({ folder, schemas }: LakePlace) {
  try {
    return await openLake(folder, { schemas, code: codeVersion });
  } catch (error) {
    throw lockedError(error);
  }
}

/** The version that stands in the manifest beside what this code wrote. */
export const codeVersion = "0.1.0";

/** A lake that another process writes to is the caller's to settle. */
export function lockedError(error: unknown): unknown {
  return error instanceof Error && error.message.startsWith("Cannot open lake")
    ? new UsageError(error.message)
    : error;
}
