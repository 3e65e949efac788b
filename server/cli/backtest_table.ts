import Table from "cli-table3";
import {
  lengthName,
  oneLine,
  percentText,
  type ReplayStep,
  widthOf,
  windowDay,
} from "../../lib/mod.ts";
import type { Tested } from "./test_history.ts";
import type { CountedFile } from "./count_file.ts";

/** Verdict lines that are printed; the rest stands in the JSON. */
const MOST_LINES = 40, MOST_COLUMNS = 3;

/** A backtest as text: what it promises, how often each length was in alarm, and each window in alarm with its columns. */
export function printBacktest(
  { name, windows }: CountedFile,
  { result, sentences }: Tested,
): string {
  const { rollUps, steps, episodes, notJudged } = result;
  const unit = lengthName(widthOf(windows));
  const table = new Table({
    head: ["judged", "level", "in alarm", "at most (95 %)"],
    style: { head: [], border: [] },
  });
  for (const { rollUp, alarms, judged, upper } of rollUps) {
    table.push([
      rollUp.name,
      rollUp.level.toPrecision(2),
      `${alarms} of ${judged}`,
      judged ? percentText(upper) : "",
    ]);
  }
  const alarmed = steps.filter(({ alarmed }) => alarmed.length);
  const lines = alarmed.slice(0, MOST_LINES).map(lineOf);
  const more = alarmed.length - lines.length;
  const least = steps.filter(({ first, end }) => end - first === 1)
    .flatMap(({ verdict }) => verdict.notes);
  const notes = [...new Set(least)].slice(0, 6);
  return [
    `${oneLine(name)}: ${windows.length} ${unit.many}, ${
      episodes.length === 0
        ? "no alarm in replay"
        : `${episodes.length} episode${
          episodes.length === 1 ? "" : "s"
        } of alarms in replay`
    }`,
    ...sentences,
    ...[...notJudged].map(([column, reason]) =>
      `Not judged: ${oneLine(column)}, ${reason}.`
    ),
    table.toString(),
    ...lines,
    ...(more > 0 ? [`... and ${more} more windows in alarm`] : []),
    ...notes.map((note) => `Note: ${note}`),
  ].join("\n");
}

function lineOf({ rollUp, verdict, alarmed }: ReplayStep): string {
  const columns = verdict.columns.filter(({ column }) =>
    alarmed.includes(column)
  );
  const said = columns.slice(0, MOST_COLUMNS)
    .map(({ explanation }) => oneLine(explanation));
  const more = columns.length - said.length;
  return `${windowDay(verdict.from)} ${rollUp.name}: ${said.join("; ")}${
    more > 0 ? ` and ${more} more columns` : ""
  }`;
}
