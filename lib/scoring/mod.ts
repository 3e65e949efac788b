export { buildFeatures } from "./build_features.ts";
export { cascade, type CascadeOptions } from "./cascade.ts";
export {
  type FeatureValues,
  type LoggedItem,
  type OutcomeEvent,
  type PredictionEvent,
  predictionEvent,
} from "./event.ts";
export { exactIndex } from "./exact_index.ts";
export { explore } from "./explore.ts";
export { batchList, popular } from "./fallback.ts";
export {
  noTimer,
  type Pipeline,
  pipeline,
  type PipelineOptions,
  randomId,
  startState,
} from "./pipeline.ts";
export {
  type Candidate,
  type Context,
  type FeatureMatrix,
  type NormalRequest,
  type ScoreRequest,
  type ScoreResponse,
  type Shown,
  type Stage,
  type StageTime,
  type State,
  type Timer,
} from "./state.ts";
export { type Model, rank, rankBy } from "./rank.ts";
export {
  type AnnIndex,
  type CandidateSource,
  mostPopular,
  nearest,
  retrieve,
} from "./retrieve.ts";
export {
  atLeastShare,
  atMostInRow,
  type ItemRule,
  keepIf,
  type Rules,
  rules,
  type SlateRule,
} from "./rules.ts";
