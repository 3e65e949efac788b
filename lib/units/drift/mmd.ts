import { kernelDistance } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import { sampleRows } from "../../profile/mod.ts";

/**
 * Squared maximum mean discrepancy of several numeric columns together: 0 only for equal distributions.
 *
 * Formula: mean k(x, x') + mean k(y, y') - 2 mean k(x, y), k Gaussian with the median distance as width; `value` is the biased
 * figure, details.unbiased the U-statistic. Columns are put in standard deviations of the reference unless `standardise` is
 * off. Shape: two profiles with samples -> one number. Unit: score, 0..2. Effect: root of the unbiased figure. p-value: from the
 * eigenvalues of the kernel, so that it reaches small levels without permutations. Edge cases: rows that miss a column are
 * left out; unknown under 20 complete rows a side or without a sample. Source: Gretton et al. 2012.
 */
export const mmd = detector({
  id: "drift/mmd",
  unit: "score",
  better: "lower",
  needs: ["features"],
  kinds: { features: ["number", "boolean", "time"] },
  needsSample: true,
  /** `rows` a side, defaults to 500 (cost grows with the square); `standardise` columns, defaults to true. */
  defaults: { rows: 500, standardise: true },
  validate({ rows }) {
    if (!(Number.isInteger(rows) && rows >= 20 && rows <= 2000)) {
      throw new RangeError(
        `Cannot use "rows" of "drift/mmd": it is ${rows}, a whole number from 20 to 2000 is needed`,
      );
    }
  },
  compare({ reference, current }, { features }, { rows, standardise }) {
    if (!reference?.sample || !current.sample) {
      return unknown("the profiles were made without a sample");
    }
    const names = features.map(({ name }) => name);
    const found = sampleRows(reference.sample, current.sample, names, rows);
    const { a, b } = standardise ? standardised(found.a, found.b) : found;
    if (a.length < 20 || b.length < 20) {
      return unknown(
        `MMD needs 20 complete rows a side, found ${a.length} and ${b.length}`,
      );
    }
    const { biased, unbiased, sigma, pValue } = kernelDistance(a, b);
    if (!Number.isFinite(biased)) {
      return unknown("values are too large, their squared distances overflow");
    }
    return {
      value: biased,
      effect: Math.sqrt(Math.max(0, unbiased)),
      pValue,
      n: { reference: a.length, current: b.length },
      details: { unbiased, biased, sigma },
    };
  },
});

function standardised(
  a: readonly Float64Array[],
  b: readonly Float64Array[],
): { a: Float64Array[]; b: Float64Array[] } {
  const width = a[0]?.length ?? 0;
  const mean = new Float64Array(width), scale = new Float64Array(width);
  for (const row of a) row.forEach((x, k) => mean[k]! += x / a.length);
  for (const row of a) {
    row.forEach((x, k) => scale[k]! += (x - mean[k]!) ** 2 / a.length);
  }
  const put = (row: Float64Array) =>
    row.map((x, k) => (x - mean[k]!) / (Math.sqrt(scale[k]!) || 1));
  return { a: a.map(put), b: b.map(put) };
}
