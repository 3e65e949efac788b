import { measure, unknown } from "../../check/mod.ts";
import {
  type DecidedFigure,
  decidedFigures,
  type MaturedFigure,
  maturedFigure,
} from "../../math/mod.ts";
import { percent } from "../../profile/mod.ts";
import { days } from "./aged_bands.ts";
import { agedDefaults, agedQuery, agedRows } from "./aged_rows.ts";
import {
  type MaturedDetails,
  type MaturedOptions,
  maturedSides,
  validateMatured,
} from "./matured_sides.ts";

type Metric = keyof typeof decidedFigures;

const id = "estimation/matured";
const METRICS = Object.keys(decidedFigures) as Metric[];

/**
 * How well a decision does, corrected for the positive labels that are still to come.
 *
 * Formula: each positive that has arrived counts 1 / F(its row's age), F(a) the share of labels that arrive by age a, up to the horizon.
 * Flagged rows and the others have curves of their own (and `bands` of scores more), because what is flagged is looked at sooner: one curve for
 * both would cancel in recall. `curve`: "labels" draws F from the delays of those that arrived, run backwards against right truncation; "rows"
 * is 1 - Kaplan-Meier over all rows of the band (event: a positive label arrived; all others censored at `now`), divided by its value at the
 * horizon. Rows younger than the age at which a fifth of the labels has come in each band are left out. A reference adds rows to the curve.
 * Interval: Wilson's with the effective count r (1 - r) / variance, Greenwood's terms in it; `settling` intervals hold what these very rows
 * will show at the horizon. Shape: score, label (null: not arrived), time and arrival -> one number, the `metric`; `details`: all `figures`
 * with `intervals`, `arrivedOnly` of the labels at hand, `arrived` and `expected` positive labels and `restsOn`, their ratio, `blocked` and
 * `tooYoung` shares, `bands`. Unit: ratio, 0..1. Edge cases: rows without time, score or a positive's arrival are left out and counted; a
 * negative label is taken as not final; delays are taken as stable in time; unknown with fewer than 10 arrived positives in a band or `least`
 * among the rows, or 5 of rows as old as the horizon. Source: Kalbfleisch and Lawless 1989; Kaplan and Meier 1958; Horvitz and Thompson 1952;
 * Korn and Graubard 1998; simulated in `deno task bench alarm_a9`.
 */
export const matured = measure({
  id,
  unit: "ratio",
  better: "higher",
  needs: ["score", "label", "time", "arrival"],
  kinds: {
    score: ["number"],
    time: ["time", "number"],
    arrival: ["time", "number"],
  },
  /**
   * `metric`: recall, precision, positive_rate, f1, false_positive_rate or accuracy, defaults to "recall"; `age`: days that rows are
   * old at least, defaults to null: as young as can be told; `until`: days that they are younger than, defaults to null; `least`: positive
   * labels needed, defaults to 10; `threshold` from which a row is flagged, defaults to 0.5; `prediction`, `blocked`: names of columns, default to
   * null; `bands`: scores that part the curves further, defaults to []; `curve`: "labels" or "rows", defaults to "labels"; `horizon`: days after which labels are complete, `now`: the moment to
   * stand at, both default to null: told from the data; `positive`: the class that counts, defaults to null.
   */
  defaults: {
    metric: "recall",
    age: null,
    until: null,
    least: 10,
    ...agedDefaults,
  } as MaturedOptions & {
    readonly metric: string;
  },
  validate(options) {
    validateMatured(id, options);
    if (!METRICS.includes(options.metric as Metric)) {
      throw new RangeError(
        `Cannot use "metric" of "${id}": it is "${options.metric}", one of ${
          METRICS.map((x) => `"${x}"`).join(", ")
        } is needed`,
      );
    }
  },
  from: (sources, columns, options) =>
    agedRows(sources, columns, options, [
      options.age ?? 0,
      options.until ?? Infinity,
    ]),
  query: agedQuery,
  read(row, options) {
    const metric = options.metric as Metric;
    const sides = maturedSides(row, options, metric !== "precision");
    if ("unknown" in sides) return sides;
    const { flagged, rest, counts } = sides;
    const told = METRICS.filter((name) =>
      name === "precision" || sides.restKnown
    ).map((name) =>
      [name, maturedFigure(decidedFigures[name], flagged, rest)] as const
    );
    const found = Object.fromEntries(told);
    const { value, interval } = found[metric]!;
    if (Number.isNaN(value)) {
      return unknown(`${metric} is undefined for these rows`, sides.details);
    }
    const only = (figure: DecidedFigure) => orNull(figure(counts));
    const arrivedOnly = Object.fromEntries(
      METRICS.map((name) => [name, only(decidedFigures[name])]),
    );
    return {
      value,
      interval,
      n: { current: flagged.rows + rest.rows },
      ...(arrivedOnly[metric] === null
        ? {}
        : { effect: value - arrivedOnly[metric]! }),
      details: {
        metric,
        figures: each(found, ({ value }) => orNull(value)),
        intervals: each(found, ({ interval }) => interval),
        settling: each(found, ({ settling }) => settling),
        arrivedOnly,
        ...sides.details,
        explanation: explain(
          metric,
          found[metric]!,
          arrivedOnly[metric]!,
          sides.details,
        ),
      },
    };
  },
});

function each<A, B>(
  found: Readonly<Record<string, A>>,
  of: (x: A) => B,
): Record<string, B> {
  return Object.fromEntries(
    Object.entries(found).map(([name, x]) => [name, of(x)]),
  );
}

function orNull(x: number): number | null {
  return Number.isNaN(x) ? null : x;
}

function explain(
  metric: Metric,
  { value, interval }: MaturedFigure,
  only: number | null,
  { arrived, expected, youngestDays, horizonDays }: MaturedDetails,
): string {
  return `${metric.replaceAll("_", " ")} is ${percent(value)} (95 % interval ${
    percent(interval[0])
  } to ${percent(interval[1])}), resting on ${arrived} of about ${
    Math.round(expected)
  } positive labels (${percent(arrived / expected)}); ${
    only === null ? "" : `on the labels at hand alone it is ${percent(only)}; `
  }rows at least ${days(youngestDays)} old, labels complete after ${
    days(horizonDays)
  }`;
}
