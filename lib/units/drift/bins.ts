import { homogeneity, poolRare, totalVariationOf } from "../../math/mod.ts";
import {
  type Binned,
  BINNINGS,
  type BinOptions,
  percent,
  sayValue,
} from "../../profile/mod.ts";
import type { Column } from "../../table/mod.ts";

/** Options of every drift unit that counts rows in bins. */
export const binDefaults: BinOptions = { bins: 10, binning: "quantile" };

/** Says what is wrong with the options. Errors: RangeError. */
export function requireBins(id: string, { bins, binning }: BinOptions): void {
  if (!(Number.isInteger(bins) && bins >= 2)) {
    throw new RangeError(
      `Cannot use "bins" of "${id}": it is ${bins}, a whole number from 2 is needed`,
    );
  }
  if (!BINNINGS.some((known) => known === binning)) {
    throw new RangeError(
      `Cannot use "binning" of "${id}": it is "${binning}", one of ${
        BINNINGS.map((known) => `"${known}"`).join(", ")
      } is needed`,
    );
  }
}

/** Says what is wrong with the share that stands for an empty bin. Errors: RangeError. */
export function requireEpsilon(id: string, epsilon: number): void {
  if (!(epsilon > 0 && epsilon < 1)) {
    throw new RangeError(
      `Cannot use "epsilon" of "${id}": it is ${epsilon}, a share between 0 and 1 is needed`,
    );
  }
}

/**
 * What all binned distances report beside their value: the p-value of homogeneity in the same bins (rare ones pooled),
 * the share of rows that moved as effect, and which bin moved most.
 */
export function binReading(column: Column, found: Binned) {
  const { p, q, n, m, labels, edges } = found;
  const pooled = poolRare(p, q), effect = totalVariationOf(p, q);
  const share = (i: number) => q[i]! / m - p[i]! / n;
  const order = Array.from(p, (_, i) => i).sort((i, j) =>
    Math.abs(share(j)) - Math.abs(share(i)) || i - j
  );
  const name = (i: number) => labels ? labels[i]! : range(column, edges!, i);
  const top = order[0]!;
  return {
    pValue: homogeneity(pooled.p, pooled.q).pValue,
    effect,
    n: { reference: n, current: m },
    details: {
      bins: p.length,
      ...(edges ? { edges } : {}),
      ...(edges && p.length <= 50
        ? {
          reference: Array.from(p, (x) => x / n),
          current: Array.from(q, (x) => x / m),
        }
        : {}),
      explanation: effect === 0
        ? `"${column.name}" has the same shares as in the reference`
        : `${percent(effect)} of "${column.name}" moved; ${
          JSON.stringify(name(top))
        } went from ${percent(p[top]! / n)} to ${percent(q[top]! / m)}`,
      evidence: order.slice(0, 10).map((i) => ({
        value: name(i),
        reference: p[i]! / n,
        current: q[i]! / m,
      })),
    },
  };
}

function range(column: Column, edges: readonly number[], i: number): string {
  if (!edges.length) return "all values";
  if (i === 0) return `below ${sayValue(column, edges[0]!)}`;
  if (i >= edges.length) return `from ${sayValue(column, edges.at(-1)!)}`;
  return `${sayValue(column, edges[i - 1]!)} to ${sayValue(column, edges[i]!)}`;
}
