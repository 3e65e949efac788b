import { measure, unknown } from "../../check/mod.ts";
import { finite, sql } from "../../table/mod.ts";
import { counterpart } from "../../check/mod.ts";

interface PreprocessingOptions {
  /** How exactly a statistic must be met, in units of the scaled column; defaults to 1e-5: rounding to single precision stays below it, chance above. */
  readonly tolerance: number;
}

const id = "leakage/preprocessing_leak";

/**
 * How much better a column's scaling fits all rows than the train part: 1 when it was fitted on all, 0 when on train.
 *
 * The reference is the train part, the current data everything else. Looked at are the fingerprints of preprocessing:
 * mean 0 and standard deviation 1, least 0 and largest 1, least -1 and largest 1, and missing values filled with the mean
 * (a repeated value that equals the mean). Formula: with the distances w of all rows and t of the train rows from such a
 * fingerprint, t / (t + w), for the one with the largest value among those that either side meets within `tolerance`; 0
 * when none is met, so a column that was never scaled passes. Shape: one number column on two sides -> one number. Unit:
 * ratio, 0..1. Edge cases: both sides meet it equally well (the extremes often stand in the train part): 0; NaN and
 * infinities are left out; unknown under 20 rows on either side or for a constant column. Error: SchemaError where the
 * reference lacks the column. Source: Kaufman et al. 2012; Hastie, Tibshirani and Friedman 2009, 7.10.2.
 */
export const preprocessingLeak = measure({
  id,
  unit: "ratio",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number"] },
  needsReference: true,
  defaults: { tolerance: 1e-5 } as PreprocessingOptions,
  validate({ tolerance }) {
    if (!(tolerance > 0 && tolerance < 0.1)) {
      throw new RangeError(
        `Cannot use "tolerance" of "${id}": it is ${tolerance}, a number above 0 and below 0.1 is needed`,
      );
    }
  },
  from({ current, reference, referenceColumns }, { column }) {
    const other = counterpart(id, column, referenceColumns);
    return sql`(with both_sides as (select ${
      finite(column)
    } x, 0 side from ${current} union all select ${
      finite(other)
    }, 1 from ${reference!}),
      kept as (select x, side from both_sides where abs(x) < 1e100),
      counted as (select x, count(*) n from kept group by x having count(*) > 1 order by n desc, x limit 1)
      select kept.x, side, counted.x m, counted.n from kept left join counted on true)`;
  },
  query: () => {
    const train = sql`case when side = 1 then x end`;
    return {
      n: sql`count(x)`,
      mean: sql`avg(x)`,
      sd: sql`stddev_pop(x)`,
      low: sql`min(x)`,
      high: sql`max(x)`,
      trainN: sql`count(${train})`,
      trainMean: sql`avg(${train})`,
      trainSd: sql`stddev_pop(${train})`,
      trainLow: sql`min(${train})`,
      trainHigh: sql`max(${train})`,
      repeated: sql`max(m)`,
      repeats: sql`max(n)`,
    };
  },
  read(row, { tolerance }) {
    if (row.trainN < 20 || row.n - row.trainN < 20) {
      return unknown(
        `${row.trainN} reference and ${
          row.n - row.trainN
        } current rows have a value, at least 20 of both are needed`,
      );
    }
    if (!(row.sd > 0) || !(row.trainSd > 0)) {
      return unknown("the column is constant");
    }
    const whole = { ...row };
    const train = {
      n: row.trainN,
      mean: row.trainMean,
      sd: row.trainSd,
      low: row.trainLow,
      high: row.trainHigh,
    };
    const met = fingerprints(row.repeated, row.repeats).map((
      { name, distance },
    ) => ({ name, whole: distance(whole), train: distance(train) }))
      .filter(({ whole, train }) => Math.min(whole, train) <= tolerance)
      .map((found) => ({
        ...found,
        value: found.train + found.whole > 0
          ? found.train / (found.train + found.whole)
          : 0,
      })).sort((a, b) => b.value - a.value);
    const [best] = met;
    const shown = (x: number) => Number(x.toPrecision(3));
    return {
      value: best?.value ?? 0,
      n: { reference: row.trainN, current: row.n - row.trainN },
      details: {
        fingerprints: met,
        mean: { all: row.mean, train: row.trainMean },
        deviation: { all: row.sd, train: row.trainSd },
        range: {
          all: [row.low, row.high],
          train: [row.trainLow, row.trainHigh],
        },
        explanation: !best
          ? "The column shows no scaling or filling fitted on either side"
          : best.value > 0.5
          ? `${best.name} holds over all rows to ${
            shown(best.whole)
          }, over the train part only to ${
            shown(best.train)
          }: it was fitted on all rows`
          : best.value < 0.5 && best.train < best.whole
          ? `${best.name} holds over the train part to ${
            shown(best.train)
          }, over all rows only to ${
            shown(best.whole)
          }: it was fitted on the train part`
          : `${best.name} holds over all rows and over the train part alike: nothing can be told`,
      },
    };
  },
});

interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly low: number;
  readonly high: number;
}

interface Fingerprint {
  readonly name: string;
  distance(side: Moments): number;
}

function fingerprints(repeated: number, repeats: number): Fingerprint[] {
  const standard = ({ n, mean, sd }: Moments) =>
    Math.abs(mean) +
    Math.min(Math.abs(sd - 1), Math.abs(sd * Math.sqrt(n / (n - 1)) - 1));
  const filled: Fingerprint = {
    name: "filled with the mean",
    distance: ({ mean, sd }) => Math.abs(mean - repeated) / sd,
  };
  return [
    { name: "mean 0 and deviation 1", distance: standard },
    {
      name: "least 0 and largest 1",
      distance: ({ low, high }) => Math.abs(low) + Math.abs(high - 1),
    },
    {
      name: "least -1 and largest 1",
      distance: ({ low, high }) => Math.abs(low + 1) + Math.abs(high - 1),
    },
    ...(repeats >= 5 ? [filled] : []),
  ];
}
