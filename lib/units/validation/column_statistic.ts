import { normalInterval } from "../../math/mod.ts";
import { measure } from "../../check/mod.ts";
import { finite, sql } from "../../table/mod.ts";

interface StatisticOptions {
  /** "mean", "median", "sd" (n - 1), "min", "max", "sum" or "quantile"; defaults to "mean". */
  readonly statistic: string;
  /** The share below a quantile; defaults to 0.5. */
  readonly share: number;
}

const STATISTICS = ["mean", "median", "sd", "min", "max", "sum", "quantile"];

/**
 * A plain statistic of a number column: its mean, median, standard deviation, smallest, largest value, sum or quantile.
 *
 * Formula: as named; sd with n - 1, quantiles by linear interpolation as numpy's; times in epoch seconds, booleans as 0
 * and 1. Interval: of the mean, +- 1.96 sd / root n. Shape: column -> one number. Unit: column unit. Edge cases: null,
 * NaN and infinities are left out; undefined without a value, and for sd with one. Errors: RangeError for another name.
 * Source: equals numpy.mean, numpy.quantile, numpy.std(ddof=1).
 */
export const columnStatistic = measure({
  id: "validation/column_statistic",
  unit: "column unit",
  better: "none",
  needs: ["column"],
  kinds: { column: ["number", "time", "boolean"] },
  defaults: { statistic: "mean", share: 0.5 } as StatisticOptions,
  validate({ statistic, share }) {
    if (!STATISTICS.includes(statistic)) {
      throw new RangeError(
        `Cannot use "statistic" of "validation/column_statistic": it is "${statistic}", one of ${
          STATISTICS.map((s) => `"${s}"`).join(", ")
        } is needed`,
      );
    }
    if (!(share >= 0 && share <= 1)) {
      throw new RangeError(
        `Cannot use "share" of "validation/column_statistic": it is ${share}, a share from 0 to 1 is needed`,
      );
    }
  },
  from: ({ current }, { column }) =>
    sql`(select x, x - avg(x) over () d from (select ${
      finite(
        column.kind === "time"
          ? sql`cast(epoch(${column}) as double)`
          : sql`cast(${column} as double)`,
      )
    } x from ${current}))`,
  query: (_, { statistic, share }) => ({
    n: sql`count(x)`,
    squares: sql`sum(d * d)`,
    value: {
      mean: sql`avg(x)`,
      median: sql`quantile_cont(x, 0.5)`,
      sd: sql`sum(d * d)`,
      min: sql`min(x)`,
      max: sql`max(x)`,
      sum: sql`sum(x)`,
      quantile: sql`quantile_cont(x, ${share})`,
    }[statistic]!,
  }),
  read: ({ n, squares, value }, { statistic }) => {
    if (!(n > 0) || statistic === "sd" && n < 2) return undefined;
    if (statistic === "sd") {
      return { value: Math.sqrt(value / (n - 1)), n: { current: n } };
    }
    const se = Math.sqrt(squares / (n - 1) / n);
    return {
      value,
      ...(statistic === "mean" && n > 1
        ? { interval: normalInterval(value, se) }
        : {}),
      n: { current: n },
    };
  },
});
