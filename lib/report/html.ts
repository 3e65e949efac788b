import type { Result } from "../check/mod.ts";
import { type ColumnProfile, sayValue } from "../profile/mod.ts";
import { adviceText } from "./advice.ts";
import { badge } from "./badge.ts";
import { changes } from "./changes.ts";
import { escape } from "./escape.ts";
import { intervalText, valueText, wordsOf } from "./figure.ts";
import { labelPart } from "./label_part.ts";
import { isAlarm, loud } from "./loud.ts";
import { metricParts } from "./metric_parts.ts";
import { metricsTable } from "./metrics_table.ts";
import { movedSlices } from "./moved_slices.ts";
import { outlineOf, titleOf } from "./outline.ts";
import { quietPart } from "./quiet_part.ts";
import type { ReportData } from "./report_data.ts";
import { reportHeader } from "./report_header.ts";
import { sliceTables } from "./slice_tables.ts";
import { STYLE } from "./style.ts";
import { distributionSvg } from "./svg.ts";
import { few, type Together, together } from "./together.ts";

/**
 * The report as a fragment of HTML: no script, nothing loaded from elsewhere, every name from the data escaped.
 *
 * It opens with the verdict in one sentence and the two honest figures, then what changed (worst first, the ten most severe with
 * picture, cause and what to do), then the rest; what is quiet is folded.
 */
export function reportFragment(data: ReportData): string {
  const { results } = data;
  const changed = changes(loud(results.filter(isAlarm)), data);
  const others = loud(results.filter((result) => !isAlarm(result)));
  const explained = new Set(
    data.why.causes.flatMap(({ columns }) =>
      columns.map(({ column }) => column)
    ),
  );
  return `<article class="sg"><style>${STYLE}</style>
${reportHeader(data)}
${section("What changed", changed)}
${
    section(
      changed ? "What else to look at" : "What to look at",
      together(others).map(row).join(""),
      "list",
    )
  }
${
    section(
      "Where it changed",
      movedSlices(data, (column) => !explained.has(column)).map((line) =>
        `<li><p>${escape(line)}</p></li>`
      ).join(""),
      "list",
    )
  }
${section("Accepted changes", acceptedList(data), "list")}
${section("How well the model does", metricsTable(results))}
${section("Labels on their way", labelPart(results))}
${section("Why the figures changed", metricParts(data.why.metrics))}
${sliceTables(data)}
${section("The columns", data.profiles.reference ? "" : columnCards(data))}
${section("Columns that follow time", followsList(data))}
${section("How the data was read", notes(data))}
${quietPart(data)}
</article>`;
}

/** The report as a page of its own. */
export function reportPage(data: ReportData): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${
    escape(data.label)
  }</title><link rel="icon" href="data:,"></head><body style="margin:0"><main>${
    reportFragment(data)
  }</main></body></html>
`;
}

function section(title: string, body: string, kind = ""): string {
  return body
    ? `<section><h2>${title}</h2>${
      kind === "list" ? `<ul class="list">${body}</ul>` : body
    }</section>`
    : "";
}

function missing(
  reference: ColumnProfile | undefined,
  current: ColumnProfile | undefined,
): string {
  if (!current) return "";
  const a = reference ? reference.nulls / reference.rows : undefined;
  const b = current.nulls / current.rows;
  if (!b && !a) return "";
  const text = (x: number) => `${Number((100 * x).toFixed(1))} %`;
  return `<p class="figures">missing ${
    a === undefined ? "" : `${text(a)} → `
  }<b>${text(b)}</b></p>`;
}

function row({ first, name, said, each }: Together): string {
  const interval = intervalText(first);
  const figures = first.value === null || each.length
    ? ""
    : ` · ${valueText(first)}${interval ? ` (${interval})` : ""} · wanted ${
      escape(first.condition)
    }`;
  return `<li>${badge(first)} <div><b>${
    escape(name === first.check ? titleOf(first) : unitWords(first, name))
  }</b><p>${escape(said)}</p>${
    each.length
      ? `<details class="rows"><summary>Each column</summary><ul>${
        each.map(({ name, said }) =>
          `<li><b>${escape(few([name]))}</b>: ${escape(said)}</li>`
        ).join("")
      }</ul></details>`
      : ""
  }<p class="figures">${escape(first.id)}${figures}</p>${
    first.verdict === "unknown" ? "" : adviceText(first)
  }</div></li>`;
}

/** Changes that somebody said are meant. */
function acceptedList(data: ReportData): string {
  return outlineOf(data).accepted.map(({ name, what }) =>
    `<li>${badge({ verdict: "pass" })} <div><b>${escape(name)}</b><p>${
      escape(what)
    }</p></div></li>`
  ).join("");
}

/** The name of several results, as "hidden nulls (5 columns)". */
function unitWords({ id }: Result, name: string): string {
  return name.replace(id, wordsOf(id));
}

const COLUMNS = 40;

/** A picture of each column, where there is nothing to compare with. */
function columnCards({ profiles }: ReportData): string {
  const all = [...profiles.current.columns.values()];
  const shown = all.slice(0, COLUMNS).map((found) => {
    const svg = distributionSvg(undefined, found);
    return `<section class="card"><h3>${escape(found.column.name)} <small>${
      escape(found.column.type)
    }</small></h3>${
      svg ? `<figure>${svg}</figure>` : `<p class="figures">${sole(found)}</p>`
    }${missing(undefined, found)}</section>`;
  });
  const rest = all.length - shown.length;
  return `<div class="cards">${shown.join("\n")}</div>${
    rest > 0 ? `<p>and ${rest} more columns</p>` : ""
  }`;
}

/** What stands in for a picture. */
function sole({ column, rows, nulls, numbers, values }: ColumnProfile): string {
  if (rows === nulls) return "no value";
  if (numbers) return `always ${escape(sayValue(column, numbers.lo[0]!))}`;
  return values ? "" : "a nested column: not looked into";
}

function followsList({ follows }: ReportData): string {
  return follows.size
    ? `<p>These differ between two periods by their nature; they are named and not judged.</p><ul>${
      [...follows].map(([name, reason]) =>
        `<li><b>${escape(name)}</b>: ${escape(reason)}</li>`
      ).join("")
    }</ul>`
    : "";
}

function notes({ profiles }: ReportData): string {
  const sides = [
    ["Current", profiles.current],
    ["Reference", profiles.reference],
  ] as const;
  const lines = sides.flatMap(([side, profile]) =>
    (profile?.notes ?? []).map(({ message }) =>
      `<li><b>${side}</b>: ${escape(message)}</li>`
    )
  );
  return lines.length ? `<ul>${lines.join("")}</ul>` : "";
}
