import { homogeneity, yates } from "../../math/mod.ts";
import { countsTest } from "./counts_test.ts";

/**
 * Chi-square test that reference and current were drawn from one distribution: both sides count as random samples.
 *
 * Formula: sum over cells of (observed - expected)^2 / expected, expected from the pooled shares. Cells expected fewer
 * than `pool` times on the smaller side are added up, so that one row of a new category is no alarm. Bins of numbers as
 * in psi. Shape: two profiles -> one number. Unit: statistic, 0 and up. Effect: share of rows that moved. Edge cases: 0
 * and p-value 1 for a single cell; undefined when a side has no values. Source: Pearson 1900; Cochran 1954; equals
 * scipy.stats.chi2_contingency with `pool: 0`, and with `yates` its continuity correction of 2 x 2.
 */
export const chiSquare = countsTest(
  "drift/chi_square",
  (p, q, correct) => correct ? yates(p, q) : homogeneity(p, q),
);
