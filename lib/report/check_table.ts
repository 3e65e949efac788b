import type { Result } from "../check/mod.ts";
import { escape } from "./escape.ts";
import { intervalText, pValueText, valueText } from "./figure.ts";

/** The most quiet checks a page lists: the JSON has all. */
const QUIET = 600;

/** Checks as a table of figures, in HTML. */
export function checkTable(results: readonly Result[]): string {
  const rest = results.length - QUIET;
  return `<div class="scroll" tabindex="0" role="region" aria-label="Checks"><table><thead><tr><th>check</th><th>value</th><th>95 % interval</th><th>p</th><th>wanted</th></tr></thead><tbody>${
    results.slice(0, QUIET).map((result) =>
      `<tr><td>${escape(result.check)}</td><td>${valueText(result)}</td><td>${
        intervalText(result)
      }</td><td>${pValueText(result.pValue).replace(/^p /, "")}</td><td>${
        escape(result.condition)
      }</td></tr>`
    ).join("")
  }</tbody></table></div>${
    rest > 0 ? `<p>and ${rest} more, all in the JSON</p>` : ""
  }`;
}
