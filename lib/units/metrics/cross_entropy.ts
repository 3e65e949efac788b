import { classNames, measure, unknown } from "../../check/mod.ts";
import { meanInterval } from "../../math/mod.ts";
import { className } from "../../profile/mod.ts";
import { finite, joinSql, sql } from "../../table/mod.ts";

/**
 * How surprised the probabilities of several classes are by the label: the mean of -ln of the probability of the class that came.
 *
 * Formula: -mean(ln p_label), p divided by the row's sum and kept 2.2e-16 away from 0 and 1. Interval: Student's t over rows. Shape:
 * `columns` one probability per class, and the label -> one number; `details.baseline` is the loss of always saying equal
 * probabilities. Unit: nats a row, 0 and up. Edge cases: rows without label or with a missing probability, and labels that no column
 * stands for, are left out and counted; unknown without rows. Source: Good 1952; equals sklearn.metrics.log_loss of several classes.
 */
export const crossEntropy = measure({
  id: "metrics/cross_entropy",
  unit: "nats",
  better: "lower",
  needs: ["columns", "label"],
  kinds: { columns: ["number"] },
  /** `classes`: names of the classes in the order of the columns, defaults to the columns' names less their common start. */
  defaults: { classes: [] as readonly string[] },
  query({ columns, label }, { classes }) {
    const names = classNames(columns, classes);
    const sum = joinSql(columns.map((c) => finite(c)), " + ");
    const hit = joinSql(
      columns.map((c, i) => sql`when ${names[i]!} then ${finite(c)}`),
      " ",
    );
    const p = sql`(case ${className(label)} ${hit} end / nullif(${sum}, 0e0))`;
    const loss = sql`-ln(least(greatest(${p}, ${EPSILON}), ${1 - EPSILON}))`;
    const kept = sql`(case when ${p} is not null then ${loss} end)`;
    return {
      n: sql`cast(count(${kept}) as double)`,
      labelled: sql`cast(count(${label}) as double)`,
      total: sql`sum(${kept})`,
      squares: sql`sum(${kept} * ${kept})`,
      classes: sql`max(${columns.length})`,
    };
  },
  read({ n, labelled, total, squares, classes }) {
    if (!(n > 0)) {
      return unknown(
        `none of ${labelled} labels has a probability: name the classes in the order of the columns`,
      );
    }
    const interval = meanInterval(n, total, squares, [0, Infinity]);
    const base = Math.log(classes);
    return {
      value: total / n,
      ...(interval ? { interval } : {}),
      effect: base - total / n,
      n: { current: n },
      details: {
        leftOut: labelled - n,
        baseline: { rule: "equal probabilities", value: base },
      },
    };
  },
});

const EPSILON = 2.220446049250313e-16;
