import {
  areaY,
  axisX,
  axisY,
  gridY,
  lineY,
  link,
  text,
} from "@observablehq/plot";
import type { PlotOptions } from "./plot_options.ts";
import { colour, figure, isNarrow } from "./figure.ts";

/** Share of exposure that the least shown share of titles gets. */
export interface LorenzPoint {
  readonly titles: number;
  readonly exposure: number;
  readonly series: string;
}

/** Lorenz curves over the line of equal shares; the farther below it, the more unequal. */
export function lorenzCurve(
  points: readonly LorenzPoint[],
  { label, series }: {
    readonly label: string;
    readonly series: readonly string[];
  },
  where: PlotOptions,
): Element {
  const narrow = isNarrow(where.width),
    percent = (x: number) => `${Math.round(x * 100)} %`;
  const named = series.map((name) => {
    const own = points.filter((point) => point.series === name);
    return own[Math.floor(own.length * 0.82)];
  }).filter((point) => point !== undefined);
  return figure(where, {
    label,
    height: narrow ? 280 : 340,
    marginLeft: 48,
    marginTop: 12,
    marginBottom: 44,
    marginRight: 16,
    color: { domain: [...series], range: [colour.third, colour.first] },
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [
      gridY({ stroke: colour.rule, strokeOpacity: 1, ticks: 5 }),
      axisY({ ticks: 5, tickSize: 0, tickFormat: percent, label: null }),
      axisX({
        ticks: 5,
        tickFormat: percent,
        label: "titles, from the least shown on",
        labelAnchor: "center",
        labelArrow: "none",
        labelOffset: 36,
      }),
      link([0], {
        x1: 0,
        y1: 0,
        x2: 1,
        y2: 1,
        stroke: colour.muted,
        strokeDasharray: "4 3",
      }),
      text([{ x: 0.5, y: 0.5 }], {
        x: "x",
        y: "y",
        text: () => "equal shares",
        dy: -10,
        dx: -8,
        textAnchor: "end",
        fill: colour.muted,
      }),
      areaY(points, {
        x: "titles",
        y1: 0,
        y2: "exposure",
        z: "series",
        fill: "series",
        fillOpacity: 0.1,
      }),
      lineY(points, {
        x: "titles",
        y: "exposure",
        z: "series",
        stroke: "series",
        strokeWidth: 1.8,
        strokeLinejoin: "round",
      }),
      text(named, {
        x: "titles",
        y: "exposure",
        text: "series",
        fill: "series",
        stroke: colour.paper,
        strokeWidth: 4,
        textAnchor: "end",
        dx: -8,
        dy: -6,
        fontWeight: 600,
      }),
    ],
  });
}
