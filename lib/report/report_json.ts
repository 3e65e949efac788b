import { plain, type Result, type Verdict } from "../check/mod.ts";
import type { Profile } from "../profile/mod.ts";
import type { Alarm } from "./alarm.ts";
import type { Why } from "./cause.ts";
import type { ReportData } from "./report_data.ts";

/** A report as JSON. */
export interface ReportJson {
  readonly version: 1;
  readonly verdict: Verdict;
  readonly reference: SideJson | null;
  readonly current: SideJson;
  /** False alarms of a report whose files come from one source, at most; null without a reference. */
  readonly expectedFalseAlarmsPerReport: number | null;
  /** What that figure rests on; null without a reference. */
  readonly alarm: Omit<Alarm, "expectedFalseAlarms"> | null;
  /** Null until alarms are calibrated. */
  readonly detectionDelay: number | null;
  readonly followsTime: Readonly<Record<string, string>>;
  /** Why the ten most severe alarms were raised. */
  readonly why: Why;
  readonly results: readonly Result[];
}

/** One side of a report as JSON. */
export interface SideJson {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly notes: readonly string[];
}

/** A report's figures in their stable shape. */
export function reportJson(data: ReportData): ReportJson {
  const { alarm } = data;
  const side = (profile: Profile): SideJson => ({
    name: profile.name,
    rows: profile.rows,
    columns: [...profile.columns.values()].map(({ column }) => ({
      name: column.name,
      type: column.type,
    })),
    notes: profile.notes.map(({ message }) => message),
  });
  return {
    version: 1,
    verdict: data.verdict,
    reference: data.profiles.reference ? side(data.profiles.reference) : null,
    current: side(data.profiles.current),
    expectedFalseAlarmsPerReport: alarm?.expectedFalseAlarms ?? null,
    alarm: alarm && {
      basis: alarm.basis,
      windows: alarm.windows,
      upperLimit: alarm.upperLimit,
      smallestVisible: alarm.smallestVisible,
    },
    detectionDelay: null,
    followsTime: Object.fromEntries(data.follows),
    why: plain(data.why) as Why,
    results: [...data.results, ...data.changedSlices, ...data.slices],
  };
}
