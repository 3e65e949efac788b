/** A change in a number's own unit: how far the value below which a given share of the rows lies has moved. */
export interface OwnUnitChange {
  /** The share of the rows that lies below, as the reference has it. */
  readonly share: number;
  readonly before: number;
  /** Beyond the outermost edges only the edge is known: `beyond` says on which side of it the value lies. */
  readonly after: number;
  readonly beyond: "below" | "above" | null;
  /** 95 % interval of `after`, cut at the outermost edges. */
  readonly interval: readonly [number, number];
}

/**
 * Reads a change of the share up to an edge as a move of a quantile, between edges by straight lines.
 *
 * Shape: edges ascending, the current distribution function at them, the edge's place, the share foretold there, and half
 * the width of the share's interval -> change in the column's unit.
 */
export function ownUnitChange(
  edges: readonly number[],
  found: ArrayLike<number>,
  at: number,
  share: number,
  half: number,
): OwnUnitChange {
  const last = edges.length - 1;
  return {
    share,
    before: edges[at]!,
    after: valueAt(edges, found, share),
    beyond: share < found[0]! - 1e-12
      ? "below"
      : share > found[last]! + 1e-12
      ? "above"
      : null,
    interval: [
      valueAt(edges, found, share - half),
      valueAt(edges, found, share + half),
    ],
  };
}

function valueAt(
  edges: readonly number[],
  found: ArrayLike<number>,
  share: number,
): number {
  if (!(share > found[0]!)) return edges[0]!;
  for (let k = 1; k < edges.length; k++) {
    if (share > found[k]!) continue;
    const part = (share - found[k - 1]!) / (found[k]! - found[k - 1]!);
    return edges[k - 1]! + part * (edges[k]! - edges[k - 1]!);
  }
  return edges.at(-1)!;
}
