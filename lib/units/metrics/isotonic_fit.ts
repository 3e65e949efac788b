import {
  measure,
  numberList,
  type Positive,
  positive,
  unknown,
} from "../../check/mod.ts";
import { isotonic, isotonicAt, meanInterval } from "../../math/mod.ts";
import { scoreCells } from "../../profile/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * What mean squared error would be left if each score were replaced by the best rising function of it: how much of the error
 * is calibration.
 *
 * Formula: mean (y - f(s))^2 with f by isotonic regression of the label on the score, on the same rows. Interval: Student's t
 * over rows with f held. Shape: score and a 0/1 or numeric label -> one number; `effect` is the error saved (Brier before less
 * after); `details`: `x` and `y` of the function, `thresholds` their count, `fitted` its values at `grid`. Unit: squared label
 * units. Edge cases: rows without score or label are left out; above 20,000 rows scores are pooled in 20,000 cells of equal
 * counts; unknown without rows. Source: Barlow et al. 1972; Zadrozny and Elkan 2002; equals
 * sklearn.isotonic.IsotonicRegression(out_of_bounds="clip").
 */
export const isotonicFit = measure({
  id: "metrics/isotonic_fit",
  unit: "statistic",
  better: "lower",
  needs: ["score", "label"],
  kinds: { score: ["number"] },
  /** `positive`: the class that counts, defaults to null (a numeric label stands for itself); `grid`: scores at which to tell the function, defaults to none. */
  defaults: { positive: null, grid: [] } as Positive & {
    readonly grid: readonly number[];
  },
  takes: { grid: "numbers" },
  from: ({ current }, { score, label }, options) =>
    scoreCells(
      current,
      finite(score),
      label.kind === "number" && options.positive === null
        ? finite(label)
        : positive(label, options),
      20_000,
    ),
  query: () => ({
    scores: numberList(sql`s`, sql`c`),
    labels: numberList(sql`y`, sql`c`),
    squares: numberList(sql`yy`, sql`c`),
    rows: numberList(sql`n`, sql`c`),
  }),
  read({ scores, labels, squares, rows }, { grid }) {
    const n = rows.reduce((s, x) => s + x, 0);
    if (!(n > 0)) return unknown("no row has both a score and a label");
    const means = labels.map((y, i) => y / rows[i]!);
    const fit = isotonic(scores, means, rows);
    let before = 0, after = 0, spread = 0;
    scores.forEach((s, i) => {
      const loss = (at: number) =>
        squares[i]! - 2 * at * labels[i]! + rows[i]! * at * at;
      const left = loss(isotonicAt(fit, s));
      before += loss(s);
      after += left;
      spread += left * left / rows[i]!;
    });
    const interval = meanInterval(n, after, spread, [0, Infinity]);
    return {
      value: after / n,
      ...(interval ? { interval } : {}),
      ...(Number.isNaN(before) ? {} : { effect: (before - after) / n }),
      n: { current: n },
      details: {
        before: before / n,
        thresholds: fit.x.length,
        x: fit.x,
        y: fit.y,
        fitted: grid.map((at) => isotonicAt(fit, at)),
      },
    };
  },
});
