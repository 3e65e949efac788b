import type { Cell } from "../table/mod.ts";
import type { Sample } from "./profile.ts";

/** Rows of numbers of both samples; rows that miss one of the columns are left out. */
export interface SampleRows {
  readonly a: readonly Float64Array[];
  readonly b: readonly Float64Array[];
}

/** The named columns of both samples as rows of numbers, the first `limit` complete rows of each. */
export function sampleRows(
  reference: Sample,
  current: Sample,
  names: readonly string[],
  limit = Infinity,
): SampleRows {
  return {
    a: rowsOf(reference, names, limit),
    b: rowsOf(current, names, limit),
  };
}

function rowsOf(
  sample: Sample,
  names: readonly string[],
  limit: number,
): Float64Array[] {
  const columns = names.map((name) => sample.columns.get(name));
  const rows: Float64Array[] = [];
  for (let i = 0; i < sample.rows && rows.length < limit; i++) {
    const row = Float64Array.from(columns, (cells) => asNumber(cells?.[i]));
    if (row.every(Number.isFinite)) rows.push(row);
  }
  return rows;
}

function asNumber(cell: Cell | undefined): number {
  return typeof cell === "number"
    ? cell
    : cell === "true"
    ? 1
    : cell === "false"
    ? 0
    : NaN;
}

/**
 * One column of both samples as numbers for trees, the reference's rows first: numbers as they are, categories by their place
 * in pooled frequency (most frequent first), NaN for missing.
 */
export function sampleFeature(
  reference: readonly Cell[],
  current: readonly Cell[],
): Float64Array {
  const cells = [...reference, ...current];
  const counts = new Map<string, number>();
  for (const x of cells) {
    if (typeof x === "string") counts.set(x, (counts.get(x) ?? 0) + 1);
  }
  const order = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const place = new Map(order.map(([value], i) => [value, i]));
  return Float64Array.from(
    cells,
    (x) =>
      typeof x === "number" && Number.isFinite(x)
        ? x
        : typeof x === "string"
        ? place.get(x)!
        : NaN,
  );
}
