import { measure, unknown } from "../../check/mod.ts";
import {
  arrivedShare,
  arrivedShareInterval,
  labelsToCome,
  positiveShare,
} from "../../math/mod.ts";
import { percent } from "../../profile/mod.ts";
import {
  type AgedBand,
  type AgedBands,
  bandsOf,
  days,
  silence,
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
 * Formula: K / (K + R); K positive labels have arrived, R are still to come: each row without one will get one with probability 1 -
 * S(H) / S(its age), S the Kaplan-Meier curve of its score band over all rows (event: a positive label arrived; all others censored at
 * `now`) and H the horizon. Interval: from R x exp(+-1.96 se / R), the chance of what comes and the error of the curve (Greenwood) in it.
 * Shape: score, label (null: not arrived), time and arrival -> one number; `details`: `arrived`, `toCome`, `labelled`, the share of rows
 * with any label, `blocked`, the share that can get none, and the `curves` of flagged rows and others (or more `bands`): at 40 ages `share`
 * of the labels that arrive, with its interval, and `positives`, the share of rows with a positive label by then. Unit: ratio, 0..1. Edge
 * cases: rows without time, score or a positive's arrival are left out; unknown when fewer than 10 positive labels have arrived in a band, or 10
 * rows are as old as the horizon. Source: Kaplan and Meier 1958; Greenwood 1926; curves equal lifelines.
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
   * part the curves further, defaults to []; `horizon`: days after which labels are complete, `now`: the moment to stand at, both default to
   * null: told from the data; `positive`: the class that counts, defaults to null.
   */
  defaults: agedDefaults,
  validate: (options) => validateAged("estimation/label_arrival", options),
  from: (sources, columns, options) => agedRows(sources, columns, options),
  query: agedQuery,
  read(row, options) {
    const found = bandsOf(row, options);
    if (!found) return unknown("no row has a score and a time before now");
    const { bands, horizonDays, late } = found;
    const reason = bands.map((band) => silence(band, found))
      .find((reason) => reason !== undefined);
    const { blocked, incomplete } = leftOut(row);
    const rows = bands.flatMap(({ asked }) => asked);
    const count = sum(rows, ({ n }) => n);
    const arrived = sum(
      rows,
      ({ delay, n }) => delay === undefined ? 0 : n,
    );
    const negatives = sum(rows, ({ negatives }) => negatives);
    const base = {
      rows: count,
      arrived,
      labelled: count ? (arrived + negatives) / count : null,
      blocked: blocked ? blocked / (blocked + incomplete + count) : 0,
      incomplete,
      late,
      horizonDays,
      horizonDeclared: options.horizon !== null,
    };
    if (reason !== undefined) return unknown(reason, base);
    const parts = bands.map(({ asked, curve }) => labelsToCome(asked, curve));
    const toCome = sum(parts, ({ value }) => value);
    const se = Math.sqrt(sum(parts, ({ variance }) => variance));
    const share = (more: number) => arrived / (arrived + more);
    const spread = toCome > 0 ? Math.exp(1.96 * se / toCome) : 1;
    const value = arrived ? share(toCome) : 0;
    return {
      value,
      interval: arrived
        ? [share(toCome * spread), share(toCome / spread)]
        : [0, 0],
      n: { current: count },
      details: {
        ...base,
        toCome,
        toComeInterval: [toCome / spread, toCome * spread],
        curves: bands.map((band) => curveOf(band, found)),
        explanation: `${arrived} positive labels have arrived and about ${
          Math.round(toCome)
        } are still to come within ${days(horizonDays)}: ${
          percent(value)
        } are there`,
      },
    };
  },
});

const POINTS = 40;

function curveOf({ flagged, low, high, curve }: AgedBand, found: AgedBands) {
  const points = Array.from({ length: POINTS + 1 }, (_, i) => {
    const at = Math.round(curve.horizon * i / POINTS);
    const [low, high] = arrivedShareInterval(curve, at);
    return {
      days: at * found.stepDays,
      share: arrivedShare(curve, at),
      low,
      high,
      positives: positiveShare(curve, at).value,
    };
  });
  return { flagged, low, high, labels: curve.labels, points };
}

function sum<T>(list: readonly T[], of: (x: T) => number): number {
  return list.reduce((all, x) => all + of(x), 0);
}
