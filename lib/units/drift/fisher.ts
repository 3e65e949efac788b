import { fisherExact } from "../../math/mod.ts";
import { detector, type Positive } from "../../check/mod.ts";
import { percent } from "../../profile/mod.ts";
import { twoValues } from "./two_values.ts";

/**
 * Logarithm of the odds ratio of one of two values, current to reference, with Fisher's exact p-value.
 *
 * Formula: ln of (hits now x misses then) / (misses now x hits then), each count plus a half when one is 0. Interval: normal
 * on the log scale (Woolf). Shape: two profiles -> one number. Unit: nats; 0 for equal odds. Effect: change of the share.
 * details.oddsRatio is the ratio itself, then to now as scipy puts it, 0 or infinite where a count is 0. p-value: two-sided,
 * all tables no likelier than this one. Edge cases: unknown for more than two values when no positive one is named;
 * undefined when a side has no values. Source: Fisher 1935; Woolf 1955; equals scipy.stats.fisher_exact.
 */
export const fisher = detector({
  id: "drift/fisher",
  unit: "nats",
  better: "none",
  needs: ["column"],
  kinds: { column: ["boolean", "category", "number"] },
  /** `positive`: the value whose odds count, defaults to the larger of two. */
  defaults: { positive: null } as Positive,
  compare(profiles, { column }, { positive }) {
    const found = twoValues(profiles, column.name, positive);
    if (!found || "unknown" in found) return found;
    const { hits, n, otherHits, m } = found;
    const cells = [hits, n - hits, otherHits, m - otherHits] as const;
    const add = Math.min(...cells) === 0 ? 0.5 : 0;
    const [a, b, c, d] = cells.map((x) => x + add) as [
      number,
      number,
      number,
      number,
    ];
    const same = hits / n === otherHits / m;
    const value = same ? 0 : Math.log(c * b / (d * a));
    const half = 1.959963984540054 * Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d);
    return {
      value,
      interval: [value - half, value + half],
      pValue: fisherExact(hits, n, otherHits, m),
      effect: Math.abs(otherHits / m - hits / n),
      n: { reference: n, current: m },
      details: {
        oddsRatio: cells[0] * cells[3] / (cells[1] * cells[2]),
        positive: found.value,
        explanation: `Share of ${
          JSON.stringify(found.value)
        } in "${column.name}" went from ${percent(hits / n)} to ${
          percent(otherHits / m)
        }`,
      },
    };
  },
});
