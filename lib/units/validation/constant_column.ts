import { singleValue } from "../../profile/mod.ts";
import { detector } from "../../check/mod.ts";

/**
 * Whether a column holds one value only and so says nothing: 1 when it does, else 0.
 *
 * Formula: 1 when the largest count equals the rows with a value. Details: `mostFrequent`, its `count` and `share`, and
 * `hidden`, the share by which a grid cell of several values may hold a larger count. Shape: one profile -> one number.
 * Unit: count, 0 or 1. Edge cases: null, NaN and infinities are no values; undefined when there is no value, since
 * null_rate says that. Source: none needed.
 */
export const constantColumn = detector({
  id: "validation/constant_column",
  unit: "count",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "time", "category", "boolean"] },
  needsReference: false,
  defaults: {},
  compare({ current }, { column }) {
    const { rows, nulls, numbers, values } = current.columns.get(column.name)!;
    if (values) {
      const n = rows - nulls, [first] = values.count;
      if (!n || !first) return undefined;
      return reading(column.name, first[1], 0, n, first[0], values.distinct);
    }
    if (!numbers) return undefined;
    const { count, lo, hi } = numbers;
    const n = count.reduce((sum, x) => sum + x, 0);
    if (!n) return undefined;
    let most = 1, hidden = 1, value: number | undefined;
    count.forEach((x, i) => {
      const one = singleValue(numbers, i);
      if (one === undefined) hidden = Math.max(hidden, x - 1);
      else if (x > most || value === undefined) [most, value] = [x, one];
    });
    const single = lo[0] === hi.at(-1);
    return reading(
      column.name,
      most,
      Math.max(0, hidden - most),
      n,
      value,
      single ? 1 : undefined,
    );
  },
});

function reading(
  name: string,
  most: number,
  hidden: number,
  n: number,
  value: string | number | undefined,
  distinct: number | undefined,
) {
  return {
    value: most === n ? 1 : 0,
    n: { current: n },
    details: {
      mostFrequent: value,
      count: most,
      share: most / n,
      ...(hidden ? { hidden: hidden / n } : {}),
      distinct,
      explanation: most === n
        ? `${name} holds one value only: ${JSON.stringify(value)}`
        : `${name} holds ${JSON.stringify(value)} in ${most} of ${n} rows`,
    },
  };
}
