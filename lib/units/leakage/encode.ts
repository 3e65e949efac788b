import type { Cell } from "../../table/mod.ts";

/** A column as small whole numbers in the order that a tree splits them. */
export interface Encoded {
  /** Code of each row, 0 for a missing value. */
  readonly codes: Uint8Array;
  /** Codes in use, from 0. */
  readonly size: number;
}

const BINS = 32;
/** A category seen less often in the training rows says nothing certain: it joins the rest. */
const LEAST = 5;

/**
 * A column's cells as at most 33 ordered codes: numbers by quantiles of all rows, categories by their mean target in the
 * training rows, missing values as code 0, rare categories together.
 *
 * Shape: cells, target, all rows that may be looked at -> for training rows the codes of every row; numbers are encoded
 * once, whatever is learnt from.
 */
export function encoder(
  cells: readonly Cell[],
  target: Float64Array,
  rows: readonly number[],
): (train: readonly number[]) => Encoded {
  if (!cells.every((x) => x === null || typeof x === "number")) {
    return (train) => encodeCategories(cells, target, train);
  }
  const encoded = encodeNumbers(cells as readonly (number | null)[], rows);
  return () => encoded;
}

function encodeNumbers(
  cells: readonly (number | null)[],
  train: readonly number[],
): Encoded {
  const known = Float64Array.from(train, (i) => cells[i] ?? NaN)
    .filter(Number.isFinite).sort();
  const edges = edgesOf(known);
  const codes = Uint8Array.from(cells, (x) => {
    if (x === null || Number.isNaN(x)) return 0;
    let low = 0, high = edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (x >= edges[middle]!) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  });
  return { codes, size: edges.length + 2 };
}

// Half the edges at quantiles of the rows, half at quantiles of the distinct values, so that a rare value far out is
// told apart too.
function edgesOf(sorted: Float64Array): number[] {
  const distinct = Array.from(
    sorted.filter((x, i) => i === 0 || x !== sorted[i - 1]),
  );
  if (distinct.length <= BINS) return distinct.slice(1);
  const edges = new Set<number>();
  for (let i = 1; i < BINS / 2; i++) {
    for (const values of [sorted, distinct]) {
      const edge = values[Math.floor(2 * i * values.length / BINS)]!;
      if (edge > sorted[0]!) edges.add(edge);
    }
  }
  return [...edges].sort((a, b) => a - b);
}

function encodeCategories(
  cells: readonly Cell[],
  target: Float64Array,
  train: readonly number[],
): Encoded {
  const seen = new Map<Cell, { n: number; sum: number }>();
  let sum = 0;
  for (const i of train) {
    sum += target[i]!;
    const value = cells[i] ?? null;
    if (value === null) continue;
    const found = seen.get(value);
    if (found) {
      found.n++;
      found.sum += target[i]!;
    } else seen.set(value, { n: 1, sum: target[i]! });
  }
  const rest = {
    value: null as Cell,
    mean: train.length ? sum / train.length : 0,
  };
  const ranked = [...seen].filter(([, { n }]) => n >= LEAST)
    .map(([value, { n, sum }]) => ({ value, mean: sum / n }));
  const order = [...ranked, rest].sort((a, b) => a.mean - b.mean);
  const step = Math.max(1, order.length / (BINS - 1));
  const code = new Map(
    order.map(({ value }, i) => [value, 1 + Math.floor(i / step)]),
  );
  const unknown = code.get(null)!;
  return {
    codes: Uint8Array.from(
      cells,
      (x) => x === null ? 0 : code.get(x) ?? unknown,
    ),
    size: 2 + Math.floor((order.length - 1) / step),
  };
}
