import { areaY, axisX, axisY, gridY, lineY, rectY } from "@observablehq/plot";
import type { PlotOptions } from "./plot_options.ts";
import { colour, dayText, figure, isNarrow } from "./figure.ts";

/** Quantiles of one day. */
export interface DayQuantiles {
  readonly day: Date;
  readonly q05: number;
  readonly q25: number;
  readonly q50: number;
  readonly q75: number;
  readonly q95: number;
}

/** Median as a line, the middle half and nine tenths as bands; the reference's days are shaded. */
export function quantileBand(
  rows: readonly DayQuantiles[],
  { label, format, reference }: {
    readonly label: string;
    readonly format: (x: number) => string;
    readonly reference: { readonly from: Date; readonly to: Date };
  },
  where: PlotOptions,
): Element {
  const narrow = isNarrow(where.width);
  const band = (low: string, high: string, fillOpacity: number) =>
    areaY(rows, {
      x: "day",
      y1: low,
      y2: high,
      fill: colour.first,
      fillOpacity,
    });
  return figure(where, {
    label,
    height: narrow ? 190 : 220,
    marginLeft: narrow ? 48 : 56,
    marginTop: 12,
    x: { type: "utc" },
    y: { nice: true, zero: false },
    marks: [
      shade(rows, reference),
      gridY({ stroke: colour.rule, strokeOpacity: 1, ticks: 4 }),
      axisY({ ticks: 4, tickSize: 0, tickFormat: format, label: null }),
      axisX({
        ticks: narrow ? 4 : 8,
        tickFormat: dayText,
        tickSize: 4,
        label: null,
      }),
      band("q05", "q95", 0.14),
      band("q25", "q75", 0.26),
      lineY(rows, {
        x: "day",
        y: "q50",
        stroke: colour.first,
        strokeWidth: 1.8,
      }),
    ],
  });
}

function shade(
  rows: readonly DayQuantiles[],
  { from, to }: { readonly from: Date; readonly to: Date },
) {
  const lows = rows.map(({ q05 }) => q05), highs = rows.map(({ q95 }) => q95);
  const box = [{ from, to, low: Math.min(...lows), high: Math.max(...highs) }];
  return rectY(rows.length ? box : [], {
    x1: "from",
    x2: "to",
    y1: "low",
    y2: "high",
    fill: colour.third,
    fillOpacity: 0.16,
  });
}
