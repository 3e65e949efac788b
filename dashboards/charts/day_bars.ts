import { axisX, axisY, gridY, rectY, ruleY } from "@observablehq/plot";
import type { PlotOptions } from "./plot_options.ts";
import { colour, dayText, figure, isNarrow } from "./figure.ts";

/** A count of one day, perhaps one of several series. */
export interface DayCount {
  readonly day: Date;
  readonly count: number;
  readonly series?: string;
}

/** Counts by day as bars, stacked by series. */
export function dayBars(
  rows: readonly DayCount[],
  { label, series = [""], format = String }: {
    readonly label: string;
    readonly series?: readonly string[];
    readonly format?: (x: number) => string;
  },
  where: PlotOptions,
): Element {
  const narrow = isNarrow(where.width);
  return figure(where, {
    label,
    height: narrow ? 170 : 200,
    marginLeft: narrow ? 44 : 52,
    marginTop: 12,
    x: { type: "utc" },
    color: {
      domain: [...series],
      range: [colour.first, colour.second, colour.third],
    },
    marks: [
      gridY({ stroke: colour.rule, strokeOpacity: 1, ticks: 4 }),
      axisY({ ticks: 4, tickSize: 0, tickFormat: format, label: null }),
      axisX({
        ticks: narrow ? 4 : 8,
        tickFormat: dayText,
        tickSize: 4,
        label: null,
      }),
      rectY(rows, {
        x: "day",
        interval: "day",
        y: "count",
        fill: ({ series: name = "" }: DayCount) => name,
        fillOpacity: 0.75,
        insetLeft: 0.5,
        insetRight: 0.5,
        order: [...series],
      }),
      ruleY([0], { stroke: colour.muted }),
    ],
  });
}
