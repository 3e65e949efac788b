import { type VariancePrior, variancePrior } from "../math/mod.ts";
import type { AxisKind } from "./axis.ts";
import type { ColumnFit } from "./fit_column.ts";

/** What all shares of one kind of axis, and of about one size, have in common. */
export interface Prior {
  /** How much windows vary beyond sampling noise. */
  readonly phi: VariancePrior;
  /** How much neighbouring windows move together, for runs of windows. */
  readonly runs: VariancePrior;
}

/** Priors of one kind of axis. */
export interface KindPriors {
  /** Of rare shares, of small ones, of the rest. */
  readonly bands: readonly [Prior, Prior, Prior];
  /** The usual variation between windows: what weights assume. */
  readonly rho: number;
}

/** Priors by kind of axis. */
export type Priors = ReadonlyMap<AxisKind, KindPriors>;

/** A share of fewer rows a window is too discrete to say how windows vary. */
const LEAST_ROWS = 3;

/** Rates that move in log-odds vary the less beyond noise the rarer they are: shares of one size speak for one another. */
const BANDS = [0.015, 0.15];

/** With fewer shares a band takes what all of its kind have in common. */
const LEAST_SHARES = 8;

/** The prior of a share. */
export function priorOf(
  priors: Priors,
  kind: AxisKind,
  share: number,
): Prior {
  return priors.get(kind)!.bands[bandOf(share)]!;
}

/** Draws the common priors from all columns; "typical" ones are not swollen by an incident. */
export function priorsOf(
  columns: readonly ColumnFit[],
  variation: "phi" | "typical" = "phi",
): Priors {
  return new Map(
    (["missing", "body", "categories"] as const).map((kind) => [
      kind,
      kindPriors(columns, kind, variation),
    ]),
  );
}

interface Seen {
  readonly band: number;
  readonly phi: number;
  readonly df: number;
  readonly run: number;
  readonly runDf: number;
}

function kindPriors(
  columns: readonly ColumnFit[],
  kind: AxisKind,
  variation: "phi" | "typical",
): KindPriors {
  const seen: Seen[] = [], perPhi: number[] = [];
  for (const { axes } of columns) {
    const fit = axes.find((axis) => axis.kind === kind)?.fit;
    if (!fit) continue;
    const ratio = fit.runs?.ratio(
      fit.phi.map((x) => Math.max(0, x - 1) * fit.rhoPerPhi),
    );
    perPhi.push(fit.rhoPerPhi);
    fit.usual.forEach((a, k) => {
      const share = Math.sin(a) ** 2;
      if (fit.rowsPerWindow * Math.min(share, 1 - share) < LEAST_ROWS) return;
      seen.push({
        band: bandOf(share),
        phi: fit[variation][k]!,
        df: fit.df[k]!,
        run: ratio?.[k] ?? 0,
        runDf: fit.runs?.df[k] ?? 0,
      });
    });
  }
  const all = priorFrom(seen);
  const band = (i: number) => {
    const own = seen.filter((each) => each.band === i);
    return own.length < LEAST_SHARES ? all : priorFrom(own);
  };
  return {
    bands: [band(0), band(1), band(2)],
    rho: Math.max(0, all.phi.value - 1) * (perPhi[perPhi.length >> 1] ?? 0),
  };
}

function priorFrom(seen: readonly Seen[]): Prior {
  return {
    phi: variancePrior(seen.map(({ phi }) => phi), seen.map(({ df }) => df)),
    runs: variancePrior(
      seen.map(({ run }) => run),
      seen.map(({ runDf }) => runDf),
    ),
  };
}

function bandOf(share: number): number {
  const rare = Math.min(share, 1 - share);
  return rare < BANDS[0]! ? 0 : rare < BANDS[1]! ? 1 : 2;
}
