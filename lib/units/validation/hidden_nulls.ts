import { wilson } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import {
  type ColumnProfile,
  type Numbers,
  singleValue,
} from "../../profile/mod.ts";

interface HiddenOptions {
  /** Texts that mean a missing value, case and spaces aside. */
  readonly texts: readonly string[];
  /** Numbers that may mean a missing value where they stand apart from all others. */
  readonly numbers: readonly number[];
}

/**
 * Share of values that look like a missing value in disguise: "?", "N/A", 999, -1.
 *
 * Formula: rows with such a value / rows with a value. Texts: those of the list. Numbers: those of the list that are the
 * smallest or largest value and stand apart: the next value is further away than the whole rest is wide, or -1 is the
 * only negative whole number, or a number of nines from 99 on holds 5 % of the rows and is ten times as frequent as its
 * neighbour. Details: `counts` by value. Shape: one profile -> one number. Unit: ratio, 0..1. Edge cases: real missing
 * values are no values; undefined without a value; on a grid a value counts where its cell holds it alone. Source: Qahtan
 * et al. 2018, FAHES.
 */
export const hiddenNulls = detector({
  id: "validation/hidden_nulls",
  unit: "ratio",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "category"] },
  needsReference: false,
  defaults: {
    texts: [
      "",
      "?",
      "-",
      "--",
      ".",
      "n/a",
      "na",
      "#n/a",
      "nan",
      "null",
      "none",
      "nil",
      "missing",
      "undefined",
      "unknown",
      "not available",
      "999",
      "-999",
      "9999",
      "-9999",
      "1900-01-01",
      "1970-01-01",
      "9999-12-31",
    ],
    numbers: [
      -1,
      9,
      99,
      999,
      9999,
      99999,
      999999,
      9999999,
      99999999,
      999999999,
      -9,
      -99,
      -999,
      -9999,
      -99999,
      -999999,
      -9999999,
    ],
  } as HiddenOptions,
  compare({ current }, { column }, options) {
    const profile = current.columns.get(column.name)!;
    const found = profile.numbers
      ? inNumbers(profile.numbers, new Set(options.numbers))
      : inTexts(profile, options.texts);
    const rows = profile.numbers
      ? profile.numbers.count.reduce((sum, n) => sum + n, 0)
      : profile.rows - profile.nulls;
    if (!rows) return undefined;
    const hits = found.reduce((sum, [, n]) => sum + n, 0);
    return {
      value: hits / rows,
      interval: wilson(hits, rows),
      n: { current: rows },
      details: {
        counts: Object.fromEntries(found),
        explanation: hits
          ? `${hits} of ${rows} values of ${column.name} look like missing ones: ${
            found.map(([value, n]) => `${JSON.stringify(value)} ${n} times`)
              .join(", ")
          }`
          : `No value of ${column.name} looks like a missing one`,
      },
    };
  },
});

function inTexts({ values }: ColumnProfile, texts: readonly string[]) {
  const known = new Set(texts.map((text) => text.toLowerCase()));
  return [...values?.count ?? []].filter(([value]) =>
    known.has(value.trim().toLowerCase())
  );
}

function inNumbers(
  numbers: Numbers,
  known: ReadonlySet<number>,
): [string, number][] {
  const { count } = numbers, found: [string, number][] = [];
  const value = (i: number) => singleValue(numbers, i);
  const lo = (i: number) => value(i) ?? numbers.lo[i]!;
  const hi = (i: number) => value(i) ?? numbers.hi[i]!;
  let low = 0, high = count.length - 1;
  const rows = count.reduce((sum, n) => sum + n, 0);
  const single = (i: number) => known.has(value(i) ?? NaN);
  const frequent = (i: number, beside: number) =>
    Math.abs(lo(i)) >= 99 && count[i]! >= 0.05 * rows &&
    count[i]! >= 10 * count[beside]!;
  while (high > low && single(high)) {
    const gap = lo(high) - hi(high - 1), width = hi(high - 1) - lo(low);
    if (lo(high) < 9 || !(gap > width || frequent(high, high - 1))) break;
    found.push([String(lo(high)), count[high]!]);
    high--;
  }
  while (high > low && single(low)) {
    const gap = lo(low + 1) - hi(low), width = hi(high) - lo(low + 1);
    const onlyNegative = lo(low) === -1 && lo(low + 1) >= 0 && width > 1;
    if (
      lo(low) >= 0 ||
      !(gap > width || onlyNegative || frequent(low, low + 1))
    ) break;
    found.push([String(lo(low)), count[low]!]);
    low++;
  }
  return found;
}
