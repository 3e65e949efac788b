import type { Shares } from "./axis.ts";
import { middle } from "./middle.ts";
import type { Calendar } from "./season.ts";
import { designOf, dot } from "./window_design.ts";

/** How the shares of one axis run over the reference windows, and what they foretell for the current ones. */
export interface AxisFit {
  /** Arcsine of the root of each share, current minus foretold; positive where the share rose. */
  readonly change: Float64Array;
  /** The foretold arcsines. */
  readonly usual: Float64Array;
  /** Variance over reference windows as a multiple of pure sampling noise. */
  readonly phi: Float64Array;
  /** The same by the MAD where one window stands out: not swollen by an incident. */
  readonly typical: Float64Array;
  /** Degrees of freedom of `phi`: fewer where the share was all or nothing in some windows. */
  readonly df: Float64Array;
  /** Variation between windows per unit of `phi` above 1: rho = (phi - 1) rhoPerPhi. */
  readonly rhoPerPhi: number;
  /** Variance of `change` is `noise + rho spread`. */
  readonly noise: number;
  readonly spread: number;
  /** How many times the variance of a run of windows exceeds that of independent ones, and its degrees of freedom; one window: null. */
  readonly runs: RunVariance | null;
  /** Rows of the reference that the foretold share rests on, as one sample. */
  readonly rowsBehind: number;
  /** Rows of a reference window, on average. */
  readonly rowsPerWindow: number;
  /** The arcsine of each share and window: `values[k * windows + r]`. */
  readonly values: Float64Array;
  /** What is left of each arcsine, by share and window: `residuals[k * windows + r]`. */
  readonly residuals: Float64Array;
  /** By window: the square of `residual * scale` is `phi` in expectation. */
  readonly scale: Float64Array;
  /** Whether windows were compared with their like. */
  readonly matched: boolean;
}

/** Variance of the mean of neighbouring windows against independent ones, by share. */
export interface RunVariance {
  readonly ratio: (rho: ArrayLike<number>) => Float64Array;
  readonly df: Float64Array;
  /** Windows of a run in the reference, and of the current run: longer where the reference has not four of those. */
  readonly length: number;
  readonly wanted: number;
}

/**
 * Fits the shares of one axis: means of like windows and waves of the year, on the scale of the arcsine of the root.
 *
 * Weighted least squares with weights 4 n / (1 + (n - 1) rho), all in one formula for one window or a run of them: the
 * current windows are weighed by their rows. Shape: shares of R reference windows and of J current ones, the calendar's
 * places of both. Errors: none; undefined when fewer than 2 windows have rows, or nothing is left for the variance.
 */
export function fitAxis(
  reference: readonly Shares[],
  current: readonly Shares[],
  places: Pick<Calendar, "group" | "waves">,
  rho: number,
): AxisFit | undefined {
  const design = designOf(reference, current, places, rho);
  if (!design) return undefined;
  const { weight, group, groups, leverage, df, coefficients, behind } = design;
  const many = reference.length, keys = reference[0]!.x.length;
  let rows = 0, behindRows = 0, ofNoise = 0, ofRho = 0;
  for (const { n } of current) rows += n;
  for (let r = 0; r < many; r++) {
    const n = reference[r]!.n, part = weight[r]! * (1 - leverage[r]!) / 4 / df;
    behindRows += n;
    ofNoise += part / n;
    ofRho += part * (1 - 1 / n);
  }
  const change = new Float64Array(keys), usual = new Float64Array(keys);
  const phi = new Float64Array(keys), typical = new Float64Array(keys);
  const informed = new Float64Array(keys), dfs = new Float64Array(keys);
  const residuals = new Float64Array(keys * many);
  const values = new Float64Array(keys * many),
    means = new Float64Array(groups);
  const total = new Float64Array(groups);
  for (let r = 0; r < many; r++) total[group[r]!]! += weight[r]!;
  const scale = Float64Array.from(
    weight,
    (w, r) => Math.sqrt(w / Math.max(1e-9, 1 - leverage[r]!) / ofNoise),
  );
  for (let k = 0; k < keys; k++) {
    const a = values.subarray(k * many, (k + 1) * many);
    means.fill(0);
    let foretold = 0;
    for (let r = 0; r < many; r++) {
      const { n, x } = reference[r]!;
      a[r] = arcsine(x[k]! / n);
      means[group[r]!]! += weight[r]! * a[r]!;
      foretold += behind[r]! * a[r]!;
    }
    for (let g = 0; g < groups; g++) means[g]! /= total[g]!;
    const slopes = coefficients.map(({ row }) => dot(row, a));
    let squares = 0, told = 0;
    for (let r = 0; r < many; r++) {
      let fitted = means[group[r]!]!;
      for (let i = 0; i < slopes.length; i++) {
        fitted += slopes[i]! * coefficients[i]!.wave[r]!;
      }
      const left = a[r]! - fitted;
      told += informing(reference[r]!.n, fitted);
      squares += weight[r]! * left * left;
      residuals[k * many + r] = left;
    }
    let now = 0;
    for (const { n, x } of current) now += n * arcsine(x[k]! / n);
    usual[k] = foretold;
    change[k] = now / rows - foretold;
    informed[k] = Math.max(1e-6, told / many);
    dfs[k] = df * informed[k]!;
    phi[k] = squares / dfs[k]! / ofNoise;
    typical[k] = typicalOf(residuals, scale, k, phi[k]!);
  }
  let noise = 1 / (4 * rows), spread = 0, inverse = 0;
  for (const { n } of current) spread += n * n * (1 - 1 / n) / rows / rows / 4;
  for (let r = 0; r < many; r++) {
    const n = reference[r]!.n, square = behind[r]! ** 2;
    inverse += square / n;
    spread += square * (1 - 1 / n) / 4;
  }
  noise += inverse / 4;
  return {
    change,
    usual,
    phi,
    typical,
    df: dfs,
    rhoPerPhi: ofRho > 0 ? ofNoise / ofRho : 0,
    noise,
    spread,
    runs: current.length > 1
      ? runsOf(reference, residuals, informed, current.length, df)
      : null,
    rowsBehind: 1 / inverse,
    rowsPerWindow: behindRows / many,
    values,
    residuals,
    scale,
    matched: groups > 1,
  };
}

/**
 * How much a window says of the variance of a share: nothing where it holds all of the rows, or none.
 *
 * Four times the variance of the root of a Poisson count of mean m is 3.6 m for small m and 1 or more from 0.3 on.
 */
function informing(n: number, fitted: number): number {
  const share = Math.sin(Math.min(Math.PI / 2, Math.max(0, fitted))) ** 2;
  return Math.min(1, 3.3 * n * Math.min(share, 1 - share));
}

/** The variance-stable scale of shares: the arcsine of the root. */
export function arcsine(share: number): number {
  return Math.asin(Math.sqrt(Math.min(1, Math.max(0, share))));
}

/** Sorting is dear: only where the furthest window is over 5 sampling and 3 own standard deviations out. */
function typicalOf(
  residuals: Float64Array,
  scale: Float64Array,
  k: number,
  phi: number,
): number {
  const many = scale.length;
  let most = 0;
  for (let r = 0; r < many; r++) {
    most = Math.max(most, Math.abs(residuals[k * many + r]! * scale[r]!));
  }
  if (most < 5 || most * most < 9 * phi) return phi;
  const mad = middle(
    scale.map((s, r) => Math.abs(residuals[k * many + r]!) * s),
  );
  return (1.4826 * mad) ** 2;
}

/** Neighbouring windows in runs as long as the current one, or as long as leaves four of them. */
function runsOf(
  reference: readonly Shares[],
  residuals: Float64Array,
  informed: Float64Array,
  wanted: number,
  df: number,
): RunVariance | null {
  const many = reference.length, keys = informed.length;
  const length = Math.min(wanted, Math.floor(many / 4));
  if (length < 2) return null;
  const runs = Math.floor(many / length), first = many - runs * length;
  return {
    length,
    wanted,
    df: informed.map((part) => part * runs * df / many),
    ratio(rho) {
      const found = new Float64Array(keys);
      for (let run = 0; run < runs; run++) {
        const from = first + run * length;
        let byNoise = 0, byRho = 0;
        for (let r = from; r < from + length; r++) {
          const { n } = reference[r]!;
          byNoise += n / 4;
          byRho += n * (n - 1) / 4;
        }
        for (let k = 0; k < keys; k++) {
          let sum = 0;
          for (let r = from; r < from + length; r++) {
            sum += reference[r]!.n * residuals[k * many + r]!;
          }
          found[k]! += sum * sum / (byNoise + rho[k]! * byRho);
        }
      }
      return found.map((sum, k) => sum * many / (runs * df * informed[k]!));
    },
  };
}
