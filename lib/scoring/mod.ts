export {
  type ExposureRow,
  exposureRows,
  type FeatureValues,
  type LoggedItem,
  type OutcomeEvent,
  type PredictionEvent,
  predictionEvent,
} from "./event.ts";
export {
  type Candidate,
  type Context,
  type FeatureMatrix,
  type NormalRequest,
  noTimer,
  type Pipeline,
  pipeline,
  type PipelineOptions,
  randomId,
  type ScoreRequest,
  type ScoreResponse,
  type Shown,
  type Stage,
  type StageTime,
  startState,
  type State,
  type Timer,
} from "./pipeline.ts";
export { type Model } from "./rank.ts";
export { type AnnIndex } from "./retrieve.ts";
