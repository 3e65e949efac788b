import { eigen, normalInterval, normalTwoSided } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import type { Cell } from "../../table/mod.ts";
import type { Sample } from "../../profile/mod.ts";

/**
 * Change of the error of putting rows together again from the reference's main components: current minus reference.
 *
 * Finds columns that stopped moving together. Numbers as they are, categories by their share in the reference, missing ones by
 * mean or commonest value, all in standard deviations; components up to `explained` of the variance. A row's error is the
 * length of what is lost. Shape: two profiles with samples -> one number. Unit: score, about 0 when nothing changed. Effect:
 * size in standard deviations of the reference's errors. Interval and p-value: normal, of two means. details.current is the
 * mean error itself. Edge cases: a constant column tells nothing; unknown under 20 rows a side or with fewer than two
 * varying features. Source: NannyML's DataReconstructionDriftCalculator (details.current equals its value).
 */
export const pcaReconstruction = detector({
  id: "drift/pca_reconstruction",
  unit: "score",
  better: "none",
  needs: ["features"],
  needsSample: true,
  /** `explained` share of the variance, defaults to 0.65. */
  defaults: { explained: 0.65 },
  validate({ explained }) {
    if (!(explained > 0 && explained < 1)) {
      throw new RangeError(
        `Cannot use "explained" of "drift/pca_reconstruction": it is ${explained}, a share between 0 and 1 is needed`,
      );
    }
  },
  compare({ reference, current }, { features }, { explained }) {
    const a = reference?.sample, b = current.sample;
    if (!a || !b) return unknown("the profiles were made without a sample");
    const names = features.map(({ name }) => name).filter((name) =>
      a.columns.has(name) && b.columns.has(name)
    );
    const encoders = names.map((name) => encoderOf(a.columns.get(name)!))
      .map((encode, i) => ({ encode, name: names[i]! }))
      .filter(({ encode }) => encode.deviation > 0);
    if (a.rows < 20 || b.rows < 20 || encoders.length < 2) {
      return unknown(
        `reconstruction needs 20 rows a side and two features that vary, found ${a.rows} and ${b.rows} rows and ${encoders.length} features`,
      );
    }
    const rows = (sample: Sample) =>
      Array.from(
        { length: sample.rows },
        (_, i) =>
          Float64Array.from(
            encoders,
            ({ encode, name }) => encode.of(sample.columns.get(name)![i]!),
          ),
      );
    const then = rows(a), now = rows(b);
    const kept = componentsOf(then, explained);
    const was = lossOf(then, kept), is = lossOf(now, kept);
    const value = is.mean - was.mean;
    if (!Number.isFinite(was.variance + is.variance)) {
      return unknown("values are too large, their squares overflow");
    }
    const se = Math.sqrt(was.variance / a.rows + is.variance / b.rows);
    return {
      value,
      interval: normalInterval(value, se),
      pValue: se > 0 ? normalTwoSided(value / se) : value === 0 ? 1 : 0,
      effect: value === 0 ? 0 : Math.abs(value) / Math.sqrt(was.variance),
      n: { reference: a.rows, current: b.rows },
      details: {
        reference: was.mean,
        current: is.mean,
        components: kept.length,
        features: encoders.map(({ name }) => name),
      },
    };
  },
});

/** How a cell becomes a number in reference standard deviations. */
function encoderOf(cells: readonly Cell[]) {
  const text = cells.some((x) => typeof x === "string");
  const counts = new Map<Cell, number>();
  if (text) {
    for (const x of cells) {
      if (x !== null) counts.set(x, (counts.get(x) ?? 0) + 1);
    }
  }
  const commonest = Math.max(0, ...counts.values());
  const raw = (x: Cell): number =>
    text
      ? (x === null ? commonest : counts.get(x) ?? 0) / cells.length
      : typeof x === "number" && Number.isFinite(x)
      ? x
      : NaN;
  const known = cells.map(raw).filter((x) => !Number.isNaN(x));
  const mean = known.reduce((s, x) => s + x, 0) / known.length;
  const squares = known.reduce((s, x) => s + (x - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / cells.length);
  return {
    deviation: known.length ? deviation : 0,
    of(x: Cell): number {
      const y = raw(x);
      return Number.isNaN(y) ? 0 : (y - mean) / deviation;
    },
  };
}

function componentsOf(
  rows: readonly Float64Array[],
  explained: number,
): readonly Float64Array[] {
  const d = rows[0]!.length;
  const covariance = Array.from({ length: d }, () => new Float64Array(d));
  for (const row of rows) {
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) covariance[i]![j]! += row[i]! * row[j]!;
    }
  }
  const { values, vectors } = eigen(covariance);
  const whole = values.reduce((s, x) => s + x, 0);
  let sum = 0, kept = 0;
  while (kept < d && sum / whole <= explained) sum += values[kept++]!;
  return vectors.slice(0, kept);
}

/** Mean and variance of the length of what projecting on the components loses. */
function lossOf(
  rows: readonly Float64Array[],
  components: readonly Float64Array[],
) {
  const losses = rows.map((row) => {
    const left = Float64Array.from(row);
    for (const axis of components) {
      let along = 0;
      for (let i = 0; i < row.length; i++) along += axis[i]! * row[i]!;
      for (let i = 0; i < row.length; i++) left[i]! -= along * axis[i]!;
    }
    return Math.hypot(...left);
  });
  const mean = losses.reduce((s, x) => s + x, 0) / losses.length;
  return {
    mean,
    variance: losses.reduce((s, x) => s + (x - mean) ** 2, 0) /
      (losses.length - 1),
  };
}
