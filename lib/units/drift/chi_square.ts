import { homogeneity, poolRare, yates } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import { bin } from "../../profile/mod.ts";
import { binDefaults, binReading, requireBins } from "./bins.ts";

/**
 * Chi-square test that reference and current were drawn from one distribution: both sides count as random samples.
 *
 * Formula: sum over cells of (observed - expected)^2 / expected, expected from the pooled shares. Cells expected fewer
 * than `pool` times on the smaller side are added up, so that one row of a new category is no alarm. Bins of numbers as
 * in psi. Shape: two profiles -> one number. Unit: statistic, 0 and up. Effect: share of rows that moved. Edge cases: 0
 * and p-value 1 for a single cell; undefined when a side has no values. Source: Pearson 1900; Cochran 1954; equals
 * scipy.stats.chi2_contingency with `pool: 0`, and with `yates` its continuity correction of 2 x 2.
 */
export const chiSquare = detector({
  id: "drift/chi_square",
  unit: "statistic",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "boolean", "category", "time"] },
  /** `pool`: least expected count of a cell, defaults to 5 (Cochran); `yates`: correct 2 x 2, defaults to false. */
  defaults: { ...binDefaults, pool: 5, yates: false },
  validate(options) {
    requireBins("drift/chi_square", options);
    if (!(options.pool >= 0)) {
      throw new RangeError(
        `Cannot use "pool" of "drift/chi_square": it is ${options.pool}, 0 or more is needed`,
      );
    }
  },
  compare(profiles, { column }, options) {
    const found = bin(profiles, column.name, options);
    if (!found) return undefined;
    const { p, q } = poolRare(found.p, found.q, options.pool);
    const { statistic, df, pValue } = options.yates
      ? yates(p, q)
      : homogeneity(p, q);
    const { details, ...rest } = binReading(column, found);
    return {
      ...rest,
      value: statistic,
      pValue,
      details: {
        ...details,
        df,
        pooled: p.length < found.p.length,
        ...(found.labels && found.labels.length <= 100
          ? { counts: countsOf(found.labels, found.p, found.q) }
          : {}),
      },
    };
  },
});

function countsOf(labels: readonly string[], p: Float64Array, q: Float64Array) {
  return Object.fromEntries(labels.map((name, i) => [name, [p[i]!, q[i]!]]));
}
