import { CLUSTER_PARTS, type ClusteredCell } from "./clusters.ts";
import {
  calibrator,
  calledApart,
  chanceAt,
  halve,
  type ScoredCell,
} from "./expected.ts";
import { random } from "./random.ts";
import { chiSquareSf } from "./special.ts";

/**
 * Probability of rates this far from a calibrator's, if it held: it is fitted on one half of the rows and tested on the other.
 *
 * Formula: sum over about ten groups of neighbours in score, of rows called positive and of the others, of (y - e)^2 / (v (1 + 1)), v
 * the binomial variance, doubled because the calibrator's half is as noisy as the tested one; chi-square with a degree of freedom
 * per group. With clustered cells the halves are even and odd parts, and v the sum over parts of their squared residuals. Source:
 * Hosmer and Lemeshow 1980.
 */
export function calibrationP(
  cells: readonly ScoredCell[],
  clustered?: readonly ClusteredCell[],
): number {
  const [fitted, tested] = clustered
    ? [half(clustered, 0), half(clustered, 1)]
    : halve(cells, random("calibration"));
  const fit = calibrator(
    fitted.filter(({ n }) => n > 0),
    calledApart(cells),
  );
  const rows = tested.reduce((sum, { n }) => sum + n, 0);
  const sides = [false, true].map((side) =>
    tested.filter(({ called, n }) => called === side && n > 0)
  );
  let statistic = 0, groups = 0;
  for (const side of sides) {
    let group: ScoredCell[] = [], n = 0;
    side.forEach((cell, i) => {
      group.push(cell);
      n += cell.n;
      if (n < rows / 10 && i + 1 < side.length) return;
      const chances = group.map((cell) => chanceAt(fit, cell));
      const { residual, spread } = clustered
        ? robust(group as ClusteredCell[], chances)
        : binomial(group, chances);
      if (spread > 0) {
        statistic += residual ** 2 / (2 * spread);
        groups++;
      }
      group = [];
      n = 0;
    });
  }
  return chiSquareSf(statistic, groups);
}

function half(cells: readonly ClusteredCell[], odd: number): ClusteredCell[] {
  const keep = (x: number, part: number) => part % 2 === odd ? x : 0;
  return cells.map((cell) => {
    const rowsOf = cell.rowsOf.map(keep);
    const positivesOf = cell.positivesOf.map(keep);
    return {
      ...cell,
      rowsOf,
      positivesOf,
      n: rowsOf.reduce((sum, x) => sum + x, 0),
      positives: positivesOf.reduce((sum, x) => sum + x, 0),
    };
  });
}

interface Misfit {
  readonly residual: number;
  /** Variance of the residual if the chances hold. */
  readonly spread: number;
}

function binomial(
  cells: readonly ScoredCell[],
  chances: readonly number[],
): Misfit {
  let residual = 0, spread = 0;
  cells.forEach(({ n, positives }, i) => {
    const p = chances[i]!;
    residual += positives - n * p;
    spread += n * p * (1 - p);
  });
  return { residual, spread };
}

function robust(
  cells: readonly ClusteredCell[],
  chances: readonly number[],
): Misfit {
  const parts = new Float64Array(CLUSTER_PARTS);
  cells.forEach(({ rowsOf, positivesOf }, i) => {
    parts.forEach((_, part) =>
      parts[part]! += positivesOf[part]! - rowsOf[part]! * chances[i]!
    );
  });
  return {
    residual: parts.reduce((sum, x) => sum + x, 0),
    spread: parts.reduce((sum, x) => sum + x * x, 0),
  };
}
