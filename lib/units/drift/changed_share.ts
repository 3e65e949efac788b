import { shareChangeP, total } from "../../math/mod.ts";
import { percent } from "../../profile/mod.ts";

/** Rows of reference (x) and current (y) that hold one value. */
export interface ShareOf {
  /** The value in words. */
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

const OTHERS = "other values";

/**
 * The values of most rows, both sides taken together: whose shares are compared.
 *
 * Values of equal rows are taken in the order of a hash: any order in which the reference comes first would find change
 * in two halves of one column of names.
 */
export function commonest(
  values: readonly ShareOf[],
  most: number,
): readonly ShareOf[] {
  return values.map((value) => ({ value, at: scattered(value.name) }))
    .sort((a, b) =>
      b.value.x + b.value.y - a.value.x - a.value.y || a.at - b.at
    )
    .slice(0, most).map(({ value }) => value);
}

/** The same, and one for all other values where there are any. */
export function andOthers(
  shares: readonly ShareOf[],
  n: number,
  m: number,
): readonly ShareOf[] {
  const x = n - total(shares.map(({ x }) => x));
  const y = m - total(shares.map(({ y }) => y));
  return x + y > 0.5 ? [...shares, { name: OTHERS, x, y }] : shares;
}

/**
 * The share that changed most surely: its change, the p-value over all shares asked (Bonferroni), and the change in words.
 *
 * Of two shares, which mirror each other, the rarer value is named.
 */
export function changedShare(
  shares: readonly ShareOf[],
  n: number,
  m: number,
): { readonly size: number; readonly p: number; readonly said: string } {
  const tested = shares.map((share) => ({
    ...share,
    p: shareChangeP(share.x, n, share.y, m),
    size: share.y / m - share.x / n,
  }));
  const most = tested.length === 2
    ? tested[1]!
    : tested.reduce((a, b) =>
      b.p < a.p || (b.p === a.p && Math.abs(b.size) > Math.abs(a.size)) ? b : a
    );
  return {
    size: most.size,
    p: Math.min(1, most.p * (tested.length <= 2 ? 1 : tested.length)),
    said: `${percent(most.x / n)} ${most.name} became ${percent(most.y / m)}${
      most.x === 0 ? " (not in the reference)" : ""
    }`,
  };
}

function scattered(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}
