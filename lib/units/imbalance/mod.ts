export { classImbalance } from "./class_imbalance.ts";
export { classWeights } from "./class_weights.ts";
export { correctPrior, correctPriorSql, type Priors } from "./correct_prior.ts";
export { effectivePositives } from "./effective_positives.ts";
export { expectedCost } from "./expected_cost.ts";
export { majorityBaseline } from "./majority_baseline.ts";
export { majoritySkill } from "./majority_skill.ts";
export {
  overSample,
  type Resampled,
  type ResampleOptions,
  underSample,
} from "./resample.ts";
export { sliceClassHoles } from "./slice_class_holes.ts";
