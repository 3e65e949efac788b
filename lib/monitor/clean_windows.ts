import type { Skip } from "./fit_columns.ts";
import type { WindowCounts } from "./window_counts.ts";

/**
 * The last `reference` windows that were not in alarm, column by column.
 *
 * A column of which fewer than half as many are left (at least 8) is taken as it is now: its last windows, in alarm or not.
 * Shape: windows in time order, twice the reference of them at most -> which to leave out, and the columns that begin anew.
 */
export function cleanWindows(
  history: readonly WindowCounts[],
  reference: number,
  wasInAlarm: Skip,
): { readonly skip: Skip; readonly renewed: readonly string[] } {
  const kept = new Map<string, ReadonlySet<number>>(), renewed: string[] = [];
  const least = Math.max(8, reference / 2);
  const last = (windows: readonly WindowCounts[]) =>
    new Set(windows.slice(-reference).map(({ from }) => from));
  const all = last(history);
  const keptOf = (name: string) => {
    const there = history.filter(({ columns }) => columns.has(name));
    const clean = there.filter(({ from }) => !wasInAlarm(name, from));
    if (clean.length === history.length) return all;
    const anew = clean.length < Math.min(least, there.length);
    if (anew) renewed.push(name);
    return last(anew ? there : clean);
  };
  for (const name of new Set(history.flatMap((w) => [...w.columns.keys()]))) {
    kept.set(name, keptOf(name));
  }
  return {
    skip: (column, from) => !kept.get(column)?.has(from),
    renewed,
  };
}
