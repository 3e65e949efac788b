import { onset } from "../math/mod.ts";
import type { Group } from "./look_closer.ts";

/** When a change began, as the share of the rows that moved in each stretch of time. */
export interface Began {
  /** The time column. */
  readonly by: string;
  /** Seconds of one stretch. */
  readonly step: number;
  /** When the change begins to hold, epoch seconds; null where the current data begins with it. */
  readonly from: number | null;
  /** When it ended; null where it still holds. */
  readonly to: number | null;
  /** The share while it holds, in the rest of the current data, and in the reference. */
  readonly within: number;
  readonly rest: number | null;
  readonly reference: number;
  /** Every stretch in order: its start, rows, and share; a stretch without rows has none. */
  readonly series: readonly {
    readonly at: number;
    readonly rows: number;
    readonly share: number | null;
  }[];
}

const STEPS = [60, 3600, 86_400, 7 * 86_400], MOST = 400;

/** The smallest of minute, hour, day and week that cuts a span of seconds into at most 400 stretches; undefined when none does. */
export function stepOf(seconds: number): number | undefined {
  return STEPS.find((step) => seconds / step < MOST);
}

/**
 * When a share left its reference: see `onset`.
 *
 * Shape: groups by number of the stretch (epoch seconds / step), which of their sums, the reference's share -> stretch of time. Edge
 * cases: undefined without times, with one stretch only, and when the share did not change.
 */
export function beganAt(
  by: string,
  step: number,
  groups: ReadonlyMap<string | null, Group>,
  outcome: number,
  reference: number,
): Began | undefined {
  const found = [...groups].filter(([key]) => key !== null)
    .map(([key, { sums }]) => ({ at: Number(key), ...sums[outcome]! }))
    .sort((x, y) => x.at - y.at);
  if (found.length < 2) return undefined;
  const first = found[0]!.at;
  const buckets = Array.from(
    { length: found.at(-1)!.at - first + 1 },
    () => ({ n: 0, x: 0 }),
  );
  for (const { at, n, sum } of found) buckets[at - first] = { n, x: sum };
  const held = onset(buckets, reference);
  if (!held) return undefined;
  const timeOf = (i: number) => (first + i) * step;
  return {
    by,
    step,
    from: held.from > 0 ? timeOf(held.from) : null,
    to: held.to < buckets.length ? timeOf(held.to) : null,
    within: held.within,
    rest: held.rest,
    reference,
    series: buckets.map(({ n, x }, i) => ({
      at: timeOf(i),
      rows: n,
      share: n ? x / n : null,
    })),
  };
}
