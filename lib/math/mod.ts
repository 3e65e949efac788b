export {
  homogeneity,
  jensenShannonOf,
  psiOf,
  type Tested,
  total,
} from "./divergence.ts";
export { type Random, random, xoshiro128 } from "./random.ts";
export { clopperPearson, normalInterval, wilson } from "./interval.ts";
export {
  chiSquareSf,
  fSf,
  normalCdf,
  normalQuantile,
  normalSf,
  normalTwoSided,
  tTwoSided,
} from "./special.ts";
export {
  beyondRangeP,
  bodyChangeP,
  holm,
  hypergeometricSf,
  LEAST_BODY_CHANGE,
  leastShareChange,
  shapeChangeP,
  shareChangeP,
} from "./minimum_effect.ts";
export {
  cellInterval,
  type ClassCounts,
  type Confusion,
  confusionOf,
  kappaOf,
  majorityOf,
  matthews,
  oneClass,
  supports,
} from "./confusion.ts";
export {
  meanInterval,
  ratioInterval,
  shareMeanInterval,
  tTwoSidedQuantile,
  varianceOf,
} from "./mean.ts";
export { kendallP, kendallTau } from "./kendall.ts";
export { giniInterval, giniOf, interpolateLorenz } from "./lorenz.ts";
export { type Isotonic, isotonic, isotonicAt } from "./isotonic.ts";
export {
  type BinaryFigure,
  type BinaryFigures,
  binaryFigures,
  binomial,
  calibrationP,
  calibrator,
  drawCells,
  drawLabels,
  expectedCells,
  halve,
  poolCells,
  type ScoredCell,
} from "./expected.ts";
