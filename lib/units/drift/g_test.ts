import { gStatistic } from "../../math/mod.ts";
import { countsTest } from "./counts_test.ts";

/**
 * G test that reference and current were drawn from one distribution, by likelihood ratio; both sides count as random.
 *
 * Formula: 2 sum of observed ln(observed / expected), expected from the pooled shares. Cells expected fewer than `pool` times
 * on the smaller side are added up. Bins of numbers as in psi. Shape: two profiles -> one number. Unit: statistic, 0 and up.
 * Effect: share of rows that moved. Edge cases: 0 and p-value 1 for a single cell; undefined when a side has no values.
 * Source: Wilks 1938; equals scipy.stats.chi2_contingency(lambda_="log-likelihood") with `pool: 0`, and with `yates` its
 * continuity correction of 2 x 2.
 */
export const gTest = countsTest(
  "drift/g_test",
  gStatistic,
);
