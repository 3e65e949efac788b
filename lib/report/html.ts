import type { Result } from "../check/mod.ts";
import { type ColumnProfile, sayValue } from "../profile/mod.ts";
import { adviceText } from "./advice.ts";
import { checkTable } from "./check_table.ts";
import { escape } from "./escape.ts";
import {
  columnsText,
  intervalText,
  pValueText,
  valueText,
  wordsOf,
} from "./figure.ts";
import { metricsTable } from "./metrics_table.ts";
import type { ReportData } from "./report_data.ts";
import { sliceTables } from "./slice_tables.ts";
import { STYLE } from "./style.ts";
import { distributionSvg } from "./svg.ts";
import { type Together, together } from "./together.ts";

/** The most columns that get a picture each; the rest stand in the table. */
const PICTURES = 60;

/**
 * The report as a fragment of HTML: no script, nothing loaded from elsewhere, every name from the data escaped.
 *
 * It opens with the verdict in one sentence, then what it cannot see, then what changed (worst first), then the rest.
 */
export function reportFragment(data: ReportData): string {
  const { results } = data;
  const drift = results.filter(({ room }) => room === "drift");
  const changed = loud(
    drift.filter(({ severity, verdict }) =>
      severity !== "info" && verdict !== "unknown"
    ),
  );
  const others = loud(
    results.filter(({ room, verdict }) =>
      room !== "drift" || verdict === "unknown"
    ),
  );
  const quiet = results.filter((result) =>
    result.verdict === "pass" && !data.follows.has(columnsText(result))
  );
  return `<article class="sg"><style>${STYLE}</style>
${header(data)}
${section("What changed", changed.length ? cards(changed, data) : "")}
${
    section(
      changed.length ? "What else to look at" : "What to look at",
      together(others).map(row).join(""),
      "list",
    )
  }
${section("How well the model does", metricsTable(results), "")}
${sliceTables(data)}
${section("The columns", data.profiles.reference ? "" : columnCards(data))}
${section("Columns that follow time", followsList(data), "")}
${section("How the data was read", notes(data), "")}
${
    quiet.length
      ? `<details><summary><h2>Quiet: ${quiet.length} checks</h2></summary>${
        checkTable(quiet)
      }</details>`
      : ""
  }
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

function header(data: ReportData): string {
  const { current, reference } = data.profiles;
  const facts = [
    fact(
      "Current",
      current.name,
      `${rows(current.rows)} · ${current.columns.size} columns`,
    ),
    reference
      ? fact(
        "Reference",
        reference.name,
        `${rows(reference.rows)} · ${reference.columns.size} columns`,
      )
      : fact("Reference", "none given", "drift needs one: --reference FILE"),
  ];
  const count = (verdict: string) =>
    data.results.filter((result) => result.verdict === verdict).length;
  return `<header><p class="verdict ${data.verdict}"><b>${
    data.verdict === "pass"
      ? "Pass"
      : data.verdict === "fail"
      ? "Fail"
      : data.verdict === "warn"
      ? "Warn"
      : "Unknown"
  }</b></p><h1>${escape(data.sentence)}</h1><dl>${
    facts.join("")
  }</dl><p class="counts">${
    (["fail", "warn", "unknown", "pass"] as const).map((verdict) =>
      `<span class="${verdict}">${count(verdict)} ${verdict}</span>`
    ).join(" ")
  }</p>${
    data.honesty.map((line) => `<p class="honest">${escape(line)}</p>`).join("")
  }</header>`;
}

function rows(n: number): string {
  return `${n.toLocaleString("en-US")} ${n === 1 ? "row" : "rows"}`;
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

function section(title: string, body: string, kind = ""): string {
  return body
    ? `<section><h2>${title}</h2>${
      kind === "list" ? `<ul class="list">${body}</ul>` : body
    }</section>`
    : "";
}

const order = { fail: 0, warn: 1, unknown: 2, pass: 3 } as const;

function loud(results: readonly Result[]): Result[] {
  return results.filter(({ verdict }) => verdict !== "pass").sort((a, b) =>
    order[a.verdict] - order[b.verdict] ||
    Math.abs(b.effect ?? b.value ?? 0) - Math.abs(a.effect ?? a.value ?? 0)
  );
}

function cards(results: readonly Result[], data: ReportData): string {
  return `<div class="cards">${
    results.map((result, i) => card(result, data, i < PICTURES)).join("\n")
  }</div>`;
}

function card(result: Result, data: ReportData, picture: boolean): string {
  const name = columnsText(result);
  const current = data.profiles.current.columns.get(name);
  const reference = data.profiles.reference?.columns.get(name);
  const svg = picture && current
    ? distributionSvg(reference, current)
    : undefined;
  const same = data.results.filter((other) =>
    other !== result && other.severity === "info" &&
    other.room === "drift" && columnsText(other) === name &&
    other.value !== null
  );
  return `<section class="card"><h3>${badge(result)} ${escape(name)} <small>${
    escape(current ? current.column.type : "")
  }</small></h3><p>${escape(said(result, name))}</p>${
    svg
      ? `<figure>${svg}${
        reference
          ? '<figcaption><i class="ref"></i> reference <i class="cur"></i> current</figcaption>'
          : ""
      }</figure>`
      : ""
  }${missing(reference, current)}<p class="figures">${
    [
      result.pValue !== null ? pValueText(result.pValue) : "",
      ...same.map((other) =>
        `${escape(wordsOf(other.id))} <b>${valueText(other)}</b>`
      ),
    ].filter(Boolean).join(" · ")
  }</p></section>`;
}

function said(result: Result, name: string): string {
  return result.explanation.replace(`${name}: `, "").replace(
    /^./,
    (c) => c.toUpperCase(),
  );
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

function badge({ verdict }: Result): string {
  return `<span class="badge ${verdict}">${verdict}</span>`;
}

function row({ first, name, said }: Together): string {
  const interval = intervalText(first);
  const figures = first.value === null
    ? ""
    : ` · ${valueText(first)}${interval ? ` (${interval})` : ""} · wanted ${
      escape(first.condition)
    }`;
  return `<li>${badge(first)} <div><b>${
    escape(name === first.check ? title(first) : unitWords(first, name))
  }</b><p>${escape(said)}</p><p class="figures">${
    escape(first.id)
  }${figures}</p>${
    first.verdict === "unknown" ? "" : adviceText(first)
  }</div></li>`;
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

function title(result: Result): string {
  const unit = wordsOf(result.id);
  const columns = columnsText(result);
  return columns ? `${columns}: ${unit}` : unit;
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
