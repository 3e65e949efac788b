export { aggregate, type Ask } from "./aggregate.ts";
export {
  type Check,
  check,
  type CheckableUnit,
  type CheckSettings,
  type Roles,
} from "./check.ts";
export {
  type Columns,
  isPlural,
  type Kinds,
  type PluralRole,
} from "./columns.ts";
export {
  anything,
  atLeast,
  atMost,
  below,
  between,
  type Condition,
  equalTo,
  noSign,
  type Severity,
  unchangedAmong,
  type Verdict,
  worst,
} from "./condition.ts";
export { type Answer, judge } from "./judge.ts";
export { judgeAll } from "./judge_all.ts";
export { type Positive, positive } from "./label.ts";
export { type Detector, detector, type Profiles } from "./detector.ts";
export {
  type Aggregates,
  type Known,
  type Measure,
  measure,
  type NumberList,
  numberList,
  type Row,
  type Sources,
  type TextList,
  textList,
} from "./measure.ts";
export {
  type Better,
  type Interval,
  isReading,
  type Reading,
  type Unit,
  type Unknown,
  unknown,
  type Visible,
} from "./reading.ts";
export { plain, type Result, twelveDigits } from "./result.ts";
export {
  type Data,
  isTable,
  needSample,
  profilesOf,
  type Run,
  run,
  type SampleNeed,
} from "./run.ts";
export { type Signal, type Stream, stream } from "./stream.ts";
export {
  type Averaging,
  cellLists,
  type Cells,
  type ClassFigure,
  classReading,
  positiveIndex,
  tableOfCells,
  validateAverage,
  withBaseline,
} from "./class_reading.ts";
export {
  type QueryFigures,
  queryFigures,
  queryReading,
  validateK,
} from "./query_reading.ts";
export { classNames } from "./class_names.ts";
export { completeOptions, type OptionRules, type Taken } from "./options.ts";
export { groupNumber, optionColumn } from "./option_column.ts";
export { commonType, counterpart } from "./counterpart.ts";
