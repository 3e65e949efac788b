export { type Auc, aucOf, aucOfCounts, type ScoredCounts } from "./auc.ts";
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
  BODY_CONSTANT,
  bodyChangeP,
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
  calibrator,
  calledApart,
  chanceAt,
  drawCells,
  drawLabels,
  expectedCells,
  halve,
  poolCells,
  type ScoredCell,
} from "./expected.ts";
export {
  type BoostedTrees,
  type BoostOptions,
  boostTrees,
  type Matrix,
} from "./boosted_trees.ts";
export { encodeByTarget } from "./encode.ts";
export { kolmogorovSf } from "./kolmogorov.ts";
export { poolRare, type TwoSides } from "./pool_rare.ts";
export {
  hellingerOf,
  kullbackLeiblerOf,
  largestShift,
  totalVariationOf,
} from "./share_distance.ts";
export {
  type KolmogorovMethod,
  twoSampleKolmogorov,
} from "./two_sample_kolmogorov.ts";
export { yates } from "./yates.ts";
export {
  atClusterSize,
  cellsOfParts,
  CLUSTER_PARTS,
  type ClusteredCell,
  clusteredVariance,
  clusterSize,
  drawParts,
  drawRows,
  varianceInflation,
} from "./clusters.ts";
export { calibrationP } from "./calibration_p.ts";
export { crossFit, type FeatureList } from "./cross_fit.ts";
export {
  type ClassFigures,
  expectedAuc,
  expectedClassFigures,
} from "./expected_classes.ts";
export { bridgeLaw, gammaSf, type NullLaw } from "./bridge.ts";
export {
  cosineDistance,
  dot,
  meanVector,
  nearestNeighbours,
  norm,
} from "./vectors.ts";
export { type Eigen, eigen } from "./eigen.ts";
export { fisherExact } from "./fisher_exact.ts";
export {
  andersonDarlingSf,
  cramerVonMisesSeries,
  cramerVonMisesSf,
} from "./quadratic_form.ts";
export { newcombe, type ShareChange, twoShares } from "./two_shares.ts";
export { gStatistic } from "./g_statistic.ts";
export { type KernelDistance, kernelDistance } from "./kernel_distance.ts";
export { tellApart, type ToldApart } from "./tell_apart.ts";
export { type Weight, weightedChiSquareSf } from "./weighted_chi_square.ts";
export { tellTextsApart, type ToldTexts } from "./tell_texts_apart.ts";
export { type NewShare, newShareTest } from "./new_share_test.ts";
export {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  holm,
  holmLevels,
} from "./multiple_testing.ts";
export { digamma, trigamma, trigammaInverse } from "./polygamma.ts";
export {
  moderatedVariance,
  type VariancePrior,
  variancePrior,
} from "./moderated_variance.ts";
export {
  leastVisibleBody,
  leastVisibleShare,
  rowsForBody,
  rowsForShare,
} from "./least_visible.ts";
export {
  clusterDegrees,
  type ClusterSums,
  designEffect,
} from "./design_effect.ts";
export {
  arrivalByLabels,
  arrivalByRows,
  type ArrivalCurve,
  arrivedShare,
  arrivedShareInterval,
} from "./arrival_curve.ts";
export { effectiveWilson } from "./effective_wilson.ts";
export {
  type AgedRows,
  type PositiveCurve,
  positiveCurve,
  positiveShare,
} from "./positive_curve.ts";
export {
  addMatured,
  type MaturedCount,
  maturedCount,
  noRows,
} from "./matured_count.ts";
export {
  costFigure,
  type Decided,
  type DecidedFigure,
  decidedFigures,
  type MaturedFigure,
  maturedFigure,
} from "./matured_figure.ts";
export { type AffineChange, affineChange } from "./affine_change.ts";
export {
  type ChangePart,
  type GroupSums,
  type MixAndRate,
  mixAndRate,
} from "./mix_and_rate.ts";
export { type Bucket, type Onset, onset } from "./onset.ts";
export {
  type StratifiedChange,
  stratifiedChange,
  type Stratum,
} from "./stratified_change.ts";
export { type ClusteredShare, clusteredShare } from "./clustered_share.ts";
export { type WeightedTrend, weightedTrend } from "./weighted_trend.ts";
