export {
  align,
  type Aligned,
  type AlignedValues,
  alignValues,
  momentsOf,
  quantileOf,
} from "./align.ts";
export { bareProfile } from "./bare_profile.ts";
export { classSampleOf } from "./class_sample.ts";
export { pairOf } from "./pair_of.ts";
export {
  bin,
  type Binned,
  type Binning,
  BINNINGS,
  type BinOptions,
} from "./binning.ts";
export { cellOf, edgeOf, type Grid, gridOf, signedLog } from "./grid.ts";
export {
  type ColumnJson,
  profileFromJson,
  type ProfileJson,
  profileToJson,
} from "./json.ts";
export { merge, mergeNumbers } from "./merge.ts";
export {
  asNumber,
  batches,
  type ColumnPlan,
  EXACT_ROWS,
  type Plan,
  plan,
  planOf,
} from "./plan.ts";
export type {
  Clusters,
  ColumnProfile,
  Numbers,
  Profile,
  Sample,
  Values,
} from "./profile.ts";
export { profileOf } from "./profile_of.ts";
export { rankCell, scoreCells, scoreCounts } from "./score_counts.ts";
export { rowKey } from "./row_key.ts";
export { rowIdOf, SAMPLE, sampleOf } from "./sample.ts";
export { regrid } from "./regrid.ts";
export { scan } from "./scan.ts";
export { scanSlices, type SliceRows } from "./scan_slices.ts";
export { CLASS_CELLS, classCells, className } from "./class_cells.ts";
export {
  gainOf,
  ranked,
  type RankedColumns,
  relevant,
  shareWithin,
} from "./ranked.ts";
export { FEATURE_ROWS, featureNames, featureRows } from "./feature_rows.ts";
export {
  changeInPoints,
  percent,
  points,
  sayValue,
  thousands,
} from "./wording.ts";
export { quantilesOf } from "./quantiles_of.ts";
export { withClusters } from "./clusters.ts";
export { shapeOf } from "./shape.ts";
export { type Spread, spreadOf } from "./spread.ts";
export { popularity, topItems } from "./top_items.ts";
export { parseVectors, vectorSample, vectorText } from "./vector_text.ts";
export {
  sampleFeature,
  type SampleRows,
  sampleRows,
} from "./sample_features.ts";
export { singleValue } from "./single_value.ts";
