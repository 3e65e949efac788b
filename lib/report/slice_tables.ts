import { thousands } from "../profile/mod.ts";
import type { Result } from "../check/mod.ts";
import { escape } from "./escape.ts";
import { columnsText, intervalText, valueText } from "./figure.ts";
import type { ReportData } from "./report_data.ts";

/** A section for each slice column: its values down, the metrics across, the reference's figure beside; "" without slices. */
export function sliceTables(data: ReportData): string {
  const { slices } = data;
  const columns = new Set(slices.flatMap(({ slice }) => Object.keys(slice!)));
  return [...columns].map((column) =>
    section(
      column,
      slices.filter(({ slice }) => column in slice!),
      data,
    )
  ).join("\n");
}

function section(
  column: string,
  slices: readonly Result[],
  { results: whole, profiles }: ReportData,
): string {
  const checks = [...new Set(slices.map(({ check }) => check))];
  const values = [
    ...new Set(slices.map(({ slice }) => slice![column] ?? null)),
  ];
  const all = checks.map((check) => whole.find((all) => all.check === check));
  const beside = slices.some(({ details }) => details.reference);
  const distinct = Number(slices[0]!.details.values);
  const rows = values.map((value) => {
    const of = slices.filter(({ slice }) => slice![column] === value);
    const { rows } = of[0]!.details;
    return row(
      value === null ? "missing" : shorten(value),
      count(rows),
      checks.map((check) => of.find((result) => result.check === check)),
      beside,
    );
  });
  return `<section><h2>How well it does by ${escape(column)}</h2>${
    distinct > values.length
      ? `<p>The ${values.length} most frequent of ${
        count(distinct)
      } values.</p>`
      : ""
  }<div class="scroll" tabindex="0" role="region" aria-label="By ${
    escape(column)
  }"><table><thead><tr><th>${escape(column)}</th><th>rows</th>${
    checks.map((check, i) =>
      `<th>${
        escape(heading(slices.find((x) => x.check === check)!, checks, i))
      }</th>${beside ? "<th>reference</th>" : ""}`
    ).join("")
  }</tr></thead><tbody>${rows.join("")}${
    row("all rows", count(profiles.current.rows), all, beside)
  }</tbody></table></div></section>`;
}

function row(
  value: string,
  rows: string,
  results: readonly (Result | undefined)[],
  beside: boolean,
): string {
  return `<tr><td>${escape(value)}</td><td>${rows}</td>${
    results.map((result) =>
      result
        ? `${cell(result)}${beside ? `<td>${reference(result)}</td>` : ""}`
        : `<td></td>${beside ? "<td></td>" : ""}`
    ).join("")
  }</tr>`;
}

function cell(result: Result): string {
  const said = result.value === null
    ? String(result.details.reason ?? "").split(";")[0]!
    : intervalText(result);
  return `<td>${valueText(result)}${
    said ? `<br><small>${escape(said)}</small>` : ""
  }</td>`;
}

function reference(result: Result): string {
  const found = result.details.reference as
    | { readonly value: number | null }
    | undefined;
  return found ? valueText({ ...result, value: found.value }) : "–";
}

/** The metric's name, with its columns where two checks share it. */
function heading(
  result: Result,
  checks: readonly string[],
  at: number,
): string {
  const name = (check: string) => check.slice(0, check.indexOf("("));
  const shared = checks.some((check, i) =>
    i !== at && name(check) === result.id
  );
  const words = result.id.split("/")[1]!.replaceAll("_", " ");
  return shared ? `${words} of ${columnsText(result)}` : words;
}

function shorten(value: string): string {
  return value.length > 60 ? `${value.slice(0, 57)}…` : value;
}

function count(n: unknown): string {
  return thousands(Number(n));
}
