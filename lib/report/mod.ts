export { type Alarm } from "./alarm.ts";
export type { Cause, ColumnCause, Why } from "./cause.ts";
export { adviseOn, tellCause, tellTogether } from "./cause_text.ts";
export { checkSplit } from "./check_split.ts";
export { type Estimate, estimateOf } from "./estimate.ts";
export { escape } from "./escape.ts";
export {
  figure,
  intervalText,
  percentText,
  pValueText,
  valueText,
} from "./figure.ts";
export { followsTime } from "./follows_time.ts";
export {
  type EstimateRecord,
  estimateRecords,
  type GradedEstimate,
  gradeEstimates,
} from "./grade_estimates.ts";
export { junit } from "./junit.ts";
export { markdown } from "./markdown.ts";
export { referenceText } from "./metrics_table.ts";
export {
  jupyterDisplay,
  type Report,
  reportOn,
  type ReportOptions,
  type Suite,
} from "./report.ts";
export type { ReportJson, SideJson } from "./report_json.ts";
export { acceptChange, type AcceptedChange } from "./accepted.ts";
export type { Landmarks } from "./landmarks.ts";
export { type ReportRoles, ROLES } from "./roles.ts";
export { defaultSuite, featuresOf } from "./suite.ts";
export { distributionSvg } from "./svg.ts";
export type { ReportData } from "./report_data.ts";
export { oneLine, together } from "./together.ts";
