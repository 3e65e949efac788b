import { sql } from "../../table/mod.ts";
import { meanLoss } from "./mean_loss.ts";

/**
 * Mean error as a share of the label: 0.1 means that predictions are 10 % off on the whole.
 *
 * Formula: mean(|label - prediction| / |label|). Interval: Student's t over rows. Shape: prediction and label -> one number;
 * `details.baseline` is that of always saying the mean label, `effect` what is saved. Unit: ratio, 0 and up. Edge
 * cases: rows where either is missing, NaN or infinite, and rows of label 0, which have no share, are left out; unknown without rows.
 * Source: equals sklearn.metrics.mean_absolute_percentage_error where no label is 0.
 */
export const mape = meanLoss({
  id: "metrics/mape",
  unit: "ratio",
  defaults: {},
  where: sql`y <> 0`,
  loss: (said) => sql`abs((y - ${said}) / y)`,
});
