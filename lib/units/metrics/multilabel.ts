import {
  measure,
  numberList,
  type Positive,
  positive,
  textList,
  unknown,
} from "../../check/mod.ts";
import { ratioInterval, wilson } from "../../math/mod.ts";
import { className } from "../../profile/mod.ts";
import { rawSql, sql } from "../../table/mod.ts";

/**
 * How well tags are given where a row can have several and some were never judged: f1, precision or recall over all judged pairs.
 *
 * Formula: pooled over pairs ("micro") or the mean over tags ("macro") of 2 tp / (2 tp + fp + fn), tp / (tp + fp) or
 * tp / (tp + fn). Interval: by item (delta method) for micro; for macro square-and-add of the tags' Wilson intervals. Shape: one row
 * per item and tag with prediction and label -> one number; `details.byTag`, `unjudged` pairs, and `bounds`: the micro figure if all
 * unjudged pairs were wrong or right. Unit: ratio, 0..1. Edge cases: a null label is not judged and enters no count; rows without
 * item, tag or prediction are left out; unknown when no pair has a base. Source: Tsoumakas and Katakis 2007; equals
 * sklearn.metrics.f1_score of an indicator matrix when every pair is judged.
 */
export const multilabel = measure({
  id: "metrics/multilabel",
  unit: "ratio",
  better: "higher",
  needs: ["item", "tag", "prediction", "label"],
  /** `figure`: "f1", "precision" or "recall", defaults to "f1"; `average`: "micro" or "macro", defaults to "micro"; `positive`: the value that means given, defaults to null. */
  defaults: {
    figure: "f1",
    average: "micro",
    positive: null,
  } as Positive & { readonly figure: string; readonly average: string },
  validate({ figure, average }) {
    if (!["f1", "precision", "recall"].includes(figure)) {
      throw new RangeError(
        `Cannot use "figure" of "metrics/multilabel": it is "${figure}", "f1", "precision" or "recall" is needed`,
      );
    }
    if (!["micro", "macro"].includes(average)) {
      throw new RangeError(
        `Cannot use "average" of "metrics/multilabel": it is "${average}", "micro" or "macro" is needed`,
      );
    }
  },
  from({ current }, { item, tag, prediction, label }, options) {
    const p = positive(prediction, options), y = positive(label, options);
    const [weight, base] = options.figure === "f1"
      ? ["2e0", "2 * tp + fp + fn"]
      : ["1e0", options.figure === "precision" ? "tp + fp" : "tp + fn"];
    // one relation holds both groupings: per tag (kind 0) and per item (kind 1)
    const pairs =
      sql`(select i, k, p, y, p * y tp, p * (1 - y) fp, (1 - p) * y fn from (select ${item} i, ${
        className(tag)
      } k, ${p} p, ${y} y from ${current}) where i is not null and k is not null and p is not null)`;
    const sums =
      "coalesce(sum(tp), 0e0) tp, coalesce(sum(fp), 0e0) fp, coalesce(sum(fn), 0e0) fn, sum(case when y is null then p else 0e0 end) open_said, sum(case when y is null then 1 - p else 0e0 end) open_not";
    return sql`(select *, ${rawSql(weight!)} * tp a, ${
      rawSql(base!)
    } b from (select 0e0 kind, k, ${
      rawSql(sums)
    } from ${pairs} group by k union all select 1e0 kind, cast(null as varchar) k, ${
      rawSql(sums)
    } from ${pairs} group by i))`;
  },
  query() {
    const byItem = (x: string) =>
      rawSql(`sum(case when kind = 1 then ${x} end)`);
    const list = (x: string) =>
      numberList(rawSql(`case when kind = 0 then ${x} end`), rawSql("kind, k"));
    return {
      tags: textList(sql`k`, rawSql("kind, k")),
      hits: list("tp"),
      a: list("a"),
      b: list("b"),
      items: byItem("1e0"),
      sa: byItem("a"),
      sb: byItem("b"),
      aa: byItem("a * a"),
      ab: byItem("a * b"),
      bb: byItem("b * b"),
      tp: byItem("tp"),
      fp: byItem("fp"),
      fn: byItem("fn"),
      openSaid: byItem("open_said"),
      openNot: byItem("open_not"),
    };
  },
  read(row, { figure, average }) {
    const { items, sa, sb, aa, ab, bb, tp, fp, fn, openSaid, openNot } = row;
    if (!(sb > 0)) {
      return unknown("no judged pair of item and tag was given or called");
    }
    const tags = row.tags.flatMap((tag, i) =>
      tag === null
        ? []
        : [{ tag, a: row.a[i]!, b: row.b[i]!, hits: row.hits[i]! }]
    );
    const shape = figure === "f1"
      ? (x: number) => 2 * x / (1 + x)
      : (x: number) => x;
    const byTag = tags.map(({ tag, a, b, hits }) => {
      // f1 is a rising function of tp / (tp + fp + fn), whose count is b - tp
      const of = figure === "f1" ? b - hits : b;
      const [low, high] = wilson(hits, of);
      return {
        tag,
        value: b > 0 ? a / b : 0,
        interval: [shape(low), shape(high)],
      };
    });
    const macro = byTag.reduce((s, { value }) => s + value, 0) / byTag.length;
    const spread = (side: 0 | 1) =>
      Math.sqrt(byTag.reduce(
        (s, { value, interval }) => s + (value - interval[side]!) ** 2,
        0,
      )) / byTag.length;
    const value = average === "micro" ? sa / sb : macro;
    const interval = average === "macro"
      ? [value - spread(0), value + spread(1)] as const
      : ratioInterval(items, { a: sa, b: sb, aa, ab, bb });
    const micro = (t: number, p: number, n: number) =>
      figure === "f1"
        ? 2 * t / (2 * t + p + n)
        : figure === "precision"
        ? t / (t + p)
        : t / (t + n);
    return {
      value,
      ...(interval
        ? {
          interval: [
            Math.max(0, interval[0]),
            Math.min(1, interval[1]),
          ] as const,
        }
        : {}),
      n: { current: items },
      details: {
        average,
        figure,
        items,
        byTag,
        unjudged: openSaid + openNot,
        bounds: [
          micro(tp, fp + openSaid, fn + openNot),
          micro(tp + openSaid, fp, fn),
        ],
      },
    };
  },
});
