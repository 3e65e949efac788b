import { measure } from "../../check/mod.ts";
import { costFigure, maturedFigure } from "../../math/mod.ts";
import { days } from "./aged_bands.ts";
import { agedDefaults, agedQuery, agedRows } from "./aged_rows.ts";
import {
  type MaturedOptions,
  maturedSides,
  validateMatured,
} from "./matured_sides.ts";

const id = "estimation/matured_cost";

/**
 * What a decision costs a row, corrected for the positive labels that are still to come: a miss costs 150, a false alarm 5.
 *
 * Formula: (miss x expected missed positives + falseAlarm x (flagged rows - expected positives among them)) / rows, each positive that has
 * arrived counted 1 / F(its row's age) as in `estimation/matured`, whose options it takes. Interval: normal by the delta method, cut at 0.
 * Shape: score, label (null: not arrived), time and arrival -> one number; `details`: `settling`, the interval of what these very rows will
 * cost at the horizon, `arrivedOnly`, and what it rests on. Unit: cost a row. Edge cases: as `estimation/matured`. Source: Elkan 2001 for the
 * cost; Kaplan and Meier 1958; Horvitz and Thompson 1952.
 */
export const maturedCost = measure({
  id,
  unit: "cost",
  better: "lower",
  needs: ["score", "label", "time", "arrival"],
  kinds: {
    score: ["number"],
    time: ["time", "number"],
    arrival: ["time", "number"],
  },
  /** `miss`: cost of a positive that is let pass, defaults to 150; `falseAlarm`: of a negative that is flagged, defaults to 5; the others as `estimation/matured`. */
  defaults: {
    miss: 150,
    falseAlarm: 5,
    age: null,
    until: null,
    least: 10,
    ...agedDefaults,
  } as MaturedOptions & { readonly miss: number; readonly falseAlarm: number },
  validate(options) {
    validateMatured(id, options);
    const { miss, falseAlarm } = options;
    for (const [name, cost] of Object.entries({ miss, falseAlarm })) {
      if (!(cost > 0 && Number.isFinite(cost))) {
        throw new RangeError(
          `Cannot use "${name}" of "${id}": it is ${cost}, a price above 0 is needed`,
        );
      }
    }
  },
  from: (sources, columns, options) =>
    agedRows(sources, columns, options, [
      options.age ?? 0,
      options.until ?? Infinity,
    ]),
  query: agedQuery,
  read(row, options) {
    const sides = maturedSides(row, options, true);
    if ("unknown" in sides) return sides;
    const { flagged, rest, counts, details } = sides;
    const figure = costFigure(options.miss, options.falseAlarm);
    const { value, interval, settling } = maturedFigure(
      figure,
      flagged,
      rest,
      false,
    );
    const arrivedOnly = figure(counts);
    const { arrived, expected, youngestDays } = details;
    return {
      value,
      interval,
      n: { current: flagged.rows + rest.rows },
      details: {
        settling,
        arrivedOnly: Number.isNaN(arrivedOnly) ? null : arrivedOnly,
        ...details,
        explanation: `the decision costs ${
          Number(value.toPrecision(4))
        } a row, resting on ${arrived} of about ${
          Math.round(expected)
        } positive labels; rows at least ${days(youngestDays)} old`,
      },
    };
  },
});
