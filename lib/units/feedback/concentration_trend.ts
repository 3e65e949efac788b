import { measure, unknown } from "../../check/mod.ts";
import { tTwoSided, tTwoSidedQuantile, weightedTrend } from "../../math/mod.ts";
import { percent } from "../../profile/mod.ts";
import {
  periodOf,
  topDefaults,
  topHits,
  type TopOptions,
  topPeriods,
  topQuery,
  validateTop,
} from "./top_hits.ts";

const id = "feedback/concentration_trend";

/** Periods below which a slope says nothing. */
const PERIODS = 4;

/**
 * By how much the excess concentration of what the model shows has risen over the time looked at: the mark of a model that learns from its own
 * answers.
 *
 * Formula: slope over periods of `every` days of the excess of each (`feedback/concentration_excess`: share of the model's exposures on its top items
 * less that of the explored ones, the items picked anew in each period on the other half of the users), times the time between the
 * first and the last; what moves the whole world, as a release, moves both sides. Weighted least squares, standard errors by user, larger where
 * the periods spread more than users say. p-value: that it has not risen by more than `least`, one-sided. Shape: one row per exposure with user
 * and time -> one number; `details`: the `periods`. Unit: ratio, -1..1, points over the whole time. Edge cases: rows without item, user, side or time are
 * left out, periods without two users on both sides too; unknown below 4 periods. Source: Chaney, Stewart and Engelhardt 2018 for the loop; Birge 1932;
 * `deno task bench alarm_a10`.
 */
export const concentrationTrend = measure({
  id,
  unit: "ratio",
  better: "lower",
  needs: ["item", "explored", "entity", "time"],
  kinds: { time: ["time", "number"] },
  /**
   * `every`: days of a period, defaults to 7; `least`: a rise up to which nothing is said, defaults to 0.02; `top`: share of the items that counts as the
   * top, defaults to 0.01; `items`: items of the catalogue, null for those seen, `click`: name of a column, null for all explored rows, both default
   * to null; `positive`: what marks an explored row, defaults to null.
   */
  defaults: { every: 7, ...topDefaults } as TopOptions & {
    readonly every: number;
  },
  validate(options) {
    validateTop(id, options);
    if (!(options.every > 0 && Number.isFinite(options.every))) {
      throw new RangeError(
        `Cannot use "every" of "${id}": it is ${options.every}, days above 0 are needed`,
      );
    }
  },
  from: ({ current, columns }, { time, ...roles }, options) =>
    topHits(
      current,
      columns,
      roles,
      options,
      periodOf(time, options.every, current),
    ),
  query: topQuery,
  read(row, { every, least }) {
    const periods = topPeriods(row).filter(({ model, explored }) =>
      model.clusters > 1 && explored.clusters > 1
    );
    if (periods.length < PERIODS) {
      return unknown(
        `at least ${PERIODS} periods of ${every} days with something explored are needed, found ${periods.length}`,
      );
    }
    const days = periods.map(({ period }) => every * (period + 0.5));
    const excess = periods.map(({ model, explored }) =>
      model.share - explored.share
    );
    const { slope, se, df } = weightedTrend(
      days,
      excess,
      periods.map(({ model, explored }) => model.variance + explored.variance),
    );
    const span = days.at(-1)! - days[0]!;
    const value = slope * span, half = tTwoSidedQuantile(0.05, df) * se * span;
    const t = (value - least) / (se * span), tail = tTwoSided(t, df) / 2;
    return {
      value,
      interval: [value - half, value + half],
      pValue: t > 0 ? tail : 1 - tail,
      n: {
        current: periods.reduce(
          (sum, { model, explored }) => sum + model.rows + explored.rows,
          0,
        ),
      },
      details: {
        days: span,
        perThirtyDays: slope * 30,
        topItems: row.topItems,
        items: row.items,
        periods: periods.map(({ period, model, explored }) => ({
          fromDay: every * period,
          modelShare: model.share,
          exploredShare: explored.share,
          excess: model.share - explored.share,
          se: Math.sqrt(model.variance + explored.variance),
        })),
        explanation:
          `the excess of what the model shows over what is explored went from ${
            signed(excess[0]!)
          } to ${signed(excess.at(-1)!)} in ${span} days, by the line ${
            signed(value)
          }`,
      },
    };
  },
});

function signed(x: number): string {
  return `${x < 0 ? "-" : "+"}${percent(Math.abs(x))}`;
}
