import type { ManifestFile, ManifestLine } from "./manifest.ts";
import { partitionSpan } from "./partition.ts";

/** An hour (or a day, in lakes that are kept by day) of a kind of events whose rows changed. */
export interface ChangedWindow {
  readonly kind: string;
  /** `[from, to)`, milliseconds since 1970, UTC. */
  readonly from: number;
  readonly to: number;
  /** Rows that came, less those that went. */
  readonly rows: number;
  /** Of those that came, how many after the watermark: they are no part of the window until a backfill. */
  readonly late: number;
}

/** What changed, and where to go on from. */
export interface Changes {
  readonly windows: readonly ChangedWindow[];
  /** Give it as `since` the next time. */
  readonly position: number;
}

/**
 * The windows of a system whose rows changed after a position in the manifest, oldest first.
 *
 * Rows that came in within the watermark reopen their window: it is listed, to be counted again. Later ones are listed
 * with `late` only and change nothing that was published, until a backfill takes them in and lists the window again.
 * Files that were merged without a change of rows are not listed. A caller that starts at 0 sees all windows.
 */
export function changedWindows(
  lines: readonly ManifestLine[],
  { system, since = 0 }: { readonly system: string; readonly since?: number },
): Changes {
  const known = new Map<string, ManifestFile>();
  const windows = new Map<string, ChangedWindow & { touched: boolean }>();
  for (const { seq, act, add, remove } of lines) {
    const gone = remove.flatMap((path) => known.get(path) ?? []);
    if (seq > since) {
      for (const file of gone) note(windows, file, system, -1, false);
      for (const file of add) {
        note(windows, file, system, 1, act !== "compact");
      }
    }
    for (const path of remove) known.delete(path);
    for (const file of add) known.set(file.path, file);
  }
  return {
    position: lines.at(-1)?.seq ?? since,
    windows: [...windows.values()]
      .filter(({ rows, late, touched }) => touched || rows !== 0 || late !== 0)
      .map(({ touched: _, ...window }) => window)
      .sort((a, b) => a.from - b.from || (a.kind < b.kind ? -1 : 1)),
  };
}

function note(
  windows: Map<string, ChangedWindow & { touched: boolean }>,
  file: ManifestFile,
  system: string,
  sign: 1 | -1,
  touched: boolean,
): void {
  if (file.system !== system) return;
  const { from, to } = partitionSpan(file), key = `${file.kind} ${from} ${to}`;
  const before = windows.get(key) ??
    { kind: file.kind, from, to, rows: 0, late: 0, touched: false };
  const own = sign * file.rows;
  windows.set(key, {
    ...before,
    rows: before.rows + (file.late ? 0 : own),
    late: before.late + (file.late ? own : 0),
    touched: before.touched || touched && !file.late,
  });
}
