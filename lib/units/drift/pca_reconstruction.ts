import { eigen, normalInterval, normalTwoSided } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import type { Cell } from "../../table/mod.ts";
import type { Sample } from "../../profile/mod.ts";

/**
 * Change of the error of putting rows together again from the reference's main components: current minus reference.
 *
 * Finds columns that stopped moving together. Numbers as they are, categories by their share in the reference, missing ones by
 * mean or commonest value, all in standard deviations; components up to `explained` of the variance. A row's error is the
 * length of what is lost, under components of the half of the reference that the row is not in: components fit the rows that
 * made them, so that any reference would beat its own twin. Shape: two profiles with samples -> one number. Unit: score,
 * about 0 when nothing changed. Effect: size in standard deviations of the reference's errors. Interval and p-value: normal,
 * of two means. details.reference and details.current are the mean errors under components of the whole reference. Edge
 * cases: a constant column tells nothing; unknown under 20 rows a side or with fewer than two varying features. Source:
 * NannyML's DataReconstructionDriftCalculator (details.current equals its value).
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
    const whole = modelOf(a, names, explained, () => true);
    if (a.rows < 20 || b.rows < 20 || whole.names.length < 2) {
      return unknown(
        `reconstruction needs 20 rows a side and two features that vary, found ${a.rows} and ${b.rows} rows and ${whole.names.length} features`,
      );
    }
    const halves = [0, 1].map((half) =>
      modelOf(a, names, explained, (i) => i % 2 !== half)
    );
    const unseen = (sample: Sample) =>
      momentsOf(
        halves.flatMap((model, half) =>
          model.losses(sample, (i) => i % 2 === half)
        ),
      );
    const was = unseen(a), is = unseen(b), value = is.mean - was.mean;
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
        reference: momentsOf(whole.losses(a)).mean,
        current: momentsOf(whole.losses(b)).mean,
        components: whole.components,
        features: whole.names,
      },
    };
  },
});

/** Encoders and components taught by some rows of the reference. */
function modelOf(
  reference: Sample,
  features: readonly string[],
  explained: number,
  teaches: (i: number) => boolean,
) {
  const columns = features.map((name) => ({
    name,
    encode: encoderOf(
      reference.columns.get(name)!.filter((_, i) => teaches(i)),
    ),
  })).filter(({ encode }) => encode.deviation > 0);
  const encoded = (sample: Sample) => {
    const cells = columns.map(({ name }) => sample.columns.get(name)!);
    return (i: number) =>
      Float64Array.from(columns, ({ encode }, k) => encode.of(cells[k]![i]!));
  };
  const taught = Array.from({ length: reference.rows }, (_, i) => i)
    .filter(teaches).map(encoded(reference));
  const kept = columns.length ? componentsOf(taught, explained) : [];
  return {
    names: columns.map(({ name }) => name),
    components: kept.length,
    losses(sample: Sample, rows: (i: number) => boolean = () => true) {
      const row = encoded(sample);
      return Array.from({ length: sample.rows }, (_, i) => i).filter(rows)
        .map((i) => lossOf(row(i), kept));
    },
  };
}

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
      const x = row[i]!, sums = covariance[i]!;
      for (let j = 0; j < d; j++) sums[j]! += x * row[j]!;
    }
  }
  const { values, vectors } = eigen(covariance);
  const whole = values.reduce((s, x) => s + x, 0);
  let sum = 0, kept = 0;
  while (kept < d && sum / whole <= explained) sum += values[kept++]!;
  return vectors.slice(0, kept);
}

/** The length of what projecting a row on the components loses; `row` is used up. */
function lossOf(
  row: Float64Array,
  components: readonly Float64Array[],
): number {
  // The components are orthogonal, so each can be taken from what the others left.
  for (const axis of components) {
    let along = 0;
    for (let i = 0; i < row.length; i++) along += axis[i]! * row[i]!;
    for (let i = 0; i < row.length; i++) row[i]! -= along * axis[i]!;
  }
  return Math.hypot(...row);
}

function momentsOf(values: readonly number[]) {
  const mean = values.reduce((s, x) => s + x, 0) / values.length;
  const squares = values.reduce((s, x) => s + (x - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}
