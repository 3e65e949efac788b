import {
  type Check,
  type Data,
  isTable,
  needSample,
  profilesOf,
  run,
  worst,
} from "../check/mod.ts";
import type { Profile } from "../profile/mod.ts";
import { columnOf, select, type Table } from "../table/mod.ts";
import { type AcceptedChange, applyAccepted } from "./accepted.ts";
import { type Alarm, alarmOf } from "./alarm.ts";
import { besideReference } from "./beside_reference.ts";
import { changedSlices } from "./changed_slices.ts";
import { chooseChecks } from "./choose_checks.ts";
import { entities } from "./entities.ts";
import { explain } from "./explain.ts";
import { followsTime } from "./follows_time.ts";
import { reportFragment, reportPage } from "./html.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { plainText } from "./plain_text.ts";
import type { ReportData } from "./report_data.ts";
import { type ReportJson, reportJson } from "./report_json.ts";
import type { ReportRoles } from "./roles.ts";
import { honestyOf, sentenceOf } from "./sentence.ts";
import { slicedMetrics } from "./sliced_metrics.ts";
import { defaultSuite } from "./suite.ts";

/** What a report is made from, beside the data. */
export interface ReportOptions extends ReportRoles {
  /** What the report is called, defaults to "current against reference". */
  readonly name?: string;
  /** Checks of the user's own instead of the default suite, or a function that makes them of the default ones. */
  readonly checks?: Suite;
  /** Changes that are meant: shown, and not judged until they move further. */
  readonly accepted?: readonly AcceptedChange[];
  /** Says which day it is, for accepted changes that end; defaults to the system's. */
  readonly clock?: () => Date;
  /** Keep only checks whose name holds one of these texts (`*` stands for anything). */
  readonly only?: readonly string[];
  /** Leave out checks whose name holds one of these texts. */
  readonly skip?: readonly string[];
  /** The window the current data stands for. */
  readonly window?: { readonly from: string; readonly to: string };
  /** The rows behind a reference that is a stored profile: read only to explain an alarm. */
  readonly referenceRows?: Table;
  /** What is promised of the alarms, where verdicts over windows stand among the checks; defaults to the families' levels. */
  readonly alarm?: Alarm;
}

/** Checks, or what makes them of the default suite's. */
export type Suite =
  | readonly Check[]
  | ((defaults: readonly Check[]) => readonly Check[]);

/** Where a notebook looks for what to show. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display");

/** A finished report: results, and the same as a page, JSON, JUnit and Markdown. */
export interface Report extends ReportData {
  /** The page, without scripts. */
  html(): string;
  /** The stable JSON shape. */
  json(): ReportJson;
  /** Text for a terminal, about a screen. */
  text(): string;
  /** JUnit XML for CI. */
  junit(): string;
  /** Markdown for a pull request. */
  markdown(): string;
  /** What a notebook shows. */
  [jupyterDisplay](): Readonly<Record<string, string>>;
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
  const given = options.checks;
  const labelled = options.label === undefined
    ? {}
    : { sample: true, classes: [options.label] };
  const scanned = await profilesOf(
    sides,
    Array.isArray(given) ? needSample(given) : labelled,
  );
  const { profiles: first, said } = await entities(scanned, sides, options);
  const follows = isTable(current) && reference && isTable(reference)
    ? await followsTime(first, { current, reference }, options.time)
    : new Map<string, string>();
  const defaults = () => defaultSuite(sides, first, options, follows);
  const suite = typeof given === "function"
    ? given(defaults())
    : given ?? defaults();
  const checks = chooseChecks(suite, options, current.name);
  const need = needSample(checks);
  const profiles = need.sample && !first.current.sample
    ? (await entities(await profilesOf(sides, need), sides, options)).profiles
    : first;
  const asked: Data = {
    ...sides,
    profiles,
    ...(options.window ? { window: options.window } : {}),
  };
  const found = await run(checks, asked);
  const judged = await besideReference(
    checks,
    found.results,
    reference,
    profiles,
  );
  const { clock = () => new Date(), accepted = [] } = options;
  const today = clock().toISOString().slice(0, 10);
  const results = applyAccepted(checks, judged, accepted, profiles, today);
  const verdict = worst(results.map((result) => result.verdict));
  const behind = options.referenceRows ?? reference;
  const alarm = options.alarm ?? alarmOf(checks, results);
  const why = await explain(
    { checks, results, sides: { current, reference: behind } },
    { profiles, roles: options, follows },
  );
  const base: ReportData = {
    label: options.name ??
      (reference ? `${current.name} against ${reference.name}` : current.name),
    verdict,
    sentence: sentenceOf(results, profiles, follows),
    alarm,
    honesty: honestyOf(alarm, said, profiles, options),
    results,
    slices: await slicedMetrics(checks, data, options.slice),
    changedSlices: await changedSlices(
      checks,
      results,
      sides,
      profiles,
      options,
    ),
    why,
    profiles,
    follows,
  };
  return {
    ...base,
    html: () => reportPage(base),
    json: () => reportJson(base),
    text: () => plainText(base),
    junit: () => junit(base),
    markdown: () => markdown(base),
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
