import type { Result } from "../check/mod.ts";
import { escape } from "./escape.ts";
import { intervalText, valueText, wordsOf } from "./figure.ts";

const ROOMS = ["metrics", "comparison", "feedback"];

/** How well the model does, the reference's own figures beside it, as a table in HTML; "" where nothing was asked. */
export function metricsTable(results: readonly Result[]): string {
  const list = results.filter(({ room, value, verdict }) =>
    ROOMS.includes(room) && value !== null && verdict === "pass"
  );
  if (!list.length) return "";
  return `<div class="scroll" tabindex="0" role="region" aria-label="Metrics"><table><thead><tr><th>metric</th><th>current</th><th>95 % interval</th><th>reference</th></tr></thead><tbody>${
    list.map((result) =>
      `<tr><td>${escape(wordsOf(result.id))} <small>${
        escape(rolesText(result))
      }</small></td><td>${valueText(result)}</td><td>${
        intervalText(result)
      }</td><td>${referenceText(result) ?? "–"}</td></tr>`
    ).join("")
  }</tbody></table></div>`;
}

/** The reference's figure of a metric in its unit, undefined where there is none. */
export function referenceText(result: Result): string | undefined {
  const { reference } = result.details as {
    readonly reference?: { readonly value?: number | null } | null;
  };
  return typeof reference?.value === "number"
    ? valueText({ ...result, value: reference.value })
    : undefined;
}

function rolesText({ columns }: Result): string {
  return Object.entries(columns).map(([role, name]) => `${role} ${name}`)
    .join(", ");
}
