import { chiSquareSf, eigen } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import { mergeNumbers, quantileOf } from "../../profile/mod.ts";
import { numberPair } from "./numbers.ts";

/**
 * Epps-Singleton statistic: how far the characteristic functions of both samples differ at two points.
 *
 * Good for discrete columns, where rank tests are not. Formula: N d' C^+ d, d the difference of the means of cos and sin of
 * t x at t = 0.4 and 0.8 half pooled interquartile ranges, C its covariance; small samples by the 1986 correction. Shape:
 * two profiles -> one number. Unit: statistic, chi-square of rank C degrees when nothing changed. Effect: largest of the
 * four differences. Edge cases: on a grid rows stand at their cell's mean, so there the figure is approximate and
 * details.exact false; unknown when the middle half of the rows is one value, or under 5 rows a side. Source: Epps and
 * Singleton 1986; Goerg and Kaiser 2009; equals scipy.stats.epps_singleton_2samp.
 */
export const eppsSingleton = detector({
  id: "drift/epps_singleton",
  unit: "statistic",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "time"] },
  defaults: {},
  compare(profiles, { column }) {
    const pair = numberPair(profiles, column.name);
    if (!pair) return undefined;
    const { at, p, q, n, m, exact } = pair.aligned, N = n + m;
    const pooled = mergeNumbers(pair.reference, pair.current);
    const sigma = (quantileOf(pooled, 0.75) - quantileOf(pooled, 0.25)) / 2;
    if (!(sigma > 0) || Math.min(n, m) < 5) {
      return unknown(
        `Epps-Singleton needs five rows a side and a middle half of more than one value, found ${n} and ${m} rows, interquartile range ${
          2 * sigma
        }`,
      );
    }
    if (
      !Number.isFinite(0.8 * (Math.abs(at[0]!) + Math.abs(at.at(-1)!)) / sigma)
    ) {
      return unknown(
        `values of "${column.name}" are too far apart to be put in interquartile ranges`,
      );
    }
    const waves = Array.from(at, (x) => {
      const a = 0.4 * x / sigma, b = 0.8 * x / sigma;
      return [Math.cos(a), Math.cos(b), Math.sin(a), Math.sin(b)];
    });
    const first = momentsOf(waves, p, n), second = momentsOf(waves, q, m);
    const covariance = first.covariance.map((row, i) =>
      row.map((x, j) => N / n * x + N / m * second.covariance[i]![j]!)
    );
    const off = first.mean.map((x, i) => x - second.mean[i]!);
    const { form, rank } = pseudoForm(covariance, off);
    const small = Math.max(n, m) < 25
      ? 1 / (1 + N ** -0.45 + 10.1 * (n ** -1.7 + m ** -1.7))
      : 1;
    const value = N * form * small;
    return {
      value,
      effect: Math.max(...off.map(Math.abs)),
      pValue: rank > 0 ? chiSquareSf(value, rank) : 1,
      n: { reference: n, current: m },
      details: { df: rank, exact },
    };
  },
});

function momentsOf(
  waves: readonly (readonly number[])[],
  count: Float64Array,
  n: number,
) {
  const mean = [0, 0, 0, 0];
  waves.forEach((wave, i) =>
    wave.forEach((x, k) => mean[k]! += count[i]! * x / n)
  );
  const covariance = mean.map(() => [0, 0, 0, 0]);
  waves.forEach((wave, i) => {
    if (count[i] === 0) return;
    for (let j = 0; j < 4; j++) {
      for (let k = 0; k < 4; k++) {
        covariance[j]![k]! += count[i]! / n * (wave[j]! - mean[j]!) *
          (wave[k]! - mean[k]!);
      }
    }
  });
  return { mean, covariance };
}

/** x' C^+ x and the rank of C, by its eigenvectors. */
function pseudoForm(matrix: number[][], x: readonly number[]) {
  const { values, vectors } = eigen(matrix);
  let form = 0, rank = 0;
  values.forEach((value, k) => {
    if (!(value > values[0]! * 1e-14)) return;
    rank++;
    const along = x.reduce((s, y, i) => s + y * vectors[k]![i]!, 0);
    form += along * along / value;
  });
  return { form, rank };
}
