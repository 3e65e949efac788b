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
