import type { Result } from "../check/mod.ts";
import { type ColumnProfile, percent } from "../profile/mod.ts";
import { escape } from "./escape.ts";
import { columnsText } from "./figure.ts";
import type { ReportData } from "./report_data.ts";
import { sparkline } from "./sparkline.ts";

/** The most columns with a picture, and in all: the JSON has the rest. */
const PICTURES = 300, COLUMNS = 1_000;

/** Columns as rows of a table in HTML, each with a small picture, what is missing, and what is said of it; "" for none. */
export function columnRows(
  results: readonly Result[],
  { profiles }: ReportData,
  said: (result: Result) => string,
  title: string,
): string {
  if (!results.length) return "";
  const rows = results.slice(0, COLUMNS).map((result, i) => {
    const name = columnsText(result);
    const current = profiles.current.columns.get(name);
    const reference = profiles.reference?.columns.get(name);
    return `<tr><td>${escape(short(name))}</td><td>${
      current && i < PICTURES ? sparkline(reference, current) : ""
    }</td><td>${current ? missingText(reference, current) : ""}</td><td>${
      escape(said(result))
    }</td></tr>`;
  });
  const rest = results.length - rows.length;
  return `<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="cols"><thead><tr><th>column</th><th>now</th><th>missing</th><th>what</th></tr></thead><tbody>${
    rows.join("")
  }</tbody></table></div>${
    rest > 0 ? `<p>and ${rest} more columns, all in the JSON</p>` : ""
  }`;
}

function missingText(
  reference: ColumnProfile | undefined,
  current: ColumnProfile,
): string {
  const share = ({ nulls, rows }: ColumnProfile) =>
    percent(rows ? nulls / rows : 0);
  const after = share(current);
  const before = reference ? share(reference) : after;
  return before === after ? after : `${before} → ${after}`;
}

function short(name: string): string {
  return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}
