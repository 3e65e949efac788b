import { measure, unknown } from "../../check/mod.ts";
import {
  clusterDegrees,
  tTwoSided,
  tTwoSidedQuantile,
} from "../../math/mod.ts";
import { percent } from "../../profile/mod.ts";
import {
  topDefaults,
  topHits,
  topPeriods,
  topQuery,
  validateTop,
} from "./top_hits.ts";

const id = "feedback/concentration_excess";

/**
 * How much more of what the model shows goes to its favourite items than of what is explored at the same time.
 *
 * Formula: share of the model's exposures that fall on its top items less the share of the explored ones that do; the top 1 % of the items (at
 * least one) are picked on one half of the users and counted on the other, both ways. `click`: explored rows count only where they were
 * chosen, so that exploration by chance tells what people want. Interval: Student's t with standard errors by user, which a bootstrap of users
 * comes to; p-value: that the excess is not above `least`, one-sided. Shape: one row per exposure with user -> one number; `details`:
 * `modelShare`, `exploredShare`, the `topItems`, and as facts how many items take 50 and 90 % of what the model shows. Unit: ratio, -1..1.
 * Edge cases: rows without item, user or side are left out; unknown without two users on both sides. Errors: SchemaError when the column of `click`
 * is missing. Source: Chaney, Stewart and Engelhardt 2018 for the loop; Kish 1965 for the errors; `deno task bench alarm_a10`.
 */
export const concentrationExcess = measure({
  id,
  unit: "ratio",
  better: "lower",
  needs: ["item", "explored", "entity"],
  /**
   * `top`: share of the items that counts as the top, defaults to 0.01; `items`: items of the catalogue, null for those seen, `click`: name of a
   * column, null for all explored rows, both default to null; `least`: an excess up to which nothing is said, defaults to 0.02; `positive`:
   * what marks an explored row, defaults to null.
   */
  defaults: topDefaults,
  validate: (options) => validateTop(id, options),
  from: ({ current, columns }, roles, options) =>
    topHits(current, columns, roles, options),
  query: topQuery,
  read(row, { least }) {
    const [found] = topPeriods(row);
    if (!found || found.model.clusters < 2 || found.explored.clusters < 2) {
      return unknown(
        "at least two users are needed who were shown something by the model, and two who were shown something explored",
      );
    }
    const { model, explored } = found;
    const value = model.share - explored.share;
    const se = Math.sqrt(model.variance + explored.variance);
    const df = clusterDegrees(
      [model, explored].map(({ variance, clusters }) => ({
        v: variance,
        clusters,
      })),
    );
    const half = tTwoSidedQuantile(0.05, df) * se;
    return {
      value,
      interval: [Math.max(-1, value - half), Math.min(1, value + half)],
      pValue: above((value - least) / se, df),
      n: { current: model.rows + explored.rows },
      details: {
        modelShare: model.share,
        exploredShare: explored.share,
        exploredRows: explored.rows,
        topItems: row.topItems,
        items: row.items,
        itemsForHalf: row.halfItems,
        itemsFor90Percent: row.mostItems,
        explanation: `${
          row.topItems === 1
            ? `the most shown of ${row.items} items takes`
            : `the ${row.topItems} most shown of ${row.items} items take`
        } ${percent(model.share)} of what the model shows and ${
          percent(explored.share)
        } of what is explored; half of the model's exposures go to ${row.halfItems}, nine tenths to ${row.mostItems}`,
      },
    };
  },
});

/** Probability that Student's t is above. */
function above(t: number, df: number): number {
  const tail = tTwoSided(t, df) / 2;
  return t > 0 ? tail : 1 - tail;
}
