import { leastShareChange } from "../math/mod.ts";
import type { AxisKind } from "./axis.ts";

/**
 * The smallest change of a share that matters: a quarter of a rare share, at most 2 points; at least 0.05 points, and 0.2
 * points of the rows up to an edge of a number.
 */
export function leastChange(kind: AxisKind, share: number): number {
  return kind === "body"
    ? Math.min(0.02, Math.max(0.002, 0.25 * Math.min(share, 1 - share)))
    : leastShareChange(share);
}
