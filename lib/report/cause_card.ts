import type { Result } from "../check/mod.ts";
import { percent } from "../profile/mod.ts";
import { badge } from "./badge.ts";
import type { Cause, ColumnCause } from "./cause.ts";
import { adviseOn, tellCause, tellTogether } from "./cause_text.ts";
import { escape } from "./escape.ts";
import type { Example } from "./examples.ts";
import { columnsText, pValueText, valueText, wordsOf } from "./figure.ts";
import type { MovedPart } from "./moved_most.ts";
import { movedSlices } from "./moved_slices.ts";
import { saidOf } from "./outline.ts";
import type { ReportData } from "./report_data.ts";
import { distributionSvg } from "./svg.ts";
import { timelineSvg } from "./timeline_svg.ts";
import { few } from "./together.ts";

/**
 * One cause as a card in HTML: what changed and how far, a picture, which values moved, since when and where, rows before and
 * after, and what to do.
 *
 * `results` are the alarms of the cause's columns, worst first. Names and values from the data are escaped.
 */
export function causeCard(
  cause: Cause,
  results: readonly Result[],
  data: ReportData,
): string {
  const [first] = cause.columns;
  const worst = results[0]!, name = columnsText(worst);
  const column = data.profiles.current.columns.get(name);
  const together = tellTogether(cause);
  const names = new Set(cause.columns.map(({ column }) => column));
  const slices = movedSlices(data, (column) => names.has(column));
  return `<section class="card cause"><h3>${badge(worst)} ${
    escape(few([...names]))
  } <small>${escape(column?.column.type ?? "")}</small></h3><p class="said">${
    escape(saidOf(worst))
  }</p><div class="two"><div>${picture(name, data)}${
    timeline(first!)
  }</div><div>${
    together ? `<p>${escape(together)}</p>${alsoList(results.slice(1))}` : ""
  }${sentences(tellCause(first!))}${sentences(slices)}<p class="advice">${
    escape(adviseOn(first!))
  }</p>${movedTable(first!.moved)}${examples(first!)}${
    figures(worst, data)
  }</div></div></section>`;
}

function capital(text: string): string {
  return text.replace(/^./u, (c) => c.toUpperCase());
}

function picture(name: string, { profiles }: ReportData): string {
  const current = profiles.current.columns.get(name);
  const reference = profiles.reference?.columns.get(name);
  const svg = current && distributionSvg(reference, current);
  return svg
    ? `<figure>${svg}${
      reference
        ? '<figcaption><i class="ref"></i> reference <i class="cur"></i> current</figcaption>'
        : ""
    }</figure>`
    : "";
}

function movedTable(moved: readonly MovedPart[]): string {
  const parts = moved.filter(({ part }) => part >= 0.02);
  if (!parts.length) return "";
  return `<table class="moved"><thead><tr><th>what moved</th><th>before</th><th>now</th><th>of the change</th></tr></thead><tbody>${
    parts.map(({ name, before, after, part }) =>
      `<tr><td>${escape(short(name))}</td><td>${percent(before)}</td><td>${
        percent(after)
      }</td><td><i style="width:${Math.round(48 * part)}px"></i> ${
        percent(part)
      }</td></tr>`
    ).join("")
  }</tbody></table>`;
}

function alsoList(results: readonly Result[]): string {
  return `<ul>${
    results.map((result) =>
      `<li><b>${escape(columnsText(result))}</b>: ${
        escape(saidOf(result))
      }</li>`
    ).join("")
  }</ul>`;
}

function sentences(told: readonly string[]): string {
  return told.length
    ? `<ul>${told.map((text) => `<li>${escape(text)}</li>`).join("")}</ul>`
    : "";
}

function timeline({ began, rows }: ColumnCause): string {
  return began && began.series.length > 2 &&
      (began.from !== null || began.to !== null)
    ? `<figure>${timelineSvg(began)}<figcaption>${
      escape(capital(rows.words))
    }, share of the rows over time; dashed: in the reference</figcaption></figure>`
    : "";
}

function examples({ examples: { reference, current } }: ColumnCause): string {
  if (!current.length) return "";
  const head = current[0]!.cells.map(({ column }) =>
    `<th>${escape(short(column))}</th>`
  ).join("");
  const rows = (side: string, list: readonly Example[]) =>
    list.map(({ cells }) =>
      `<tr><td>${side}</td>${
        cells.map(({ value }) => `<td>${escape(value)}</td>`).join("")
      }</tr>`
    ).join("");
  return `<details class="rows"><summary>Rows before and after</summary><div class="scroll" tabindex="0" role="region" aria-label="Example rows"><table><thead><tr><th>side</th>${head}</tr></thead><tbody>${
    rows("reference", reference)
  }${rows("current", current)}</tbody></table></div></details>`;
}

function figures(worst: Result, { results }: ReportData): string {
  const name = columnsText(worst);
  const beside = results.filter((other) =>
    other !== worst && other.severity === "info" && other.room === "drift" &&
    columnsText(other) === name && other.value !== null
  );
  return `<p class="figures">${
    [
      worst.pValue === null ? "" : pValueText(worst.pValue),
      ...beside.map((other) =>
        `${escape(wordsOf(other.id))} <b>${valueText(other)}</b>`
      ),
    ].filter(Boolean).join(" · ")
  }</p>`;
}

function short(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39)}…` : name;
}
