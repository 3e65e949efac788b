import { axisX, axisY, gridY, rectY, ruleY } from "@observablehq/plot";
import type { PlotOptions } from "./plot_options.ts";
import { colour, figure, isNarrow } from "./figure.ts";

/** Share of rows in one bin on both sides. */
export interface BinPair {
  readonly low: number;
  readonly high: number;
  readonly reference: number;
  readonly current: number;
}

/** Reference as a filled shape, current as an outline over it. */
export function histogramPair(
  bins: readonly BinPair[],
  { label, format }: {
    readonly label: string;
    readonly format: (x: number) => string;
  },
  where: PlotOptions,
): Element {
  const narrow = isNarrow(where.width);
  return figure(where, {
    label,
    height: narrow ? 190 : 220,
    marginLeft: narrow ? 44 : 52,
    marginTop: 12,
    x: { type: "linear" },
    marks: [
      gridY({ stroke: colour.rule, strokeOpacity: 1, ticks: 4 }),
      axisY({
        ticks: 4,
        tickSize: 0,
        tickFormat: (x: number) => `${Math.round(x * 100)} %`,
        label: null,
      }),
      axisX({ ticks: narrow ? 4 : 7, tickFormat: format, label: null }),
      rectY(bins, {
        x1: "low",
        x2: "high",
        y: "reference",
        fill: colour.third,
        fillOpacity: 0.45,
        inset: 0.5,
      }),
      rectY(bins.filter(({ current }) => current > 0), {
        x1: "low",
        x2: "high",
        y: "current",
        fill: colour.first,
        fillOpacity: 0.12,
        stroke: colour.first,
        strokeWidth: 1.6,
        inset: 0.5,
      }),
      ruleY([0], { stroke: colour.muted }),
    ],
  });
}
