import { newcombe, shareChangeP, total } from "../../math/mod.ts";
import { changeInPoints, percent } from "../../profile/mod.ts";
import { type Axis, type Rows, visibleShare } from "./axis.ts";

/** Rows of reference (x) and current (y) that hold one value. */
export interface ShareOf {
  /** The value as text; null for all other values together. */
  readonly key: string | null;
  readonly x: number;
  readonly y: number;
}

/**
 * The values of most rows, both sides taken together: whose shares are compared.
 *
 * Values of equal rows are taken in the order of a hash: any order in which the reference comes first would find change
 * in two halves of one column of names.
 */
export function commonest<T extends ShareOf>(
  values: readonly T[],
  most: number,
): readonly T[] {
  const rows = Float64Array.from(values, ({ x, y }) => x + y).sort();
  const least = rows[Math.max(0, rows.length - most)] ?? 0;
  const first = values.filter(({ x, y }) => x + y > least);
  const last = values.filter(({ x, y }) => x + y === least);
  if (first.length + last.length > most) {
    const at = new Map(last.map((value) => [value, scattered(value.key!)]));
    last.sort((a, b) => at.get(a)! - at.get(b)!);
  }
  return [
    ...first.sort((a, b) => b.x + b.y - a.x - a.y),
    ...last.slice(0, most - first.length),
  ];
}

/** The same, and one for all other values where there are any. */
export function andOthers(
  shares: readonly ShareOf[],
  n: number,
  m: number,
): readonly ShareOf[] {
  const x = n - total(shares.map(({ x }) => x));
  const y = m - total(shares.map(({ y }) => y));
  return x + y > 0.5 ? [...shares, { key: null, x, y }] : shares;
}

/**
 * The axis of a column's single values: the share that changed most surely, with the p-value over all shares asked
 * (Bonferroni).
 *
 * Of two shares, which mirror each other, the rarer value is named and nothing is paid for the other. `rowsOf` says how many
 * independent rows a share rests on, `say` a value in words.
 */
export function changedShare(
  axis: string,
  shares: readonly ShareOf[],
  n: number,
  m: number,
  { rowsOf, say }: {
    readonly rowsOf: (share: ShareOf) => Rows;
    readonly say: (key: string) => string;
  },
): Axis {
  const tested = shares.map((share) => {
    const rows = rowsOf(share), [d, e] = rows.effects;
    return {
      share,
      rows,
      p: shareChangeP(share.x / d, rows.n, share.y / e, rows.m, rows.df),
      size: share.y / m - share.x / n,
    };
  });
  const most = tested.length === 2
    ? tested[1]!
    : tested.reduce((a, b) =>
      b.p < a.p || (b.p === a.p && Math.abs(b.size) > Math.abs(a.size)) ? b : a
    );
  const { share, rows, size } = most;
  const asked = tested.length <= 2 ? 1 : tested.length;
  const [d, e] = rows.effects;
  const interval = () => newcombe(share.x / d, rows.n, share.y / e, rows.m);
  return {
    axis,
    size,
    interval,
    p: Math.min(1, most.p * asked),
    said: () =>
      [
        `${percent(share.x / n)} ${
          share.key === null ? "other values" : say(share.key)
        } became ${percent(share.y / m)}${
          share.x === 0 && share.y > 0 ? " (not in the reference)" : ""
        }`,
        changeInPoints(size, interval()),
      ].filter(Boolean).join(", "),
    visible: (level) =>
      tested.map(({ share: { x, y }, rows }) =>
        visibleShare((x + y) / (n + m), level / asked, rows)
      ).reduce((a, b) => b.change > a.change ? b : a),
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
