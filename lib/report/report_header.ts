import { points, thousands } from "../profile/mod.ts";
import { escape } from "./escape.ts";
import { honestText, hundred } from "./honest_text.ts";
import type { ReportData } from "./report_data.ts";

const WORDS = {
  pass: "Pass",
  fail: "Fail",
  warn: "Warn",
  unknown: "Unknown",
} as const;

/** What a report opens with: the verdict in one sentence, the two honest figures, what was compared. */
export function reportHeader(data: ReportData): string {
  const { current, reference } = data.profiles;
  const facts = [
    ...honestFigures(data),
    fact(
      "Current",
      current.name,
      `${rows(current.rows)} · ${columns(current.columns.size)}`,
    ),
    reference
      ? fact(
        "Reference",
        reference.name,
        `${rows(reference.rows)} · ${columns(reference.columns.size)}`,
      )
      : fact("Reference", "none given", "drift needs one: --reference FILE"),
  ];
  return `<header><p class="verdict ${data.verdict}"><b>${
    WORDS[data.verdict]
  }</b></p><h1>${escape(data.sentence)}</h1><dl>${facts.join("")}</dl>${
    honestText(data).slice(data.alarm ? 1 : 0).map((line) =>
      `<p class="honest">${escape(line)}</p>`
    ).join("")
  }</header>`;
}

function honestFigures({ alarm }: ReportData): string[] {
  if (!alarm) return [];
  const { expectedFalseAlarms, smallestVisible, basis, windows } = alarm;
  return [
    fact(
      "False alarms expected",
      `at most ${hundred(expectedFalseAlarms)} in 100 reports`,
      basis === "bound"
        ? "if both sides came from one source"
        : `replay of ${windows} windows`,
    ),
    ...(smallestVisible === null ? [] : [
      fact(
        "Smallest change seen",
        points(smallestVisible),
        "of the rows; smaller ones can hide",
      ),
    ]),
  ];
}

function fact(term: string, name: string, detail: string): string {
  return `<div><dt>${term}</dt><dd title="${escape(name)}">${
    escape(shorten(name))
  }<small>${escape(detail)}</small></dd></div>`;
}

function shorten(name: string): string {
  const file = name.split("/").at(-1) || name;
  return file.length > 60 ? `${file.slice(0, 57)}…` : file;
}

function rows(n: number): string {
  return `${thousands(n)} ${n === 1 ? "row" : "rows"}`;
}

function columns(n: number): string {
  return `${n} ${n === 1 ? "column" : "columns"}`;
}
