import type { Interval } from "../../check/mod.ts";
import {
  atClusterSize,
  type BinaryFigure,
  type BinaryFigures,
  binaryFigures,
  calibrator,
  calledApart,
  cellsOfParts,
  type ClusteredCell,
  drawCells,
  drawLabels,
  drawParts,
  expectedCells,
  poolCells,
  type Random,
  random,
  type ScoredCell,
  varianceInflation,
} from "../../math/mod.ts";

/** Scores that draws are made with. */
const DRAWN_CELLS = 1_000;

const DRAWS = 200;

/** Rows of clusters: the reference's by part, and how large clusters are there and here, by rows. */
export interface Clusters {
  readonly cells: readonly ClusteredCell[];
  readonly there: number;
  readonly here: number;
}

/** Where realised figures will lie, and how many times rows of clusters enlarge the sampling variance. */
export interface Drawn {
  readonly intervals: Readonly<Record<string, Interval>>;
  readonly designEffects?: BinaryFigures;
}

/**
 * Intervals of estimated figures: draws of another reference, and of the current labels given it, by rows or by whole clusters.
 *
 * A calibrator follows the noise of its labels, so figures of drawn calibrators lie above the estimate by about as much as the
 * estimate lies above the truth: draws are moved back by twice that. Source: Efron and Tibshirani 1993, bootstrap bias.
 */
export function drawn(
  reference: readonly ScoredCell[],
  current: readonly ScoredCell[],
  estimates: BinaryFigures,
  clusters?: Clusters,
): Drawn {
  const stream = random("cbpe");
  const from = poolCells(reference, DRAWN_CELLS);
  const to = poolCells(current, DRAWN_CELLS);
  const apart = calledApart(reference);
  const effects = clusters && effectsOf(clusters, stream);
  const draws = Array.from({ length: DRAWS }, (_, i) => {
    const cells = clusters
      ? cellsOfParts(clusters.cells, drawParts(stream))
      : drawCells(from, stream);
    const expected = expectedCells(to, calibrator(cells, apart));
    const labelled = binaryFigures(drawLabels(expected, stream));
    // Without clusters the expected figures only say how much noise adds, which fewer draws do.
    const asked = clusters || i % 4 === 0;
    return { labelled, expected: asked ? binaryFigures(expected) : labelled };
  });
  const names = Object.keys(estimates) as BinaryFigure[];
  const intervals = names.map((name) => {
    const known = draws.filter((_, i) => clusters || i % 4 === 0);
    const noise = mean(known.map(({ expected }) => expected[name])) -
      estimates[name];
    const root = Math.sqrt(effects?.[name] ?? 1);
    const figures = draws.map(({ expected, labelled }) =>
      expected[name] + root * (labelled[name] - expected[name]) - 2 * noise
    );
    return [name, around(estimates[name], middle(figures))];
  });
  return {
    intervals: Object.fromEntries(intervals),
    ...(effects ? { designEffects: effects } : {}),
  };
}

function effectsOf(
  { cells, there, here }: Clusters,
  stream: Random,
): BinaryFigures {
  const expected = expectedCells(cells, calibrator(cells));
  const share = expected.map(({ n, positives }) => positives / n);
  const ofClusters = Array.from({ length: DRAWS }, () => {
    const drawn = cellsOfParts(cells, drawParts(stream));
    return {
      came: binaryFigures(drawn),
      should: binaryFigures(
        drawn.map((cell, i) => ({ ...cell, positives: cell.n * share[i]! })),
      ),
    };
  });
  const ofRows = Array.from(
    { length: DRAWS },
    () => binaryFigures(drawLabels(expected, stream)),
  );
  const names = Object.keys(ofRows[0]!) as BinaryFigure[];
  return Object.fromEntries(
    names.map((name) => {
      const effect = varianceInflation(
        ofClusters.map(({ came, should }) => came[name] - should[name]),
        ofRows.map((figures) => figures[name]),
      );
      return [name, atClusterSize(effect, there, here)];
    }),
  ) as BinaryFigures;
}

function mean(xs: readonly number[]): number {
  const kept = xs.filter(Number.isFinite);
  return kept.reduce((sum, x) => sum + x, 0) / kept.length;
}

function middle(xs: readonly number[]): Interval {
  const kept = xs.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number) =>
    kept[Math.round(share * (kept.length - 1))] ?? NaN;
  return [at(0.025), at(0.975)];
}

// All figures are shares.
function around(value: number, [low, high]: Interval): Interval {
  return [
    Math.max(0, Math.min(value, low)),
    Math.min(1, Math.max(value, high)),
  ];
}
