import { axisX, axisY, cell } from "@observablehq/plot";
import type { Verdict } from "../../lib/mod.ts";
import type { PlotOptions } from "./plot_options.ts";
import { colour, dayText, figure, isNarrow } from "./figure.ts";

/** The verdict of one column on one day. */
export interface HeatCell {
  readonly day: Date;
  readonly column: string;
  readonly verdict: Verdict;
}

/** Columns x days; a worse verdict fills more of its cell, so that it shows without colour too. */
export function heatMap(
  cells: readonly HeatCell[],
  { label, columns }: {
    readonly label: string;
    /** From top to bottom. */
    readonly columns: readonly string[];
  },
  where: PlotOptions,
): Element {
  const narrow = isNarrow(where.width);
  const days = daysBetween(cells.map(({ day }) => +day));
  const short = (name: string) =>
    name.length > (narrow ? 13 : 24)
      ? `${name.slice(0, narrow ? 12 : 23)}…`
      : name;
  const step = narrow ? 15 : 19;
  const of = (verdict: Verdict) =>
    cells.filter((each) => each.verdict === verdict);
  const mondays = days.filter((day) => day.getUTCDay() === 1);
  const mark = (verdict: Verdict, inset: number) =>
    cell(of(verdict), {
      x: "day",
      y: "column",
      fill: colour[verdict],
      insetTop: inset,
      insetBottom: inset,
      insetLeft: narrow ? 0.7 : Math.min(inset, 3),
      insetRight: narrow ? 0.7 : Math.min(inset, 3),
      rx: 1.5,
    });
  return figure(where, {
    label,
    height: columns.length * step + 44,
    marginLeft: narrow ? 104 : 150,
    marginRight: 4,
    marginTop: 6,
    marginBottom: 36,
    x: { type: "band", domain: days, padding: 0, round: false },
    y: { type: "band", domain: [...columns], padding: 0 },
    marks: [
      axisY({ tickSize: 0, tickFormat: short, label: null }),
      axisX({
        ticks: narrow ? mondays.filter((_, i) => i % 2 === 0) : mondays,
        tickFormat: dayText as never,
        tickSize: 4,
        label: null,
      }),
      cell(
        columns.flatMap((column) => days.map((day) => ({ column, day }))),
        {
          x: "day",
          y: "column",
          fill: colour.rule,
          fillOpacity: 0.35,
          inset: 0.5,
        },
      ),
      mark("pass", narrow ? 4.5 : 5),
      mark("unknown", narrow ? 4.5 : 5),
      mark("warn", 2.5),
      mark("fail", 0.5),
    ],
  });
}

function daysBetween(days: readonly number[]): Date[] {
  if (days.length === 0) return [];
  const first = Math.min(...days), last = Math.max(...days);
  return Array.from(
    { length: Math.round((last - first) / 86_400_000) + 1 },
    (_, i) => new Date(first + i * 86_400_000),
  );
}
