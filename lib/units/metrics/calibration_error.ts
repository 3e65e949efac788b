import {
  measure,
  numberList,
  type Positive,
  positive,
  unknown,
} from "../../check/mod.ts";
import { random, wilson } from "../../math/mod.ts";
import { rankCell } from "../../profile/mod.ts";
import { finite, rawSql, sql } from "../../table/mod.ts";

/**
 * How far the scores are from the rates that came, weighted by rows: 0.03 means that probabilities are 3 points off on the whole
 * (expected calibration error).
 *
 * Formula: sum over bins of |mean score - share of positives| n_b / n, bins of equal width or of equal counts. Interval: seeded draws
 * of the bins' positives, reversed because the figure is biased upward, and widened to hold it; p-value: of so large an error if
 * every score were right. Shape: score and label -> one number; `details.curve` is the reliability curve with Wilson
 * intervals, `chance` the error that perfect scores would show at this size, `largest` the worst bin. Unit: ratio, 0..1. Edge
 * cases: rows without score or label are left out; unknown without rows and when a score is outside 0..1. Source: Naeini, Cooper and
 * Hauskrecht 2015; Bröcker and Smith 2007 for chance.
 */
export const calibrationError = measure({
  id: "metrics/calibration_error",
  unit: "ratio",
  better: "lower",
  needs: ["score", "label"],
  kinds: { score: ["number"] },
  /** `bins`: defaults to 10; `by`: "width" or "count", defaults to "width"; `positive`: the class that counts, defaults to null. */
  defaults: { bins: 10, by: "width", positive: null } as Positive & {
    readonly bins: number;
    readonly by: string;
  },
  validate({ bins, by }) {
    if (!(Number.isInteger(bins) && bins >= 2 && bins <= 1_000)) {
      throw new RangeError(
        `Cannot use "bins" of "metrics/calibration_error": it is ${bins}, a whole number from 2 to 1000 is needed`,
      );
    }
    if (by !== "width" && by !== "count") {
      throw new RangeError(
        `Cannot use "by" of "metrics/calibration_error": it is "${by}", "width" or "count" is needed`,
      );
    }
  },
  from({ current }, { score, label }, options) {
    const bin = options.by === "width"
      ? sql`least(greatest(floor(s * ${options.bins}), 0e0), ${
        options.bins - 1
      })`
      : rankCell(options.bins);
    return sql`(select b, cast(count(*) as double) n, sum(s) s, sum(y) y, sum(s * (1 - s)) v, min(s) lo, max(s) hi from (select s, y, ${bin} b from (select s, y, ${
      options.by === "width" ? rawSql("0 below, 0 rows_all") : rawSql(
        "rank() over (order by s) - 1 below, count(*) over () rows_all",
      )
    } from (select ${finite(score)} s, ${
      positive(label, options)
    } y from ${current}) where s is not null and y is not null)) group by b)`;
  },
  query: () => ({
    rows: numberList(sql`n`, sql`b`),
    scores: numberList(sql`s`, sql`b`),
    labels: numberList(sql`y`, sql`b`),
    spread: numberList(sql`v`, sql`b`),
    low: numberList(sql`lo`, sql`b`),
    high: numberList(sql`hi`, sql`b`),
  }),
  read({ rows, scores, labels, spread, low, high }) {
    const n = rows.reduce((s, x) => s + x, 0);
    if (!(n > 0)) return unknown("no row has both a score and a 0/1 label");
    const from = Math.min(...low), to = Math.max(...high);
    if (from < 0 || to > 1) {
      return unknown(
        `scores reach from ${from} to ${to}, probabilities from 0 to 1 are needed`,
      );
    }
    const errorOf = (positives: readonly number[]) =>
      positives.reduce((s, y, i) => s + Math.abs(y - scores[i]!), 0) / n;
    const value = errorOf(labels);
    const stream = random(`calibration of ${n} rows`);
    // positives of a bin: normal with the binomial's variance, kept within the bin
    const draw = (mean: number, variance: number, of: number) =>
      Math.min(of, Math.max(0, stream.normal(mean, Math.sqrt(variance))));
    // half a row is added so that a bin without positives can have some
    const noise = labels.map((y, b) =>
      (y + 0.5) * (rows[b]! - y + 0.5) / (rows[b]! + 1)
    );
    // |gap| is biased upward, most where there is no gap: the lower end draws from the gaps beyond two standard errors, the
    // upper from all as they are
    const likely = labels.map((y, b) =>
      (y - scores[b]!) ** 2 > 4 * noise[b]! ? y : scores[b]!
    );
    const start = errorOf(likely);
    const more: number[] = [], less: number[] = [], perfect: number[] = [];
    for (let i = 0; i < 1_000; i++) {
      more.push(
        errorOf(likely.map((y, b) => draw(y, noise[b]!, rows[b]!))) - start,
      );
      less.push(
        errorOf(labels.map((y, b) => draw(y, noise[b]!, rows[b]!))) - value,
      );
      perfect.push(
        errorOf(scores.map((s, b) => draw(s, spread[b]!, rows[b]!))),
      );
    }
    const at = (list: number[], share: number) =>
      list.sort((a, b) => a - b)[Math.round(share * 999)]!;
    const gaps = rows.map((m, i) => (labels[i]! - scores[i]!) / m);
    return {
      value,
      interval: [
        Math.max(0, Math.min(value, value - at(more, 0.975))),
        Math.max(value, Math.min(1, value - at(less, 0.025))),
      ],
      pValue: (1 + perfect.filter((x) => x >= value).length) / 1_001,
      n: { current: n },
      details: {
        chance: perfect.reduce((s, x) => s + x, 0) / 1_000,
        largest: Math.max(...gaps.map(Math.abs)),
        curve: rows.map((m, i) => ({
          from: low[i],
          to: high[i],
          rows: m,
          score: scores[i]! / m,
          rate: labels[i]! / m,
          interval: wilson(labels[i]!, m),
        })),
      },
    };
  },
});
