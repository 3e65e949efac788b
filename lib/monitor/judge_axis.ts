import { shareChangeP, tTwoSided, tTwoSidedQuantile } from "../math/mod.ts";
import { sharesOf } from "./axis.ts";
import { arcsine } from "./fit_axis.ts";
import type { ColumnFit, FittedAxis } from "./fit_column.ts";
import { leastChange } from "./least_change.ts";
import { priorOf, type Priors } from "./priors.ts";
import { type ColumnVariation, shareVariance } from "./share_variance.ts";

/** The share of an axis that changed most surely. */
export interface AxisVerdict {
  readonly kind: FittedAxis["kind"];
  /** Its place among the keys of the axis. */
  readonly key: number;
  /** Foretold and found share. */
  readonly before: number;
  readonly after: number;
  /** 95 % interval of the change of that share. */
  readonly interval: readonly [number, number];
  /** Over all shares of the axis (Bonferroni). */
  readonly pValue: number;
  /** The smallest change of any share of the axis that would be seen in 80 of 100 cases. */
  readonly leastVisible: number;
  /** How windows vary at that share: 1 is sampling noise alone; null where it is not known. */
  readonly phi: number | null;
}

/** A normal is below this with probability 0.8. */
const POWER = 0.84;

/**
 * Judges one axis of a fitted column: a moderated t on the arcsine with the minimum effect inside, at least the exact share
 * test of two files, Bonferroni over its shares.
 *
 * `level` is what a column may spend on this axis, for the smallest visible change. Undefined where the axis has no rows.
 */
export function judgeAxis(
  { reference, current }: ColumnFit,
  { kind, fit }: FittedAxis,
  priors: Priors,
  pooled: ColumnVariation,
  { level, margin }: { readonly level: number; readonly margin: number },
): AxisVerdict | undefined {
  if (!fit) return undefined;
  const now = totalOf(kind, current), past = totalOf(kind, reference);
  const live = livesOf(now.x, past.x);
  const family = live.length <= 2 && kind === "categories" ? 1 : live.length;
  const asked = family === 1 ? live.slice(0, 1) : live;
  const measured = shareVariance(
    fit,
    pooled,
    (share) => priorOf(priors, kind, share),
    past.n,
  );
  const rows = Math.max(1, Math.round(fit.rowsBehind));
  const critical = remembered(level / Math.max(1, family));
  let best: AxisVerdict | undefined, leastVisible = 0, furthest = -Infinity;
  for (const k of asked) {
    const after = now.x[k]! / now.n, change = fit.change[k]!;
    const g = Math.min(Math.PI / 2, Math.max(0, arcsine(after) - change));
    const before = Math.sin(g) ** 2;
    const { se, df, phi } = measured(k, before);
    const least = margin * leastChange(kind, before);
    const distance = change > 0
      ? arcsine(before + least) - g
      : g - arcsine(before - least);
    const t = (Math.abs(change) - distance) / se;
    leastVisible = Math.max(
      leastVisible,
      visible(before, least, (critical(df) + POWER) * se),
    );
    let p = t > 0 ? tTwoSided(t, df) : 1;
    if (p < 0.05) {
      // Counts of windows that vary are worth fewer rows: x / phi of n / phi.
      const worth = (x: number) => Math.max(1, Math.round(x / phi));
      const exact = shareChangeP(
        Math.round(before * worth(rows)),
        worth(rows),
        Math.round(after * worth(now.n)),
        worth(now.n),
      );
      p = Math.max(p, exact);
    }
    if (best && (p > best.pValue || p === best.pValue && t <= furthest)) {
      continue;
    }
    furthest = t;
    const half = tTwoSidedQuantile(0.05, df) * se;
    best = {
      kind,
      key: k,
      before,
      after,
      interval: [
        Math.sin(Math.max(0, g + change - half)) ** 2 - before,
        Math.sin(Math.min(Math.PI / 2, g + change + half)) ** 2 - before,
      ],
      pValue: p,
      leastVisible: 0,
      phi,
    };
  }
  return best && {
    ...best,
    pValue: Math.min(1, best.pValue * family),
    leastVisible: Math.min(1, leastVisible),
  };
}

/** The change of a share that lies `reach` beyond the minimum on the scale of arcsines, to the wider side. */
function visible(share: number, least: number, reach: number): number {
  const up = arcsine(share + least) + reach;
  const down = arcsine(share - least) - reach;
  return Math.max(
    Math.sin(Math.min(Math.PI / 2, up)) ** 2 - share,
    share - Math.sin(Math.max(0, down)) ** 2,
  );
}

/** Rows of several windows together. */
export function totalOf(
  kind: FittedAxis["kind"],
  windows: ColumnFit["reference"],
): { readonly n: number; readonly x: Float64Array } {
  let n = 0, x = new Float64Array(0);
  for (const window of windows) {
    const shares = sharesOf(kind, window);
    if (!x.length) x = new Float64Array(shares.x.length);
    n += shares.n;
    for (let k = 0; k < x.length; k++) x[k]! += shares.x[k]!;
  }
  return { n, x };
}

/** The shares that any row has. */
export function livesOf(
  now: Float64Array,
  past: Float64Array,
): readonly number[] {
  const live: number[] = [];
  now.forEach((x, k) => {
    if (x > 0 || past[k]! > 0) live.push(k);
  });
  return live;
}

/** Critical values at a level, by degrees of freedom: most shares of an axis have the same. */
function remembered(level: number): (df: number) => number {
  const known = new Map<number, number>();
  return (df) => {
    let t = known.get(df);
    if (t === undefined) {
      t = tTwoSidedQuantile(Math.min(1, level), df);
      known.set(df, t);
    }
    return t;
  };
}
