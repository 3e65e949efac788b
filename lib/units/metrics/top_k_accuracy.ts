import { classNames, measure, unknown, validateK } from "../../check/mod.ts";
import { shareMeanInterval } from "../../math/mod.ts";
import { className } from "../../profile/mod.ts";
import { finite, joinSql, sql } from "../../table/mod.ts";

/**
 * Share of rows whose label is among the k classes of highest score.
 *
 * Formula: mean of 1 when fewer than k classes score higher; a label tied at the last place counts by the share of the tie that
 * fits. Interval: Wilson below ten rows, else Student's t. Shape: `columns` one score per class, and the label -> one number;
 * `details.baseline` is k / classes, a random order. Unit: ratio, 0..1. Edge cases: rows without label or with a missing score, and
 * labels that no column stands for, are left out; unknown without rows. Source: equals sklearn.metrics.top_k_accuracy_score without
 * ties.
 */
export const topKAccuracy = measure({
  id: "metrics/top_k_accuracy",
  unit: "ratio",
  better: "higher",
  needs: ["columns", "label"],
  kinds: { columns: ["number"] },
  /** `k`: classes that may hold the label, defaults to 2; `classes`: names in the order of the columns, defaults to the columns' names less their common start. */
  defaults: { k: 2, classes: [] as readonly string[] },
  validate: ({ k }) => validateK("metrics/top_k_accuracy", k),
  from({ current }, { columns, label }, { classes }) {
    const names = classNames(columns, classes);
    const hit = joinSql(
      columns.map((c, i) => sql`when ${names[i]!} then ${finite(c)}`),
      " ",
    );
    const count = (op: string) =>
      joinSql(
        columns.map((c) =>
          sql`case when ${finite(c)} ${{ text: op }} own then 1e0 else 0e0 end`
        ),
        " + ",
      );
    const whole = joinSql(
      columns.map((c) => sql`${finite(c)} is not null`),
      " and ",
    );
    return sql`(select ${count(">")} above, ${
      count("=")
    } tied from (select *, case ${
      className(label)
    } ${hit} end own from ${current}) where own is not null and ${whole})`;
  },
  query({ columns }, { k }) {
    const share = sql`greatest(0e0, least(tied, ${k} - above)) / tied`;
    return {
      n: sql`cast(count(*) as double)`,
      total: sql`sum(${share})`,
      squares: sql`sum(pow(${share}, 2))`,
      base: sql`max(${Math.min(1, k / columns.length)})`,
    };
  },
  read({ n, total, squares, base }) {
    if (!(n > 0)) {
      return unknown(
        "no label has a score: name the classes in the order of the columns",
      );
    }
    return {
      value: total / n,
      interval: shareMeanInterval(n, total, squares),
      effect: total / n - base,
      n: { current: n },
      details: { baseline: { rule: "random order", value: base } },
    };
  },
});
