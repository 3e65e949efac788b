import {
  filesOf,
  type ManifestFile,
  type ManifestLine,
  type OpenManifest,
} from "./manifest.ts";
import { partitionSpan } from "./partition.ts";

/** Whose late rows are meant. */
export interface LateSelection {
  readonly system: string;
  /** `[from, to)` of event time, milliseconds since 1970, UTC; default to all. */
  readonly from?: number;
  readonly to?: number;
  /** Only these files; defaults to all. */
  readonly only?: (file: ManifestFile) => boolean;
  readonly at: number;
  readonly code: string;
}

/**
 * The backfill: rows that came in after the watermark become part of their windows, in one line of the manifest.
 *
 * Whole hours only. Answers the line, undefined when there was nothing late. `changedWindows` lists what to count again.
 */
export async function takeLate(
  manifest: OpenManifest,
  { system, from = -Infinity, to = Infinity, only = () => true, at, code }:
    LateSelection,
): Promise<ManifestLine | undefined> {
  const late = filesOf(manifest.lines).filter((file) => {
    const span = partitionSpan(file);
    return file.late && file.system === system && span.from >= from &&
      span.to <= to && only(file);
  });
  if (late.length === 0) return undefined;
  return await manifest.append({
    act: "late",
    at,
    code,
    segments: null,
    remove: late.map(({ path }) => path),
    add: late.map(({ late: _, ...file }) => file),
  });
}
