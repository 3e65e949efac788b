import { intervalText, valueText, wordsOf } from "./figure.ts";
import { honestText } from "./honest_text.ts";
import { labelLines } from "./label_part.ts";
import { metricSentence } from "./metric_parts.ts";
import { referenceText } from "./metrics_table.ts";
import { movedSlices } from "./moved_slices.ts";
import { type Line, outlineOf } from "./outline.ts";
import type { ReportData } from "./report_data.ts";
import { few, oneLine } from "./together.ts";

/** Characters of a line and of a name, and the most lines of each part: a report of ordinary data fits a screen. */
const WIDTH = 110, NAME = 32, CHANGED = 8, OTHERS = 8, METRICS = 8;

/** Sentences of a cause; the page has all. */
const WHY = 2;

/** A report as text for a terminal: the same things in the same order as the page, at most a screen. */
export function plainText(data: ReportData): string {
  const { changed, others, accepted, quiet } = outlineOf(data);
  const { results, slices, follows, why } = data;
  const metrics = results.filter(({ room, value }) =>
    room === "metrics" && value !== null
  ).map((result) => {
    const interval = intervalText(result), before = referenceText(result);
    return `${wordsOf(result.id)} ${valueText(result)}${
      interval ? ` (${interval})` : ""
    }${before === undefined ? "" : `, reference ${before}`}`;
  });
  const told = why.metrics.map(metricSentence);
  return [
    ...wrap(`${data.verdict}: ${oneLine(data.sentence)}`, 0),
    ...honestText(data).flatMap((line) => wrap(oneLine(line), 0)),
    ...part("What changed", changed, CHANGED),
    ...part(
      changed.length ? "What else to look at" : "What to look at",
      others.map((line) => ({ ...line, what: `${line.what} (${line.id})` })),
      OTHERS,
    ),
    ...listed("Where it changed", movedSlices(data).map(oneLine), OTHERS),
    ...listed("Label and metrics", [...metrics, ...told], METRICS),
    ...listed("Labels on their way", labelLines(results), METRICS),
    ...part("Accepted", accepted, OTHERS),
    "",
    ...(follows.size
      ? wrap(
        `Not judged, they follow time: ${few([...follows.keys()])}.`,
        0,
      )
      : []),
    ...(slices.length
      ? [`${slices.length} metrics by slice, in --html and --json`]
      : []),
    `Quiet: ${counted(quiet.columns.length, "column")} and ${
      counted(quiet.checks, "other check")
    } passed`,
  ].join("\n");
}

function part(title: string, lines: readonly Line[], most: number): string[] {
  if (!lines.length) return [];
  const shown = lines.slice(0, most), rest = lines.length - shown.length;
  const name = Math.min(
    NAME,
    Math.max(...shown.map(({ name }) => name.length)),
  );
  const indent = 12 + name;
  return [
    "",
    title,
    ...shown.flatMap(({ verdict, name: said, what, why }) => {
      const [first, ...more] = wrap(what, indent);
      return [
        `  ${verdict.padEnd(7)} ${cut(said, name).padEnd(name)}  ${
          first!.slice(indent)
        }`,
        ...more,
        ...(why.length
          ? wrap(`why: ${why.slice(0, WHY).join(" ")}`, indent)
          : []),
      ];
    }),
    ...(rest > 0 ? [`  and ${rest} more, in --html and --json`] : []),
  ];
}

function listed(title: string, lines: readonly string[], most: number) {
  if (!lines.length) return [];
  const rest = lines.length - most;
  return [
    "",
    title,
    ...lines.slice(0, most).flatMap((line) => wrap(oneLine(line), 2)),
    ...(rest > 0 ? [`  and ${rest} more, in --html and --json`] : []),
  ];
}

/** A text in lines of at most 110 characters, all indented. */
function wrap(text: string, indent: number): string[] {
  const room = WIDTH - indent, lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((word) => chop(word, room))) {
    if (line && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line].map((line) => " ".repeat(indent) + line);
}

function chop(word: string, room: number): string[] {
  return word.length <= room
    ? [word]
    : [word.slice(0, room), ...chop(word.slice(room), room)];
}

function cut(text: string, room: number): string {
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}
