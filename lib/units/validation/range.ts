import { wilson } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import type { Numbers } from "../../profile/mod.ts";

interface Limits {
  /** Smallest allowed value, a number or a time as ISO text; defaults to the reference's smallest. */
  readonly min: number | string | null;
  /** Largest allowed value, likewise; defaults to the reference's largest. */
  readonly max: number | string | null;
}

/**
 * Share of current values outside the allowed range, or outside the reference's smallest and largest value.
 *
 * Formula: (values < min + values > max) / values, times in epoch seconds. p-value, when the limits are the
 * reference's: of that many values beyond an end if both sides came from one source (exceedance test, two-sided).
 * Shape: one or two profiles -> one number. Unit: ratio, 0..1. Edge cases: null, NaN and infinities are no values
 * (infinities are counted in details); values equal to a limit are inside; on a grid a cell that a limit cuts counts
 * half and `error` is that half. Errors: RangeError when min is above max. Source: Wilks 1941 for the exceedances.
 */
export const range = detector({
  id: "validation/range",
  unit: "ratio",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "time"] },
  needsReference: false,
  defaults: { min: null, max: null } as Limits,
  validate({ min, max }) {
    for (const [name, limit] of Object.entries({ min, max })) {
      if (limit !== null && !Number.isFinite(numberOf(limit))) {
        throw new RangeError(
          `Cannot use "${name}" of "validation/range": it is ${
            JSON.stringify(limit)
          }, a finite number or a time as ISO text is needed`,
        );
      }
    }
    if (min !== null && max !== null && numberOf(min) > numberOf(max)) {
      throw new RangeError(
        `Cannot use "min" of "validation/range": it is ${min}, at most ${max} is needed`,
      );
    }
  },
  compare({ reference, current }, { column }, options) {
    const a = reference?.columns.get(column.name)?.numbers;
    const { numbers: b, nonFinite } = current.columns.get(column.name)!;
    const min = options.min === null ? a?.lo[0] : numberOf(options.min);
    const max = options.max === null ? a?.hi.at(-1) : numberOf(options.max);
    if (min === undefined && max === undefined) {
      return unknown(
        `"${column.name}" has no limits: neither "min" nor "max" nor a reference with values was given`,
      );
    }
    const rows = b ? total(b.count) : 0;
    if (!b || !rows) return undefined;
    const low = beyond(b, min ?? -Infinity, -1);
    const high = beyond(b, max ?? Infinity, 1);
    const outside = low.sure + high.sure + (low.cut + high.cut) / 2;
    const n = a ? total(a.count) : 0;
    const p = (side: typeof low, given: unknown) =>
      given === null && n ? exceedance(side.sure, n, rows) : 1;
    const error = (low.cut + high.cut) / 2 / rows;
    return {
      value: outside / rows,
      interval: wilson(outside, rows),
      ...(a && (options.min === null || options.max === null)
        ? {
          pValue: Math.min(
            1,
            2 * p(low, options.min),
            2 * p(high, options.max),
          ),
        }
        : {}),
      ...(error ? { error } : {}),
      n: { ...(a ? { reference: n } : {}), current: rows },
      details: {
        min,
        max,
        below: low.sure,
        above: high.sure,
        nonFinite,
        smallest: b.lo[0],
        largest: b.hi.at(-1),
      },
    };
  },
});

function numberOf(limit: number | string): number {
  if (typeof limit === "boolean") return NaN;
  return typeof limit === "number" ? limit : Date.parse(
    /[zZ]|[+-]\d\d:?\d\d$/.test(limit) || !limit.includes("T")
      ? limit
      : `${limit}Z`,
  ) / 1000;
}

function beyond(numbers: Numbers, limit: number, side: 1 | -1) {
  let sure = 0, cut = 0;
  numbers.count.forEach((n, i) => {
    const lo = numbers.lo[i]!, hi = numbers.hi[i]!;
    if (side > 0 ? lo > limit : hi < limit) sure += n;
    else if (side > 0 ? hi > limit : lo < limit) cut += n;
  });
  return { sure, cut };
}

/** Probability that the `beyond` most extreme of all rows stand on the current side. */
function exceedance(beyond: number, n: number, m: number): number {
  let log = 0;
  for (let i = 0; i < beyond && log > -745; i++) {
    log += Math.log((m - i) / (n + m - i));
  }
  return Math.exp(log);
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, n) => sum + n, 0);
}
