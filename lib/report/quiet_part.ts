import type { Result } from "../check/mod.ts";
import { points } from "../profile/mod.ts";
import { columnRows } from "./column_rows.ts";
import { escape } from "./escape.ts";
import { columnsText, wordsOf } from "./figure.ts";
import type { ReportData } from "./report_data.ts";

/** What is quiet, folded, in HTML: a row a column, then how many checks of each unit passed; "" for none. */
export function quietPart(data: ReportData): string {
  const quiet = data.results.filter((result) =>
    result.verdict === "pass" && !data.follows.has(columnsText(result))
  );
  if (!quiet.length) return "";
  const judged = quiet.filter(({ severity }) => severity !== "info");
  const columns = judged.filter(({ id }) => id === "drift/change");
  const rest = judged.filter(({ id }) => id !== "drift/change");
  return `<details class="quiet"><summary><h2>Quiet: ${
    columns.length ? `${counted(columns.length, "column")} and ` : ""
  }${counted(rest.length, "check")}</h2></summary>${
    columnRows(columns, data, seenText, "Quiet columns")
  }${unitsText("Passed", rest)}${
    unitsText(
      "Shown and not judged",
      quiet.filter(({ severity }) => severity === "info"),
    )
  }</details>`;
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}

function seenText({ details }: Result): string {
  const { leastVisible } = details;
  return typeof leastVisible === "number"
    ? `a change of ${points(leastVisible)} would show`
    : "";
}

function unitsText(title: string, results: readonly Result[]): string {
  const counts = new Map<string, number>();
  for (const { id } of results) counts.set(id, (counts.get(id) ?? 0) + 1);
  const named = [...counts].map(([id, n]) => `${wordsOf(id)} (${n})`);
  return named.length
    ? `<p class="figures">${title}: ${
      escape(named.join(", "))
    }. Each is in the JSON.</p>`
    : "";
}
