import { wilson } from "../../math/mod.ts";
import {
  measure,
  numberList,
  type Positive,
  positive,
  unknown,
} from "../../check/mod.ts";
import { finite, sql } from "../../table/mod.ts";

interface CostOptions extends Positive {
  /** Cost of a positive that is let pass; defaults to 150. */
  readonly miss: number;
  /** Cost of a negative that is stopped; defaults to 5. */
  readonly falseAlarm: number;
  /** From which score on a row is stopped; defaults to the one of the least cost. */
  readonly threshold: number | null;
}

const id = "imbalance/expected_cost";
/** Points of the cost curve. */
const POINTS = 100;

/**
 * Expected cost of a decision by a score with a threshold chosen well: a miss costs 150, a false alarm 5.
 *
 * Rows with a score of the threshold or more are flagged. Formula: (miss x positives below + falseAlarm x negatives from it
 * on) / rows. With `threshold` null it is chosen: the value is what a threshold chosen on one half of the rows costs on
 * the other, both ways, so that choosing is paid for; `details` has the threshold that is best on all rows (the lowest of
 * equals; null: flag none) with its `cost`, misses and false alarms. Interval: Wilson's of both shares joined by Zou and
 * Donner's rule. `effect` and `saved`: what is saved against the cheaper of `flagAll` and `flagNone`. Further details: the
 * `curve` by threshold (about 100 points of the sorted scores), and `ifCalibrated`, the threshold falseAlarm / (falseAlarm
 * + miss) that calibrated scores would need, with its cost. Shape: score and label -> one number. Unit: cost a row. Edge
 * cases: rows without a finite score or a label are left out; unknown without both classes. Source: Elkan 2001; Zou and
 * Donner 2008.
 */
export const expectedCost = measure({
  id,
  unit: "cost",
  better: "lower",
  needs: ["score", "label"],
  kinds: { score: ["number"] },
  defaults: {
    positive: null,
    miss: 150,
    falseAlarm: 5,
    threshold: null,
  } as CostOptions,
  takes: { threshold: "number" },
  validate({ miss, falseAlarm }) {
    for (const [name, cost] of Object.entries({ miss, falseAlarm })) {
      if (!(cost > 0 && Number.isFinite(cost))) {
        throw new RangeError(
          `Cannot use "${name}" of "${id}": it is ${cost}, a price above 0 is needed`,
        );
      }
    }
  },
  // One row per distinct score that is kept: points of the curve, the best ones of all rows and of each half.
  from({ current, rowId }, { score, label }, options) {
    const { miss, falseAlarm, threshold } = options;
    const fair = falseAlarm / (falseAlarm + miss);
    const cost = (part: string) =>
      sql`(${miss} * ${{ text: `fn${part}` }} + ${falseAlarm} * ${{
        text: `fp${part}`,
      }})`;
    const sums = (part: string) => {
      const p = { text: `p${part}` }, q = { text: `q${part}` };
      return sql`sum(${p}) over (order by s) - ${p} ${{
        text: `fn${part}`,
      }}, sum(${q}) over () - sum(${q}) over (order by s) + ${q} ${{
        text: `fp${part}`,
      }}`;
    };
    const first = (name: string, condition: ReturnType<typeof sql>) =>
      sql`min(case when ${condition} then s end) over () ${{ text: name }}`;
    return sql`(with scored as (select ${finite(score)} s, ${
      positive(label, options)
    } y, hash(${rowId}) % 2 h from ${current}),
      counted as (select s, sum(y) p, sum(1 - y) q, sum(y * h) p1, sum((1 - y) * h) q1 from scored where s is not null and y is not null group by s),
      summed as (select *, ${sums("")}, ${
      sums("1")
    }, row_number() over (order by s) k, count(*) over () m, sum(p) over () positives, sum(q) over () negatives, sum(p1) over () positives1, sum(q1) over () negatives1 from counted),
      paid as (select *, ${cost("")} price, ${cost("1")} price1 from summed),
      least as (select *, min(price) over () best, min(price1) over () best1, min(price - price1) over () best0 from paid),
      chosen as (select *, ${first("t", sql`price = best`)}, ${
      first("t1", sql`price1 = best1`)
    }, ${first("t0", sql`price - price1 = best0`)}, ${
      first("given", given(threshold))
    }, ${first("fair", sql`s >= ${fair}`)} from least)
      select * from (select *, floor((k - 1) * ${rawPoints()} / m) <> floor((k - 2) * ${rawPoints()} / m) or k = m point from chosen) kept where point or s in (t, t0, t1, given, fair))`;
  },
  query: () => {
    const at = (which: string, what: string) =>
      sql`max(case when s = ${{ text: which }} then ${{ text: what }} end)`;
    const order = sql`s`;
    return {
      positives: sql`max(positives)`,
      negatives: sql`max(negatives)`,
      positives1: sql`max(positives1)`,
      negatives1: sql`max(negatives1)`,
      threshold: sql`max(t)`,
      misses: at("t", "fn"),
      falseAlarms: at("t", "fp"),
      givenMisses: at("given", "fn"),
      givenFalseAlarms: at("given", "fp"),
      fairMisses: at("fair", "fn"),
      fairFalseAlarms: at("fair", "fp"),
      best1: sql`max(best1)`,
      best0: sql`max(best0)`,
      misses1: at("t0", "fn1"),
      falseAlarms1: at("t0", "fp1"),
      misses0: at("t1", "fn - fn1"),
      falseAlarms0: at("t1", "fp - fp1"),
      scores: numberList(sql`case when point then s end`, order),
      curveMisses: numberList(sql`case when point then fn end`, order),
      curveFalseAlarms: numberList(sql`case when point then fp end`, order),
    };
  },
  read(row, { miss, falseAlarm, threshold }) {
    const { positives, negatives } = row, n = positives + negatives;
    if (!(positives > 0) || !(negatives > 0)) {
      return unknown(
        `cost needs both classes, found ${positives || 0} positive and ${
          negatives || 0
        } negative rows with a score; name the positive class if the label is not 0 or 1`,
      );
    }
    const cost = (misses: number, falseAlarms: number) =>
      (miss * misses + falseAlarm * falseAlarms) / n;
    const none = { threshold: null, misses: positives, falseAlarms: 0 };
    const orNone = (
      threshold: number,
      misses: number,
      falseAlarms: number,
    ): Point =>
      Number.isNaN(misses) ? none : { threshold, misses, falseAlarms };
    const best = cost(row.misses, row.falseAlarms) <= cost(positives, 0)
      ? orNone(row.threshold, row.misses, row.falseAlarms)
      : none;
    const used = threshold === null ? best : {
      ...orNone(threshold, row.givenMisses, row.givenFalseAlarms),
      threshold,
    };
    const paid = threshold === null ? otherHalf(row, miss) : used;
    const value = cost(paid.misses, paid.falseAlarms);
    const all = falseAlarm * negatives / n, nothing = miss * positives / n;
    const fair = falseAlarm / (falseAlarm + miss);
    const calibrated = orNone(fair, row.fairMisses, row.fairFalseAlarms);
    const curve = row.scores.flatMap((score, i) => {
      const misses = row.curveMisses[i]!;
      const falseAlarms = row.curveFalseAlarms[i]!;
      return Number.isNaN(score) ? [] : [{
        threshold: score,
        cost: cost(misses, falseAlarms),
        flagged: (positives - misses + falseAlarms) / n,
        recall: 1 - misses / positives,
      }];
    });
    const saved = Math.min(all, nothing) - value;
    return {
      value,
      interval: costInterval(paid, n, miss, falseAlarm),
      effect: saved,
      n: { current: n },
      details: {
        ...used,
        cost: cost(used.misses, used.falseAlarms),
        saved,
        flagAll: all,
        flagNone: nothing,
        best: { ...best, cost: cost(best.misses, best.falseAlarms) },
        ifCalibrated: {
          threshold: fair,
          cost: cost(calibrated.misses, calibrated.falseAlarms),
        },
        curve: [...curve, {
          threshold: null,
          cost: nothing,
          flagged: 0,
          recall: 0,
        }],
        explanation: `${
          used.threshold === null
            ? "Flagging nothing"
            : `Flagging scores from ${Number(used.threshold.toPrecision(4))} on`
        } costs ${short(value)} a row; flagging all costs ${
          short(all)
        }, nothing ${short(nothing)}`,
      },
    };
  },
});

interface Point {
  readonly threshold: number | null;
  readonly misses: number;
  readonly falseAlarms: number;
}

function rawPoints() {
  return { text: String(POINTS) };
}

function short(x: number): number {
  return Number(x.toPrecision(4));
}

// Zou and Donner: the distances of both bounds, squared, add up as variances do.
function costInterval(
  { misses, falseAlarms }: Point,
  n: number,
  miss: number,
  falseAlarm: number,
): readonly [number, number] {
  const parts = [[misses, miss], [falseAlarms, falseAlarm]] as const;
  let value = 0, below = 0, above = 0;
  for (const [count, cost] of parts) {
    const share = count / n, [low, high] = wilson(count, n);
    value += cost * share;
    below += (cost * (share - low)) ** 2;
    above += (cost * (high - share)) ** 2;
  }
  return [Math.max(0, value - Math.sqrt(below)), value + Math.sqrt(above)];
}

interface Halves {
  readonly positives: number;
  readonly positives1: number;
  readonly best1: number;
  readonly best0: number;
  readonly misses1: number;
  readonly misses0: number;
  readonly falseAlarms1: number;
  readonly falseAlarms0: number;
}

// Where flagging nothing was cheapest in the half that chose, nothing is flagged in the other.
function otherHalf(row: Halves, miss: number): Point {
  const positives0 = row.positives - row.positives1;
  const [misses1, falseAlarms1] = miss * positives0 < row.best0
    ? [row.positives1, 0]
    : [row.misses1, row.falseAlarms1];
  const [misses0, falseAlarms0] = miss * row.positives1 < row.best1
    ? [positives0, 0]
    : [row.misses0, row.falseAlarms0];
  return {
    threshold: null,
    misses: misses1 + misses0,
    falseAlarms: falseAlarms1 + falseAlarms0,
  };
}

function given(threshold: number | null) {
  return threshold === null || threshold === Infinity
    ? sql`false`
    : threshold === -Infinity
    ? sql`true`
    : sql`s >= ${threshold}`;
}
