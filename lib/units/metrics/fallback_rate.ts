import { measure, type Positive, positive, unknown } from "../../check/mod.ts";
import { wilson } from "../../math/mod.ts";
import { sql } from "../../table/mod.ts";

/**
 * Share of requests that the model did not answer itself.
 *
 * Formula: fallbacks / requests, Wilson's interval. Shape: one column -> one number; a boolean (or 0/1, or a named `positive`), or
 * text that names the fallback and is null when none was taken. Unit: ratio, 0..1. Edge cases: null is no fallback in a text column
 * and left out elsewhere; unknown without rows. Source: Wilson 1927 for the interval.
 */
export const fallbackRate = measure({
  id: "metrics/fallback_rate",
  unit: "ratio",
  better: "lower",
  needs: ["fallback"],
  /** `positive`: the value that means that a fallback was taken, defaults to null: any text. */
  defaults: { positive: null } as Positive,
  query({ fallback }, options) {
    const taken = fallback.kind === "category" && options.positive === null
      ? sql`(case when ${fallback} is null or ${fallback} = '' then 0e0 else 1e0 end)`
      : positive(fallback, options);
    return {
      hits: sql`sum(${taken})`,
      n: sql`cast(count(${taken}) as double)`,
    };
  },
  read: ({ hits, n }) =>
    n > 0
      ? {
        value: hits / n,
        interval: wilson(hits, n),
        n: { current: n },
        details: { fallbacks: hits },
      }
      : unknown("no request says whether a fallback was taken"),
});
