import { sql } from "../../table/mod.ts";
import { meanLoss } from "./mean_loss.ts";

/**
 * Mean squared error of a prediction: large misses count most.
 *
 * Formula: mean((label - prediction)^2). Interval: Student's t over rows. Shape: prediction and label -> one number;
 * `details.baseline` is that of always saying the mean label, `effect` what is saved. Unit: the label's, squared. Edge
 * cases: rows where either is missing, NaN or infinite are left out; unknown without rows. Source: equals
 * sklearn.metrics.mean_squared_error.
 */
export const mse = meanLoss({
  id: "metrics/mse",
  unit: "statistic",
  defaults: {},
  loss: (said) => sql`pow(y - ${said}, 2)`,
});
