import { gStatistic, poolRare } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import { bin } from "../../profile/mod.ts";
import { binDefaults, binReading, requireBins } from "./bins.ts";

/**
 * G test that reference and current were drawn from one distribution, by likelihood ratio; both sides count as random.
 *
 * Formula: 2 sum of observed ln(observed / expected), expected from the pooled shares. Cells expected fewer than `pool` times
 * on the smaller side are added up. Bins of numbers as in psi. Shape: two profiles -> one number. Unit: statistic, 0 and up.
 * Effect: share of rows that moved. Edge cases: 0 and p-value 1 for a single cell; undefined when a side has no values.
 * Source: Wilks 1938; equals scipy.stats.chi2_contingency(lambda_="log-likelihood") with `pool: 0`, and with `yates` its
 * continuity correction of 2 x 2.
 */
export const gTest = detector({
  id: "drift/g_test",
  unit: "statistic",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "boolean", "category", "time"] },
  /** `pool`: least expected count of a cell, defaults to 5 (Cochran); `yates`: correct 2 x 2, defaults to false. */
  defaults: { ...binDefaults, pool: 5, yates: false },
  validate(options) {
    requireBins("drift/g_test", options);
    if (!(options.pool >= 0)) {
      throw new RangeError(
        `Cannot use "pool" of "drift/g_test": it is ${options.pool}, 0 or more is needed`,
      );
    }
  },
  compare(profiles, { column }, options) {
    const found = bin(profiles, column.name, options);
    if (!found) return undefined;
    const { p, q } = poolRare(found.p, found.q, options.pool);
    const { statistic, df, pValue } = gStatistic(p, q, options.yates);
    const { details, ...rest } = binReading(column, found);
    return {
      ...rest,
      value: statistic,
      pValue,
      details: {
        ...details,
        df,
        pooled: p.length < found.p.length,
      },
    };
  },
});
