import type { Result, Run, Verdict } from "../check/mod.ts";
import type { Alarm } from "./alarm.ts";
import type { Why } from "./cause.ts";

/** All that pages and texts are made of. */
export interface ReportData {
  readonly label: string;
  readonly verdict: Verdict;
  /** The verdict as one sentence. */
  readonly sentence: string;
  /** What this report can and cannot see, in sentences. */
  readonly honesty: readonly string[];
  readonly results: readonly Result[];
  /** Each metric again by slice: shown, never judged. */
  readonly slices: readonly Result[];
  /** The slices of each column that changed, `slice: { column: value }`: which of them moved. */
  readonly changedSlices: readonly Result[];
  /** What is promised of the drift verdicts; null without a reference. */
  readonly alarm: Alarm | null;
  /** Why alarms were raised. */
  readonly why: Why;
  readonly profiles: Run["profiles"];
  /** Columns that only follow time, with the reason. */
  readonly follows: ReadonlyMap<string, string>;
}
