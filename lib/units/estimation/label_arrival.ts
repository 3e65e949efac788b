import { measure, unknown } from "../../check/mod.ts";
import {
  addMatured,
  arrivedShare,
  arrivedShareInterval,
  maturedCount,
  normalQuantile,
  noRows,
  positiveCurve,
  positiveShare,
} from "../../math/mod.ts";
import { percent } from "../../profile/mod.ts";
import {
  type AgedBand,
  type AgedBands,
  bandsOf,
  days,
  silence,
  youngest,
} from "./aged_bands.ts";
import {
  agedDefaults,
  agedQuery,
  agedRows,
  leftOut,
  validateAged,
} from "./aged_rows.ts";

/**
 * Share of the positive labels of these rows that have arrived.
 *
 * Formula: K / N; K positive labels have arrived of N = sum of 1 / F(its row's age), F the curve of arrival of its score band as in
 * `estimation/matured`. Rows younger than the age at which a fifth has come in each band are left out. Interval: N - K, what is still to come,
 * times exp(+-1.96 se / (N - K)). Shape: score, label (null: not arrived), time and arrival -> one number; `details`: `arrived`, `toCome`,
 * `labelled`, the share of rows with any label, `blocked`, the share that can get none, and the `curves` of flagged rows and others (or more
 * `bands`): at 40 ages the `share` of the labels that arrive with its interval, and `positives`, the share of rows with a positive label by
 * then: 1 - Kaplan-Meier over all rows (event: a positive label arrived; all others censored at `now`). Unit: ratio, 0..1. Edge cases: rows
 * without time, score or a positive's arrival are left out; unknown when fewer than 10 positive labels have arrived in a band, or 5 of
 * rows as old as the horizon. Source: Kalbfleisch and Lawless 1989; Kaplan and Meier 1958, which equals lifelines.
 */
export const labelArrival = measure({
  id: "estimation/label_arrival",
  unit: "ratio",
  better: "higher",
  needs: ["score", "label", "time", "arrival"],
  kinds: {
    score: ["number"],
    time: ["time", "number"],
    arrival: ["time", "number"],
  },
  /**
   * `threshold` from which a row is flagged, defaults to 0.5; `prediction`, `blocked`: names of columns, default to null; `bands`: scores that
   * part the curves further, defaults to []; `curve`: "labels" or "rows", defaults to "labels"; `horizon`: days after which labels are complete,
   * `now`: the moment to stand at, both default to null: told from the data; `positive`: the class that counts, defaults to null.
   */
  defaults: agedDefaults,
  validate: (options) => validateAged("estimation/label_arrival", options),
  from: (sources, columns, options) => agedRows(sources, columns, options),
  query: agedQuery,
  read(row, options) {
    const found = bandsOf(row, options);
    if (!found) return unknown("no row has a score and a time before now");
    const { bands, horizonDays, stepDays, late } = found;
    const reason = bands.map((band) => silence(band, found, options))
      .find((reason) => reason !== undefined);
    const { blocked, incomplete } = leftOut(row);
    const rows = bands.flatMap(({ asked }) => asked);
    const count = sum(rows, ({ n }) => n);
    const labels = sum(
      rows,
      ({ n, delay, negatives }) => delay === undefined ? negatives : n,
    );
    const base = {
      rows: count,
      labelled: count ? labels / count : null,
      blocked: blocked ? blocked / (blocked + incomplete + count) : 0,
      incomplete,
      late,
      horizonDays,
      horizonDeclared: options.horizon !== null,
    };
    if (reason !== undefined) return unknown(reason, base);
    const from = youngest(bands);
    const { rows: old, arrived, expected, settling } = bands.map((
      { asked, curve },
    ) => maturedCount(asked.filter(({ age }) => age >= from), curve))
      .reduce(addMatured, noRows);
    if (arrived === 0) {
      return unknown("no positive label of these rows has arrived", base);
    }
    const toCome = Math.max(0, expected - arrived);
    const spread = toCome > 0
      ? Math.exp(normalQuantile(0.975) * Math.sqrt(settling) / toCome)
      : 1;
    const share = (more: number) => arrived / (arrived + more);
    const value = share(toCome);
    return {
      value,
      interval: [share(toCome * spread), share(toCome / spread)],
      n: { current: old },
      details: {
        ...base,
        arrived,
        toCome,
        toComeInterval: [toCome / spread, toCome * spread],
        youngestDays: from * stepDays,
        tooYoung: 1 - old / count,
        curves: bands.map((band) => curveOf(band, found)),
        explanation: `${
          percent(value)
        } of the positive labels of rows at least ${
          days(from * stepDays)
        } old have arrived: ${arrived} are there, about ${
          Math.round(toCome)
        } are still to come within ${days(horizonDays)}`,
      },
    };
  },
});

const POINTS = 40;

function curveOf(
  { flagged, low, high, curve, rows }: AgedBand,
  { stepDays }: AgedBands,
) {
  const positives = positiveCurve(rows, curve.horizon);
  const points = Array.from({ length: POINTS + 1 }, (_, i) => {
    const at = Math.round(curve.horizon * i / POINTS);
    const [low, high] = arrivedShareInterval(curve, at);
    return {
      days: at * stepDays,
      share: arrivedShare(curve, at),
      low,
      high,
      positives: positiveShare(positives, at).value,
    };
  });
  return { flagged, low, high, labels: curve.labels, points };
}

function sum<T>(list: readonly T[], of: (x: T) => number): number {
  return list.reduce((all, x) => all + of(x), 0);
}
