import { axisX, axisY, barX, gridX } from "@observablehq/plot";
import type { PlotOptions } from "./plot_options.ts";
import { dayLines } from "./day_lines.ts";
import { colour, figure, isNarrow } from "./figure.ts";

/** A column of an answer to any query. */
export interface AnswerColumn {
  readonly name: string;
  readonly kind: "number" | "time" | "text";
}

/** A row of such an answer. */
export type AnswerRow = Readonly<
  Record<string, number | string | Date | boolean | null>
>;

/**
 * The chart that fits an answer: lines over a time, bars by a text, nothing else; undefined when none fits.
 *
 * At most three series and 30 bars, as more cannot be told apart.
 */
export function autoChart(
  columns: readonly AnswerColumn[],
  rows: readonly AnswerRow[],
  where: PlotOptions,
): Element | undefined {
  const first = (kind: AnswerColumn["kind"]) =>
    columns.find((column) => column.kind === kind)?.name;
  const time = first("time"), text = first("text"), value = first("number");
  if (value === undefined || rows.length < 2) return undefined;
  const format = (x: number) => String(Number(x.toPrecision(3)));
  if (time !== undefined) {
    const series = text === undefined
      ? [""]
      : [...new Set(rows.map((row) => String(row[text])))].slice(0, 3);
    return dayLines(
      rows.filter((row) => row[time] instanceof Date).map((row) => ({
        day: row[time] as Date,
        value: Number(row[value] ?? NaN),
        series: text === undefined ? "" : String(row[text]),
      })).filter((row) => series.includes(row.series)),
      {
        label: `Lines: ${value} over ${time}`,
        format,
        series,
        from: rows.some((row) => Number(row[value]) < 0) ? "data" : "zero",
      },
      where,
    );
  }
  const name = text ?? columns.find((column) => column.name !== value)?.name;
  if (name === undefined) return undefined;
  return bars(rows.slice(0, 30), name, value, where);
}

function bars(
  rows: readonly AnswerRow[],
  name: string,
  value: string,
  where: PlotOptions,
): Element {
  const narrow = isNarrow(where.width), most = narrow ? 14 : 26;
  const short = (text: string) =>
    text.length > most ? `${text.slice(0, most - 1)}…` : text;
  const named = rows.map((row) => ({
    name: String(row[name]),
    value: Number(row[value] ?? NaN),
  }));
  return figure(where, {
    label: `Bars: ${value} by ${name}`,
    height: named.length * 22 + 40,
    marginLeft: narrow ? 104 : 180,
    marginTop: 6,
    y: { domain: named.map((row) => row.name), padding: 0.25 },
    marks: [
      gridX({ stroke: colour.rule, strokeOpacity: 1, ticks: 5 }),
      axisX({ ticks: narrow ? 3 : 5, tickSize: 0, label: value }),
      axisY({ tickSize: 0, tickFormat: short, label: null }),
      barX(named, {
        y: "name",
        x: "value",
        fill: colour.first,
        fillOpacity: 0.7,
      }),
    ],
  });
}
