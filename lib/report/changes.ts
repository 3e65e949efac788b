import type { Result } from "../check/mod.ts";
import { causeCard } from "./cause_card.ts";
import { columnRows } from "./column_rows.ts";
import { columnsText } from "./figure.ts";
import { saidOf } from "./outline.ts";
import type { ReportData } from "./report_data.ts";

/** What changed, in HTML: the explained causes as cards, worst first, then every other alarm as a row; "" for none. */
export function changes(alarms: readonly Result[], data: ReportData): string {
  if (!alarms.length) return "";
  const explained = new Set<Result>();
  const cards = data.why.causes.map((cause) => {
    const names = cause.columns.map(({ column }) => column);
    const own = alarms.filter((result) => names.includes(columnsText(result)));
    own.forEach((result) => explained.add(result));
    return own.length ? causeCard(cause, own, data) : "";
  });
  const rest = alarms.filter((result) => !explained.has(result));
  return `${cards.join("\n")}${
    rest.length
      ? `<h3 class="more">${rest.length} more</h3>${
        columnRows(rest, data, saidOf, "More that changed")
      }`
      : ""
  }<p class="figures">Is a change meant? <code>sg report accept CURRENT --reference REF --suite FILE.ts --check COLUMN --reason TEXT</code>: later reports show it as accepted until it moves further.</p>`;
}
