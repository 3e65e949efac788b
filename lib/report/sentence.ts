import type { Result, Run } from "../check/mod.ts";
import { points } from "../profile/mod.ts";
import { conceptChange } from "../units/mod.ts";
import { type Alarm, alarmSentence } from "./alarm.ts";
import { columnsText, wordsOf } from "./figure.ts";
import type { ReportRoles } from "./roles.ts";
import { few, listed, ownName } from "./together.ts";

/** The verdict in one sentence: what failed first, then what to look at, else how much was looked at. */
export function sentenceOf(
  results: readonly Result[],
  profiles: Run["profiles"],
  follows: ReadonlyMap<string, string>,
): string {
  if (profiles.current.rows === 0) {
    return `"${profiles.current.name}" has no rows: nothing can be said of it.`;
  }
  const bad = results.filter(({ verdict }) => verdict === "fail").sort((a, b) =>
    Math.abs(b.effect ?? 0) - Math.abs(a.effect ?? 0)
  );
  const soft = results.filter(({ verdict }) => verdict === "warn");
  const ofColumn = ({ room, columns }: Result) =>
    room === "drift" && columns.column !== undefined;
  const drifted = new Set(bad.filter(ofColumn).map(columnsText));
  const judged = new Set(
    results.filter(ofColumn).filter(({ severity }) => severity !== "info")
      .map(columnsText),
  );
  const parts: string[] = [];
  if (drifted.size) {
    parts.push(
      `${drifted.size} of ${counted(judged.size, "column")} changed (${
        few([...drifted])
      })`,
    );
  }
  const concept = bad.find(({ id }) => id === conceptChange.id);
  if (concept) {
    const { score, label } = concept.columns;
    parts.push(
      `${label} changed among rows of equal ${score} (by ${
        points(concept.value ?? 0)
      })`,
    );
  }
  const leaks = new Set(
    bad.filter(({ room }) => room === "leakage").flatMap(leakNames),
  );
  if (leaks.size) {
    parts.push(
      leaks.size === 1
        ? `1 column gives the label away (${few([...leaks])})`
        : `${leaks.size} columns give the label away (${few([...leaks])})`,
    );
  }
  const others = bad.filter((result) =>
    !ofColumn(result) && result !== concept && result.room !== "leakage"
  );
  parts.push(...others.filter(isWhole).map(said));
  const rest = others.filter((result) => !isWhole(result));
  if (rest.length) parts.push(`${listed(named(rest))} failed`);
  if (soft.length) {
    const shown = soft.filter(isWhole).map(said);
    const names = named(soft.filter((result) => !isWhole(result)));
    parts.push(
      ...shown,
      ...(names.length ? [`${LOOK} ${listed(names)}`] : []),
    );
  }
  const meant = new Set(
    results.filter(({ details }) => details.accepted)
      .map((result) => ownName(result) || wordsOf(result.id)),
  );
  const accepted = meant.size
    ? [`${counted(meant.size, "change")} accepted (${few([...meant])})`]
    : [];
  if (parts.length) return `${capital([...parts, ...accepted].join("; "))}.`;
  const unknown = results.filter(({ verdict }) => verdict === "unknown");
  const passed = results.length - unknown.length;
  const quiet = judged.size
    ? `No change that matters in ${counted(judged.size, "column")}`
    : passed
    ? `${counted(passed, "check")} passed`
    : "Nothing could be judged";
  return `${quiet}${
    unknown.length ? `; unknown: ${listed(named(unknown))}` : ""
  }${
    [
      ...(follows.size
        ? [`${counted(follows.size, "column")} not judged`]
        : []),
      ...accepted,
    ].map((text) => `; ${text}`).join("")
  }.`;
}

const LOOK = "look at";

/** Whether a result is about the whole table and short enough to say as it is. */
function isWhole({ columns, explanation, verdict }: Result): boolean {
  return !Object.keys(columns).length && verdict !== "unknown" &&
    explanation.length <= 100;
}

function said({ explanation }: Result): string {
  return explanation.replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase());
}

/** Units by name, each with the columns it is about. */
function named(results: readonly Result[]): string[] {
  const byUnit = new Map<string, string[]>();
  for (const result of results) {
    const unit = wordsOf(result.id), name = ownName(result);
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), ...(name ? [name] : [])]);
  }
  return [...byUnit].map(([unit, names]) =>
    names.length ? `${unit} (${few(names)})` : unit
  );
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}

function leakNames(result: Result): string[] {
  const named = result.details.columns;
  return Array.isArray(named) ? named.map(String) : [
    String(result.columns.column ?? columnsText(result)),
  ];
}

function capital(text: string): string {
  return text.replace(/^./, (c) => c.toUpperCase());
}

/** What this report can and cannot see, in sentences; `entities` is what is to be said of rows that belong together. */
export function honestyOf(
  alarm: Alarm | null,
  entities: string | undefined,
  profiles: Run["profiles"],
  { score, label }: ReportRoles,
): readonly string[] {
  const blind = score !== undefined && !hasLabels(profiles.current, label);
  return [
    ...(alarm ? [alarmSentence(alarm)] : []),
    ...(entities === undefined ? [] : [entities]),
    ...(blind
      ? [
        `${
          label === undefined ? "No label was given" : "No label has arrived"
        }: a break of p(label | score), by a changed concept or base rate, cannot be seen here, and estimates without labels do not see it either.`,
      ]
      : []),
  ];
}

function hasLabels(
  { columns }: Run["profiles"]["current"],
  label: string | undefined,
): boolean {
  const found = label === undefined ? undefined : columns.get(label);
  return found !== undefined && found.nulls < found.rows;
}
