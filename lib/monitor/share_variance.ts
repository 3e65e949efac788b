import { moderatedVariance } from "../math/mod.ts";
import type { AxisFit } from "./fit_axis.ts";
import type { ColumnFit } from "./fit_column.ts";
import type { Prior } from "./priors.ts";

/** How the shares of one column vary, all together: what is taken of a share that was hardly ever seen. */
export interface ColumnVariation {
  readonly phi: Variation;
  readonly runs: Variation;
}

interface Variation {
  readonly value: number;
  readonly df: number;
}

/** Fewer rows of a share in the whole reference do not say how it varies. */
const LEAST_EVENTS = 100;

/** The shares of one axis go together: so many of them at most speak independently. */
const INDEPENDENT = 4;

/** What the shares of a column that were often seen have in common: their rows belong to the same people and requests. */
export function columnVariation({ axes }: ColumnFit): ColumnVariation {
  let phi = 0, df = 0, most = 0, run = 0, runDf = 0, mostRun = 0, shares = 0;
  for (const { fit } of axes) {
    if (!fit) continue;
    const rows = fit.rowsPerWindow * fit.scale.length;
    const ratio = fit.runs?.ratio(
      fit.phi.map((x) => Math.max(0, x - 1) * fit.rhoPerPhi),
    );
    fit.usual.forEach((a, k) => {
      const share = Math.sin(a) ** 2;
      if (rows * Math.min(share, 1 - share) < LEAST_EVENTS) return;
      shares++;
      phi += fit.df[k]! * fit.phi[k]!;
      df += fit.df[k]!;
      most = Math.max(most, fit.df[k]!);
      if (!ratio) return;
      run += fit.runs!.df[k]! * ratio[k]!;
      runDf += fit.runs!.df[k]!;
      mostRun = Math.max(mostRun, fit.runs!.df[k]!);
    });
  }
  const free = shares > 1 ? (shares - 1) / shares : 1;
  return {
    phi: {
      value: df > 0 ? phi / df : 1,
      df: Math.min(df * free, INDEPENDENT * most),
    },
    runs: {
      value: runDf > 0 ? run / runDf : 1,
      df: Math.min(runDf * free, INDEPENDENT * mostRun),
    },
  };
}

/** The standard error of a change with its degrees of freedom, and how windows vary beyond sampling noise. */
export interface ShareVariance {
  readonly se: number;
  readonly df: number;
  readonly phi: number;
}

/**
 * The variance of a change by share, moderated over all shares of its kind; of a share that was hardly ever seen, as its
 * column varies.
 *
 * Shape: a share's place and foretold size -> standard error on the scale of arcsines. Where nothing is known of how windows
 * vary, sampling noise alone, and the exact test beside it.
 */
export function shareVariance(
  fit: AxisFit,
  column: ColumnVariation,
  priorAt: (share: number) => Prior,
  pastRows: number,
): (k: number, share: number) => ShareVariance {
  const { rhoPerPhi, noise, spread, runs } = fit;
  // A run's excess over independent windows is taken at the share's own variation.
  const ratio = runs?.ratio(
    fit.phi.map((phi) => Math.max(0, phi - 1) * rhoPerPhi),
  );
  return (k, share) => {
    const prior = priorAt(share);
    const seen = pastRows * Math.min(share, 1 - share) >= LEAST_EVENTS;
    const own = { value: fit.phi[k]!, df: fit.df[k]! };
    const phi = drawn(seen ? own : column.phi, prior.phi);
    const white = noise + (phi.value - 1) * rhoPerPhi * spread;
    if (!runs || !ratio) {
      return { phi: phi.value, df: phi.df, se: Math.sqrt(white) };
    }
    const ownRun = { value: ratio[k]!, df: runs.df[k]! };
    const run = drawn(seen ? ownRun : column.runs, prior.runs);
    return {
      phi: phi.value,
      df: Math.min(phi.df, run.df),
      se: Math.sqrt(white * grown(run.value, runs.length, runs.wanted)),
    };
  };
}

/** Degrees of freedom where nothing is known: the normal's. */
const UNKNOWN_DF = 1000;

/** A variation drawn towards the prior, never under sampling noise. */
function drawn({ value, df }: Variation, prior: Prior["phi"]): Variation {
  const known = df + prior.df;
  if (!(known > 0)) return { value: 1, df: UNKNOWN_DF };
  return {
    value: Math.max(1, moderatedVariance(value, df, prior)),
    df: Math.max(1, known),
  };
}

/** The variance ratio of runs of `length` carried on to longer ones by a power law: a wandering world goes on wandering. */
function grown(ratio: number, length: number, wanted: number): number {
  return Math.min(wanted, ratio ** (Math.log(wanted) / Math.log(length)));
}
