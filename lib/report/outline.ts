import type { Result, Verdict } from "../check/mod.ts";
import { tellCause, tellTogether } from "./cause_text.ts";
import { columnsText, valueText, wordsOf } from "./figure.ts";
import { isAlarm, loud } from "./loud.ts";
import type { ReportData } from "./report_data.ts";
import { few, oneLine, ownName, together } from "./together.ts";

/** One thing that a report has to say, as texts on one line each. */
export interface Line {
  readonly verdict: Verdict;
  /** The unit that found it: "validation/null_rate". */
  readonly id: string;
  /** The columns or the check it is about. */
  readonly name: string;
  readonly what: string;
  /** Why, in sentences; none where nothing is known. */
  readonly why: readonly string[];
}

/** What a report says, in the order in which every form of it does: page, terminal, Markdown. */
export interface Outline {
  /** What changed, worst first: the explained causes, then the other alarms. */
  readonly changed: readonly Line[];
  /** What else failed, warns or could not be judged. */
  readonly others: readonly Line[];
  /** Changes that are meant. */
  readonly accepted: readonly Line[];
  /** Columns that were judged and are quiet, and how many other checks passed. */
  readonly quiet: {
    readonly columns: readonly string[];
    readonly checks: number;
  };
}

/** A report as lines of text. */
export function outlineOf(data: ReportData): Outline {
  const { results, why, follows } = data;
  const alarms = loud(results.filter(isAlarm));
  const explained = new Set<Result>();
  const causes = why.causes.flatMap((cause): Line[] => {
    const names = cause.columns.map(({ column }) => column);
    const own = alarms.filter((result) => names.includes(columnsText(result)));
    own.forEach((result) => explained.add(result));
    const [first] = cause.columns, [worst] = own;
    if (!first || !worst) return [];
    const group = tellTogether(cause);
    return [{
      verdict: worst.verdict,
      id: worst.id,
      name: few(names),
      what: oneLine(saidOf(worst)),
      why: [...(group ? [group] : []), ...tellCause(first)].map(oneLine),
    }];
  });
  const rest = alarms.filter((result) => !explained.has(result));
  const others = loud(results.filter((result) => !isAlarm(result)));
  const passed = results.filter((result) =>
    result.verdict === "pass" && result.severity !== "info" &&
    !follows.has(columnsText(result))
  );
  return {
    changed: [...causes, ...rest.map(alarmLine)],
    others: together(others).map(({ first, name, said }) => ({
      verdict: first.verdict,
      id: first.id,
      name: oneLine(
        name === first.check
          ? titleOf(first)
          : name.replace(first.id, wordsOf(first.id)),
      ),
      what: oneLine(said),
      why: [],
    })),
    accepted: results.filter(({ details }) => details.accepted).map((
      result,
    ) => ({
      ...alarmLine(result),
      verdict: "pass",
    })),
    quiet: {
      columns: passed.filter(({ id }) => id === "drift/change").map(
        columnsText,
      ),
      checks: passed.filter(({ id }) => id !== "drift/change").length,
    },
  };
}

/** A result's columns and unit in words: "age: null rate". */
export function titleOf(result: Result): string {
  const name = ownName(result), unit = wordsOf(result.id);
  return name ? `${name}: ${unit}` : unit;
}

/** An alarm's sentence without the column's name in front. */
export function saidOf(result: Result): string {
  const { explanation, check, id } = result, name = ownName(result);
  const start = [`${name}: `, `${name} `].find((start) =>
    explanation.startsWith(start)
  );
  const rest = explanation.startsWith(`${check} is `)
    ? `${wordsOf(id)} is ${valueText(result)}, wanted ${result.condition}`
    : start && name
    ? explanation.slice(start.length)
    : explanation;
  return rest.replace(/^./u, (c) => c.toUpperCase());
}

function alarmLine(result: Result): Line {
  return {
    verdict: result.verdict,
    id: result.id,
    name: oneLine(ownName(result) || wordsOf(result.id)),
    what: oneLine(saidOf(result)),
    why: [],
  };
}
