import { normalCdf, normalQuantile } from "../math/mod.ts";
import { type ColumnCounts, REST } from "./window_counts.ts";

/** A fault of stated size that can be put into counts. */
export interface CountFault {
  readonly name: string;
  /** Whether a column can have it, from all of its reference together. */
  fits(reference: ColumnCounts): boolean;
  /** The window as it would have been counted with the fault; counts need not be whole. */
  inject(window: ColumnCounts, reference: ColumnCounts): ColumnCounts;
}

/** Shares of the rows at or below each edge, or with each value. */
function sharesIn({ counts, rows, nulls }: ColumnCounts): Float64Array {
  const n = rows - nulls;
  return counts.map((x) => n > 0 ? x / n : 0);
}

const hasValues = ({ rows, nulls }: ColumnCounts) => rows - nulls > 0.5 * rows;

/** 2 points more of the rows are missing: 1 -> 3 %. */
const nulls: CountFault = {
  name: "2 points more missing",
  fits: ({ rows, nulls }) => nulls < 0.05 * rows,
  inject(window) {
    const lost = Math.min(window.rows - window.nulls, 0.02 * window.rows);
    const kept = 1 - lost / Math.max(1, window.rows - window.nulls);
    return {
      ...window,
      nulls: window.nulls + lost,
      counts: window.counts.map((x) => x * kept),
    };
  },
};

/** Every number is half a standard deviation larger, by the quantiles of the reference. */
const shift: CountFault = {
  name: "shift by 0.5 sd",
  fits: (reference) =>
    reference.kind === "number" && reference.keys.length >= 7 &&
    hasValues(reference),
  inject(window, reference) {
    const z = Array.from(sharesIn(reference), scoreOf);
    const now = Array.from(sharesIn(window), scoreOf), n = rowsIn(window);
    return {
      ...window,
      counts: Float64Array.from(
        z,
        (at) => n * normalCdf(interpolated(z, now, at - 0.5)),
      ),
    };
  },
};

/** Every number comes in another unit, ten times as large. */
const unitChange: CountFault = {
  name: "unit x10",
  fits: (reference) =>
    reference.kind === "number" && reference.keys.length >= 7 &&
    hasValues(reference) && Number(reference.keys[0]) >= 0,
  inject(window) {
    const edges = window.keys.map(Number), n = rowsIn(window);
    const now = sharesIn(window);
    return {
      ...window,
      counts: Float64Array.from(edges, (edge) => {
        const at = edge / 10;
        return at < edges[0]!
          ? n * now[0]! * Math.max(0, at) / Math.max(edges[0]!, 1e-300)
          : n * interpolated(edges, now, at);
      }),
    };
  },
};

/** 3 % of the rows hold a value that was never seen. */
const newValue: CountFault = {
  name: "3 % of a new value",
  fits: (reference) => reference.kind === "category" && hasValues(reference),
  inject(window) {
    const moved = 0.03 * rowsIn(window), rest = window.keys.indexOf(REST);
    return {
      ...window,
      counts: window.counts.map((x, k) => 0.97 * x + (k === rest ? moved : 0)),
    };
  },
};

/** The commonest of the rare values, under a quarter of the rows, is twice as frequent. */
const rate: CountFault = {
  name: "rate x2",
  fits: (reference) => rareKey(reference) >= 0,
  inject(window, reference) {
    const key = rareKey(reference), n = rowsIn(window), x = window.counts[key]!;
    const twice = Math.min(n, 2 * x);
    const others = n > x ? (n - twice) / (n - x) : 0;
    return {
      ...window,
      counts: window.counts.map((c, k) => k === key ? twice : c * others),
    };
  },
};

/** The faults that a backtest puts in. */
export const COUNT_FAULTS: readonly CountFault[] = [
  nulls,
  shift,
  unitChange,
  newValue,
  rate,
];

function rowsIn({ rows, nulls }: ColumnCounts): number {
  return rows - nulls;
}

function rareKey(reference: ColumnCounts): number {
  if (reference.kind !== "category" || !hasValues(reference)) return -1;
  let best = -1, most = 0;
  sharesIn(reference).forEach((share, k) => {
    if (share < 0.25 && share > most && reference.keys[k] !== REST) {
      best = k;
      most = share;
    }
  });
  return best;
}

function scoreOf(share: number): number {
  return normalQuantile(Math.min(1 - 1e-6, Math.max(1e-6, share)));
}

/** A line through points of ascending x, carried on by its outermost pieces. */
function interpolated(
  x: readonly number[],
  y: ArrayLike<number>,
  at: number,
): number {
  let k = 1;
  while (k < x.length - 1 && at > x[k]!) k++;
  const width = x[k]! - x[k - 1]!;
  return width > 0
    ? y[k - 1]! + (at - x[k - 1]!) / width * (y[k]! - y[k - 1]!)
    : y[k]!;
}
