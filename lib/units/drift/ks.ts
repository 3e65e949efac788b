import { twoSampleKolmogorov } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import { type Aligned, percent, sayValue } from "../../profile/mod.ts";
import { numberPair } from "./numbers.ts";

/**
 * Kolmogorov-Smirnov distance: the largest gap between the shares of rows at or below any value.
 *
 * Formula: sup |F(x) - G(x)|. Shape: two profiles -> one number. Unit: ratio, 0..1. Effect: the gap itself. p-value:
 * two-sided, counted exactly up to 10,000 rows a side (`method: "auto"`), else by the finite-n limit; too large with
 * ties, so on the safe side. Error: on a grid the gap inside a cell can be larger by at most `error`. Edge cases: undefined
 * when a side has no finite value; 0 and p-value 1 for one and the same constant. Source: Smirnov 1939; equals
 * scipy.stats.ks_2samp(method="auto" | "exact" | "asymp").
 */
export const ks = detector({
  id: "drift/ks",
  unit: "ratio",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "time"] },
  /** `method`: "auto", "exact" or "asymp", defaults to "auto". */
  defaults: { method: "auto" },
  validate({ method }) {
    if (!["auto", "exact", "asymp"].includes(method)) {
      throw new RangeError(
        `Cannot use "method" of "drift/ks": it is "${method}", one of "auto", "exact", "asymp" is needed`,
      );
    }
  },
  compare(profiles, { column }, { method }) {
    const pair = numberPair(profiles, column.name);
    if (!pair) return undefined;
    const { n, m } = pair.aligned;
    const { value, bound, at, below } = gap(pair.aligned);
    return {
      value,
      effect: value,
      pValue: twoSampleKolmogorov(n, m, value, method as "auto"),
      error: bound - value,
      n: { reference: n, current: m },
      details: {
        at,
        explanation: value === 0
          ? `"${column.name}" is distributed as in the reference`
          : `${percent(below.p)} of reference rows and ${
            percent(below.q)
          } of current rows have "${column.name}" at or below ${
            sayValue(column, at)
          }`,
      },
    };
  },
});

function gap({ lo, hi, p, q, n, m }: Aligned) {
  let f = 0, g = 0, most = 0, bound = 0, at = hi[0]!;
  let below = { p: 0, q: 0 };
  for (let i = 0; i < p.length; i++) {
    if (lo[i]! < hi[i]!) {
      const before = f / n - g / m;
      bound = Math.max(
        bound,
        Math.abs(before + p[i]! / n),
        Math.abs(before - q[i]! / m),
      );
    }
    f += p[i]!;
    g += q[i]!;
    const distance = Math.abs(f / n - g / m);
    if (distance > most) {
      most = distance;
      at = hi[i]!;
      below = { p: f / n, q: g / m };
    }
  }
  return { value: most, bound: Math.max(bound, most), at, below };
}
