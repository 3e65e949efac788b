export type { AxisKind } from "./axis.ts";
export { BLIND, type ColumnVerdict } from "./column_verdict.ts";
export {
  JUDGE_DEFAULTS,
  type JudgeOptions,
  judgeWindow,
  type WindowVerdict,
} from "./judge_window.ts";
export type { OwnUnitChange } from "./own_unit.ts";
export { rollUp } from "./roll_up.ts";
export type { Season } from "./season.ts";
export {
  type ColumnCounts,
  EDGE_SHARES,
  REST,
  type WindowCounts,
} from "./window_counts.ts";
export { type LabelRule, labelRule, labelStates } from "./label_states.ts";
