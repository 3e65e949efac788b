import {
  bodyChangeP,
  LEAST_BODY_CHANGE,
  leastShareChange,
  normalQuantile,
  shareChangeP,
} from "../math/mod.ts";
import type { AxisKind } from "./axis.ts";
import type { ColumnFit } from "./fit_column.ts";
import { type AxisVerdict, livesOf, totalOf } from "./judge_axis.ts";

/**
 * Judges one axis against all reference windows as one file: where they are too few to say how windows vary.
 *
 * Numbers by the largest distance of the distribution functions at the edges, shares one by one: sampling noise is covered,
 * natural differences between windows are not. Undefined where a side has no rows.
 */
export function judgePooled(
  { reference, current }: ColumnFit,
  kind: AxisKind,
  level: number,
): AxisVerdict | undefined {
  const past = totalOf(kind, reference), now = totalOf(kind, current);
  const { n } = past, m = now.n;
  if (!(n > 0) || !(m > 0)) return undefined;
  const live = livesOf(now.x, past.x), nh = n * m / (n + m);
  if (!live.length) return undefined;
  const family = live.length <= 2 && kind === "categories" ? 1 : live.length;
  const found = (family === 1 ? live.slice(0, 1) : live).map((key) => {
    const before = past.x[key]! / n, after = now.x[key]! / m;
    const pooled = (past.x[key]! + now.x[key]!) / (n + m);
    const p = kind === "body"
      ? bodyChangeP(Math.abs(after - before), n, m)
      : Math.min(1, family * shareChangeP(past.x[key]!, n, now.x[key]!, m));
    return { key, before, after, p, se: Math.sqrt(pooled * (1 - pooled) / nh) };
  });
  const { key, before, after, p, se } = found.reduce((a, b) =>
    b.p < a.p || b.p === a.p &&
        Math.abs(b.after - b.before) > Math.abs(a.after - a.before)
      ? b
      : a
  );
  const z = -normalQuantile(level / family / 2) + 0.84;
  const half = kind === "body"
    ? Math.sqrt(Math.log(2.17 / 0.05) / (2 * nh))
    : 1.96 * se;
  return {
    kind,
    key,
    before,
    after,
    interval: [
      Math.max(-before, after - before - half),
      Math.min(1 - before, after - before + half),
    ],
    pValue: p,
    leastVisible: Math.min(
      1,
      kind === "body"
        ? LEAST_BODY_CHANGE + Math.sqrt(Math.log(2.17 / level) / (2 * nh)) +
          0.42 / Math.sqrt(nh)
        : Math.max(
          ...found.map(({ before, se }) => leastShareChange(before) + z * se),
        ),
    ),
    phi: null,
  };
}
