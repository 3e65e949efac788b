import { type Profile } from "../profile/mod.ts";
import { type Report, reportOn, type ReportOptions } from "../report/mod.ts";
import type { Table } from "../table/mod.ts";
import { read, type ReadInput } from "./read.ts";

/** What a report takes as data: an opened table, a stored profile, or anything that can be read. */
export type ReportInput = Table | Profile | ReadInput;

/**
 * Judges current data, against a reference where one is given; in a notebook the answer shows itself.
 *
 * Errors: as `read`, and SchemaError for a role whose column is missing.
 *
 * @example
 * ```ts
 * import { report } from "sightglass/native";
 * const reference = Array.from({ length: 500 }, (_, i) => ({ age: 20 + i % 50 }));
 * const current = Array.from({ length: 500 }, (_, i) => ({ age: 40 + i % 50 }));
 * const made = await report(current, { reference });
 * console.assert(made.verdict === "fail");
 * ```
 */
export async function report(
  current: ReportInput,
  options: ReportOptions & { readonly reference?: ReportInput } = {},
): Promise<Report> {
  const { reference, ...rest } = options;
  return await reportOn({
    current: await opened(current, "current"),
    reference: reference === undefined
      ? undefined
      : await opened(reference, "reference"),
  }, rest);
}

async function opened(
  input: ReportInput,
  side: string,
): Promise<Table | Profile> {
  if (typeof input === "object" && ("relation" in input || isProfile(input))) {
    return input;
  }
  return await read(input, typeof input === "string" ? {} : { name: side });
}

function isProfile(input: object): input is Profile {
  return "columns" in input && input.columns instanceof Map;
}
