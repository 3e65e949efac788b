import { axisX, axisY, dot, gridX, ruleY, text } from "@observablehq/plot";
import type { PlotOptions } from "./plot_options.ts";
import { colour, figure, isNarrow } from "./figure.ts";

/** A value with its interval, in a named facet. */
export interface DotValue {
  readonly name: string;
  readonly facet: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Values with intervals, one row a name, one column a facet with its own axis. */
export function valueDots(
  rows: readonly DotValue[],
  { label, names, facets }: {
    readonly label: string;
    readonly names: readonly string[];
    readonly facets: readonly {
      readonly name: string;
      readonly title: string;
      readonly format: (x: number) => string;
    }[];
  },
  where: PlotOptions,
): Element {
  const { document } = where;
  const narrow = isNarrow(where.width);
  const columns = narrow ? 1 : facets.length;
  const width = Math.floor(where.width / columns);
  const holder = document.createElement("div");
  holder.setAttribute("class", "side-by-side");
  for (const { name, title, format } of facets) {
    const own = rows.filter(({ facet }) => facet === name);
    holder.append(figure({ width, document }, {
      label: `${label}: ${title}`,
      height: names.length * 40 + 64,
      marginLeft: 88,
      marginRight: 28,
      marginTop: 30,
      x: { nice: true, zero: false, inset: 12 },
      y: { domain: [...names], padding: 0.5 },
      color: {
        domain: [...names],
        range: [colour.first, colour.second, colour.third],
      },
      marks: [
        text([title], {
          text: (x: string) => x,
          frameAnchor: "top-left",
          dy: -22,
          dx: -84,
          fontWeight: 600,
        }),
        gridX({ stroke: colour.rule, strokeOpacity: 1, ticks: 4 }),
        axisX({ ticks: 4, tickSize: 0, tickFormat: format, label: null }),
        axisY({ tickSize: 0, label: null }),
        ruleY(own, {
          x1: "low",
          x2: "high",
          y: "name",
          stroke: "name",
          strokeWidth: 3,
          strokeOpacity: 0.45,
        }),
        dot(own, { x: "value", y: "name", fill: "name", r: 5 }),
        text(own, {
          x: "value",
          y: "name",
          text: ({ value }: DotValue) => format(value),
          dy: -13,
        }),
      ],
    }));
  }
  return holder;
}
