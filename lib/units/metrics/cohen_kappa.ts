import { kappaOf } from "../../math/mod.ts";
import { agreement } from "./agreement.ts";

/**
 * Agreement of prediction and label beyond what chance would give: 0 for chance, 1 for full agreement (Cohen).
 *
 * Formula: (agreement - chance) / (1 - chance), chance from the totals. Interval: posterior of the cells (seeded). Shape:
 * prediction and label of any number of classes -> one number; `details.confusion[label][prediction]`. Unit: correlation, -1..1.
 * Edge cases: rows without label or prediction are left out; unknown when both columns have the same single value. Source: Cohen
 * 1960; equals sklearn.metrics.cohen_kappa_score.
 */
export const cohenKappa = agreement({
  id: "metrics/cohen_kappa",
  name: "Cohen's kappa",
  of: kappaOf,
  otherwise: "prediction and label have the same single value",
});
