import { metricSentence } from "./metric_parts.ts";
import { honestText } from "./honest_text.ts";
import { type Line, outlineOf } from "./outline.ts";
import type { ReportData } from "./report_data.ts";

/** The most rows of what changed, and of what else to look at. */
const CHANGED = 15, OTHERS = 15;

/** The longest text of one cell, and of all quiet names: a comment on GitHub holds 65,536 characters. */
const CELL = 400, NAMES = 4_000;

/**
 * A report as Markdown for a pull request: the verdict in one sentence, the two honest figures, a table of what changed with its cause, what
 * else to look at, and what is quiet, folded.
 *
 * At most some 30,000 characters whatever the data. Names from the data become no markup, mention, link or line break.
 */
export function markdown(data: ReportData): string {
  const { changed, others, accepted, quiet } = outlineOf(data);
  const blocks = [
    `**${capital(data.verdict)}: ${cell(data.sentence)}**`,
    ...honestText(data).map(cell),
    table(["", "column", "what changed", "why"], changed, CHANGED),
    ...data.why.metrics.map((metric) => cell(`${metricSentence(metric)}.`)),
    ...(others.length
      ? [
        `${changed.length ? "What else to look at" : "What to look at"}:`,
        table(["", "check", "what"], others, OTHERS),
      ]
      : []),
    ...(accepted.length
      ? ["Accepted:", table(["", "column", "what"], accepted, OTHERS)]
      : []),
    folded(quiet),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

function table(
  head: readonly string[],
  lines: readonly Line[],
  most: number,
): string {
  if (!lines.length) return "";
  const rows = lines.slice(0, most).map(({ verdict, name, what, why }) =>
    [verdict, cell(name), cell(what), cell(why.join(" "))].slice(0, head.length)
  );
  const rest = lines.length - rows.length;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(head),
    line(head.map(() => "---")),
    ...rows.map(line),
    ...(rest > 0 ? ["", `and ${rest} more, in the page and the JSON`] : []),
  ].join("\n");
}

function folded(
  { columns, checks }: {
    readonly columns: readonly string[];
    readonly checks: number;
  },
): string {
  if (!columns.length && !checks) return "";
  let names = "", shown = 0;
  for (const column of columns) {
    const next = `${shown ? ", " : ""}${cell(column)}`;
    if (names.length + next.length > NAMES) break;
    names += next;
    shown++;
  }
  const rest = columns.length - shown;
  return `<details><summary>Quiet: ${counted(columns.length, "column")} and ${
    counted(checks, "check")
  }</summary>\n\n${names}${rest ? ` and ${rest} more` : ""}\n\n</details>`;
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}

function capital(text: string): string {
  return text.replace(/^./u, (c) => c.toUpperCase());
}

// Entities, not only backslashes: a renderer that passes HTML through must not see a tag, nor GitHub a mention or an issue.
function cell(text: string): string {
  const line = text.replace(/\s+/g, " ");
  const short = line.length > CELL ? `${line.slice(0, CELL - 1)}…` : line;
  return short
    .replace(/[&<>@#]/g, (c) => `&#${c.charCodeAt(0)};`)
    .replace(/[|\\`*_[\]~]/g, "\\$&");
}
