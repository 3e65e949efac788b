import type { Result, Run } from "../check/mod.ts";
import { percent } from "../profile/mod.ts";
import { columnsText } from "./figure.ts";

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
  const drifted = new Set(
    bad.filter(({ room }) => room === "drift").map(columnsText),
  );
  const judged = new Set(
    results.filter(({ room, severity }) =>
      room === "drift" && severity !== "info"
    )
      .map(columnsText),
  );
  const parts: string[] = [];
  if (drifted.size) {
    parts.push(
      `${drifted.size} of ${judged.size} columns changed (${
        few([...drifted])
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
  const others = bad.filter(({ room }) =>
    room !== "drift" && room !== "leakage"
  );
  if (others.length) {
    const names = [...new Set(others.map(({ id }) => wordsOf(id)))];
    parts.push(`${few(names)} failed`);
  }
  if (soft.length) {
    parts.push(
      `${soft.length} thing${soft.length === 1 ? "" : "s"} to look at`,
    );
  }
  if (parts.length) return `${capital(parts.join("; "))}.`;
  const unknown = results.filter(({ verdict }) => verdict === "unknown").length;
  const quiet = judged.size
    ? `No change that matters in ${judged.size} columns`
    : `All ${results.length - unknown} checks passed`;
  return `${quiet}${unknown ? `; ${unknown} could not be answered` : ""}${
    follows.size ? `; ${follows.size} only follow time` : ""
  }.`;
}

function leakNames(result: Result): string[] {
  const named = result.details.columns;
  return Array.isArray(named) ? named.map(String) : [
    String(result.columns.column ?? columnsText(result)),
  ];
}

function few(names: readonly string[]): string {
  return names.length > 5
    ? `${names.slice(0, 4).join(", ")} and ${names.length - 4} more`
    : names.length > 1
    ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`
    : names.join("");
}

function wordsOf(id: string): string {
  return id.split("/")[1]!.replaceAll("_", " ");
}

function capital(text: string): string {
  return text.replace(/^./, (c) => c.toUpperCase());
}

/** What this report can and cannot see, in sentences. */
export function honestyOf(
  results: readonly Result[],
  profiles: Run["profiles"],
): readonly string[] {
  if (!profiles.reference) return [];
  const least = results.filter(({ id }) => id === "drift/change")
    .map(({ details }) => details.leastVisible)
    .filter((x): x is number => typeof x === "number");
  if (!least.length) return [];
  return [
    `If both files came from the same source, a report like this raises a drift alarm in at most 5 of 100 cases. Natural differences between days are not covered: there are no reference windows. Smallest change of a number seen here: ${
      percent(Math.max(...least))
    } of the rows.`,
  ];
}
