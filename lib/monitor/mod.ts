export type { AxisKind } from "./axis.ts";
export {
  type AlarmRate,
  alarmRate,
  type Backtest,
  backtest,
} from "./backtest.ts";
export {
  type Budget,
  ONE_IN_A_QUARTER,
  type RollUp,
  rollUpsOf,
} from "./budget.ts";
export {
  backtestSentences,
  lengthName,
  trendSentence,
  windowDay,
} from "./backtest_sentences.ts";
export { calibrate, type Calibration, type Trial } from "./calibrate.ts";
export { BLIND, type ColumnVerdict } from "./column_verdict.ts";
export { countWindows, windowRows } from "./count_windows.ts";
export type { FaultDelay } from "./delays.ts";
export { type Episode, episodesOf } from "./episodes.ts";
export { COUNT_FAULTS, type CountFault } from "./faults.ts";
export type { Skip } from "./fit_columns.ts";
export {
  JUDGE_DEFAULTS,
  type JudgeOptions,
  judgeWindow,
  type WindowVerdict,
} from "./judge_window.ts";
export type { OwnUnitChange } from "./own_unit.ts";
export {
  type ColumnPlan as WindowColumnPlan,
  planWindows,
  type WindowPlan,
} from "./plan_windows.ts";
export {
  type HistoryOptions,
  type Replay,
  replay,
  REPLAY_DEFAULTS,
  type ReplayStep,
} from "./replay.ts";
export { rollUp } from "./roll_up.ts";
export { type Season, widthOf } from "./season.ts";
export {
  type ColumnTrend,
  type TrainingTrend,
  trainingTrend,
} from "./training.ts";
export {
  type ColumnCounts,
  EDGE_SHARES,
  REST,
  type WindowCounts,
} from "./window_counts.ts";
export { type LabelRule, labelRule, labelStates } from "./label_states.ts";
export {
  endOf,
  type Every,
  everyOf,
  type WindowGrid,
  windowGrid,
} from "./window_grid.ts";
export { type JudgedColumn, windowChecks } from "./window_checks.ts";
export {
  windowFromJson,
  type WindowJson,
  windowToJson,
} from "./window_json.ts";
