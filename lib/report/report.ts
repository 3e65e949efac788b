import {
  anything,
  type Check,
  type Data,
  isTable,
  needSample,
  plain,
  profilesOf,
  type Result,
  type Run,
  run,
  type Verdict,
  worst,
} from "../check/mod.ts";
import { columnOf, select, type Table } from "../table/mod.ts";
import type { Profile } from "../profile/mod.ts";
import { type Alarm, alarmOf } from "./alarm.ts";
import { isAlarm } from "./changes.ts";
import { explain } from "./explain.ts";
import type { Why } from "./cause.ts";
import { followsTime } from "./follows_time.ts";
import type { ReportData } from "./report_data.ts";
import { reportFragment, reportPage } from "./html.ts";
import { loud } from "./loud.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import type { ReportRoles } from "./roles.ts";
import { honestyOf, sentenceOf } from "./sentence.ts";
import { slicedMetrics } from "./sliced_metrics.ts";
import { defaultSuite } from "./suite.ts";

/** What a report is made from, beside the data. */
export interface ReportOptions extends ReportRoles {
  /** What the report is called, defaults to "current against reference". */
  readonly name?: string;
  /** Checks of the user's own instead of the default suite. */
  readonly checks?: readonly Check[];
  /** Keep only checks whose name holds one of these texts (`*` stands for anything). */
  readonly only?: readonly string[];
  /** Leave out checks whose name holds one of these texts. */
  readonly skip?: readonly string[];
  /** The window the current data stands for. */
  readonly window?: { readonly from: string; readonly to: string };
}

/** Where a notebook looks for what to show. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display");

/** A finished report: results, and the same as a page, JSON, JUnit and Markdown. */
export interface Report extends ReportData {
  /** The page, without scripts. */
  html(): string;
  /** The stable JSON shape. */
  json(): ReportJson;
  /** JUnit XML for CI. */
  junit(): string;
  /** Markdown for a pull request. */
  markdown(): string;
  /** What a notebook shows. */
  [jupyterDisplay](): Readonly<Record<string, string>>;
}

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

/**
 * Judges current data, against a reference where one is given: the default suite for what was given, or the user's own.
 *
 * Errors: SchemaError for a role whose column is missing.
 */
export async function reportOn(
  data: {
    readonly current: Table | Profile;
    readonly reference?: Table | Profile | undefined;
  },
  options: ReportOptions = {},
): Promise<Report> {
  namedOnce(options);
  const current = without(data.current, options.exclude);
  const reference = data.reference && without(data.reference, options.exclude);
  const sides = { current, reference };
  const profiles = await profilesOf(
    sides,
    options.checks
      ? needSample(options.checks)
      : options.label === undefined
      ? {}
      : { sample: true, classes: [options.label] },
  );
  const follows = isTable(current) && reference && isTable(reference)
    ? await followsTime(profiles, { current, reference }, options.time)
    : new Map<string, string>();
  const suite = options.checks ??
    defaultSuite(sides, profiles, options, follows);
  const checks = filter(suite, options);
  if (!checks.length) {
    throw new RangeError(
      suite.length
        ? `Cannot report on "${current.name}": ${suite.length} checks were there and none is left, a pattern that keeps one is needed, as "${
          suite[0]!.name
        }"`
        : `Cannot report on "${current.name}": the suite holds no check, one or more are needed`,
    );
  }
  const given: Data = {
    ...sides,
    profiles,
    ...(options.window ? { window: options.window } : {}),
  };
  const found = await run(checks, given);
  const results = await withReference(checks, found.results, sides, profiles);
  const verdict = worst(results.map((result) => result.verdict));
  const alarm = alarmOf(checks, results);
  const alarmed = loud(results.filter(isAlarm));
  const why = await explain(
    alarmed,
    checks,
    sides,
    profiles,
    options,
    follows,
  );
  const base: ReportData = {
    label: options.name ??
      (reference ? `${current.name} against ${reference.name}` : current.name),
    verdict,
    sentence: sentenceOf(results, profiles, follows),
    alarm,
    honesty: honestyOf(alarm),
    results,
    slices: await slicedMetrics(checks, data, options.slice),
    changedSlices: [],
    why,
    profiles,
    follows,
  };
  return {
    ...base,
    html: () => reportPage(base),
    json: () => toJson(base),
    junit: () => junit(results, base.label),
    markdown: () => markdown(base.sentence, results),
    [jupyterDisplay]: () => ({
      "text/html": reportFragment(base),
      "text/plain": base.sentence,
    }),
  };
}

/** A label that is also what should foretell it would make every figure a lie. */
function namedOnce(options: ReportOptions): void {
  const { label } = options;
  const twice = (["prediction", "score", "query", "time", "id"] as const)
    .find((role) => label !== undefined && options[role] === label);
  if (twice) {
    throw new RangeError(
      `Cannot use column "${label}" as label and as ${twice}: it is one column, two are needed`,
    );
  }
}

function without<T extends Table | Profile>(
  side: T,
  exclude: readonly string[] | undefined,
): T {
  if (!exclude?.length || !isTable(side)) return side;
  for (const name of exclude) columnOf(side, name);
  return select(side, ({ name }) => !exclude.includes(name)) as T;
}

function filter(
  checks: readonly Check[],
  { only, skip }: ReportOptions,
): readonly Check[] {
  const matches = (name: string, patterns: readonly string[]) =>
    patterns.some((pattern) =>
      new RegExp(
        pattern.split("*").map((part) =>
          part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")
        ).join(".*"),
      ).test(name)
    );
  return checks.filter(({ name }) =>
    (!only?.length || matches(name, only)) &&
    (!skip?.length || !matches(name, skip))
  );
}

/** Puts the reference's own figure beside each metric, so that a change can be seen. */
async function withReference(
  checks: readonly Check[],
  results: readonly Result[],
  { reference }: { readonly reference: Table | Profile | undefined },
  profiles: Run["profiles"],
): Promise<readonly Result[]> {
  if (!reference || !isTable(reference) || !profiles.reference) return results;
  const at = checks.map((_, i) => i).filter((i) => {
    const { unit, roles } = checks[i]!;
    return unit.kind === "measure" && unit.id.startsWith("metrics/") &&
      Object.values(roles).flat().every((name) =>
        reference.columns.some((column) => column.name === name)
      );
  });
  if (!at.length) return results;
  const found = await run(
    at.map((i) => ({ ...checks[i]!, condition: anything })),
    {
      current: reference,
      profiles: { reference: undefined, current: profiles.reference },
    },
  );
  const merged = [...results];
  at.forEach((i, k) => {
    const { value, interval, n } = found.results[k]!;
    merged[i] = {
      ...merged[i]!,
      details: {
        ...merged[i]!.details,
        reference: { value, interval, n: n.current },
      },
    };
  });
  return merged;
}

function toJson(data: ReportData): ReportJson {
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
