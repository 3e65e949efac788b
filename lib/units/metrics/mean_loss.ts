import { type Measure, measure, type Unit, unknown } from "../../check/mod.ts";
import { meanInterval } from "../../math/mod.ts";
import { finite, rawSql, type Sql, sql } from "../../table/mod.ts";

/** A loss of one row: label `y`, and what was said of it. */
interface Loss<O extends object> {
  readonly id: string;
  readonly unit: Unit;
  readonly defaults: Readonly<O>;
  validate?(options: O): void;
  /** The loss in SQL, not negative; `said` is the prediction, or the mean label for the baseline. */
  loss(said: Sql, options: O): Sql;
  /** Rows that count, over label `y` and prediction `p`; defaults to all. */
  readonly where?: Sql;
}

/**
 * A measure of the mean loss of a numeric prediction: with Student's interval over rows, and beside what always saying the mean
 * label would cost.
 */
export function meanLoss<O extends object>(
  { loss, where = sql`true`, ...head }: Loss<O>,
): Measure<O, "prediction" | "label", ReturnType<typeof sums>> {
  return measure<O, "prediction" | "label", ReturnType<typeof sums>>({
    ...head,
    better: "lower",
    needs: ["prediction", "label"],
    kinds: { prediction: ["number"], label: ["number"] },
    from: ({ current }, { prediction, label }) =>
      sql`(select y, p, avg(y) over () m from (select ${finite(label)} y, ${
        finite(prediction)
      } p from ${current}) where y is not null and p is not null and ${where})`,
    query: (_, options) =>
      sums(loss(rawSql("p"), options), loss(rawSql("m"), options)),
    read({ n, total, squares, base }) {
      if (!(n > 0)) return unknown("no row has both a prediction and a label");
      const value = total / n;
      if (!Number.isFinite(value)) {
        return unknown("the errors are too large to be summed up");
      }
      const interval = meanInterval(n, total, squares, [0, Infinity]);
      return {
        value,
        ...(interval ? { interval } : {}),
        ...(Number.isFinite(base) ? { effect: base / n - value } : {}),
        n: { current: n },
        details: {
          baseline: { rule: "always the mean label", value: base / n },
        },
      };
    },
  });
}

function sums(loss: Sql, base: Sql) {
  return {
    n: sql`cast(count(*) as double)`,
    total: sql`sum(${loss})`,
    squares: sql`sum(pow(${loss}, 2))`,
    base: sql`sum(${base})`,
  };
}
