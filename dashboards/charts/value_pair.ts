import { axisX, axisY, barX, gridX, text, tickX } from "@observablehq/plot";
import type { PlotOptions } from "./plot_options.ts";
import { colour, figure, isNarrow } from "./figure.ts";

/** Share of rows with one value on both sides. */
export interface ValuePair {
  readonly value: string;
  readonly reference: number;
  readonly current: number;
}

/** One row a value: current as a bar, reference as a tick across it; values that are new say so. */
export function valuePair(
  pairs: readonly ValuePair[],
  { label }: { readonly label: string },
  where: PlotOptions,
): Element {
  const narrow = isNarrow(where.width), most = narrow ? 14 : 24;
  const short = (value: string) =>
    value.length > most ? `${value.slice(0, most - 1)}…` : value;
  const fresh = pairs.filter(({ reference, current }) =>
    reference === 0 && current > 0
  );
  return figure(where, {
    label,
    height: Math.max(1, pairs.length) * 22 + 40,
    marginLeft: narrow ? 100 : 160,
    marginRight: 40,
    marginTop: 6,
    x: {
      domain: [
        0,
        Math.max(...pairs.flatMap((p) => [p.reference, p.current]), 0.01),
      ],
    },
    y: { domain: pairs.map(({ value }) => value), padding: 0.25 },
    marks: [
      gridX({ stroke: colour.rule, strokeOpacity: 1, ticks: 4 }),
      axisX({
        ticks: 4,
        tickSize: 0,
        tickFormat: (x: number) => `${Math.round(x * 100)} %`,
        label: null,
      }),
      axisY({ tickSize: 0, tickFormat: short, label: null }),
      barX(pairs, {
        y: "value",
        x: "current",
        fill: colour.first,
        fillOpacity: 0.55,
      }),
      tickX(pairs, {
        y: "value",
        x: "reference",
        stroke: colour.third,
        strokeWidth: 3,
      }),
      text(fresh, {
        y: "value",
        x: "current",
        text: () => "new",
        textAnchor: "start",
        dx: 5,
        fontWeight: 600,
      }),
    ],
  });
}
