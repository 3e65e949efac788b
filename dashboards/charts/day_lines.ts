import {
  areaY,
  axisX,
  axisY,
  dot,
  gridY,
  lineY,
  ruleX,
  ruleY,
  text,
} from "@observablehq/plot";
import type { PlotOptions } from "./plot_options.ts";
import { colour, dayText, figure, isNarrow } from "./figure.ts";

/** A value of one day, perhaps with an interval, perhaps one of several series. */
export interface DayValue {
  readonly day: Date;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly series?: string;
}

/** Settings of `dayLines`. */
export interface DayLinesOptions {
  readonly label: string;
  readonly format: (value: number) => string;
  /** Series in the order of their colours; defaults to one. */
  readonly series?: readonly string[];
  /** A value to be compared with, and its name. */
  readonly target?: { readonly value: number; readonly label: string };
  /** Days on which something began. */
  readonly events?: readonly { readonly day: Date; readonly label: string }[];
  /** Where the axis starts: at 0, or where the data does. Defaults to 0. */
  readonly from?: "zero" | "data";
  readonly height?: number;
}

/** Values by day as lines with bands for their intervals; the last value of each line carries its name. */
export function dayLines(
  rows: readonly DayValue[],
  options: DayLinesOptions,
  where: PlotOptions,
): Element {
  const { label, format, series = [""], target, events = [] } = options;
  const narrow = isNarrow(where.width);
  const seriesOf = ({ series: name = "" }: DayValue) => name;
  const finite = rows.filter(({ value }) => Number.isFinite(value));
  const banded = finite.filter(({ low, high }) =>
    Number.isFinite(low) && Number.isFinite(high)
  );
  const last = series.flatMap((name) =>
    finite.filter((row) => seriesOf(row) === name).slice(-1)
  );
  const tops = [...finite.map(({ high, value }) => high ?? value)];
  if (target) tops.push(target.value);
  const ends = finite.map(({ low, value }) => low ?? value);
  const zero = (options.from ?? "zero") === "zero";
  const room = Math.max(0, ...series.map((name) => name.length)) * 7.2 + 12;
  return figure(where, {
    label,
    height: options.height ?? (narrow ? 200 : 240),
    marginLeft: narrow ? 44 : 52,
    marginRight: room,
    marginTop: events.length ? 30 : 14,
    x: { type: "utc" },
    y: {
      domain: [
        zero ? 0 : Math.min(...ends),
        (Math.max(...tops) || 1) * (zero ? 1.04 : 1),
      ],
      nice: !zero,
    },
    color: {
      domain: [...series],
      range: [colour.first, colour.second, colour.third],
    },
    marks: [
      gridY({ stroke: colour.rule, strokeOpacity: 1, ticks: 4 }),
      axisY({ ticks: 4, tickFormat: format, tickSize: 0, label: null }),
      axisX({
        ticks: narrow ? 4 : 8,
        tickFormat: dayText,
        tickSize: 4,
        label: null,
      }),
      ...(zero ? [ruleY([0], { stroke: colour.muted })] : []),
      ...(target
        ? [
          ruleY([target.value], {
            stroke: colour.muted,
            strokeDasharray: "4 3",
          }),
          text([target], {
            text: "label",
            y: "value",
            frameAnchor: "left",
            dx: 4,
            dy: -7,
            textAnchor: "start",
            fill: colour.muted,
          }),
        ]
        : []),
      ...(events.length
        ? [
          ruleX(events, {
            x: "day",
            stroke: colour.muted,
            strokeDasharray: "2 3",
          }),
          text(events, {
            x: "day",
            text: "label",
            frameAnchor: "top",
            dy: -14,
            textAnchor: "start",
            dx: -2,
            fill: colour.muted,
          }),
        ]
        : []),
      areaY(banded, {
        x: "day",
        y1: "low",
        y2: "high",
        z: seriesOf,
        fill: seriesOf,
        fillOpacity: 0.13,
      }),
      lineY(finite, {
        x: "day",
        y: "value",
        z: seriesOf,
        stroke: seriesOf,
        strokeWidth: 1.8,
      }),
      dot(last, { x: "day", y: "value", fill: seriesOf, r: 3 }),
      text(spread(last, Math.max(...tops), narrow ? 200 : 240), {
        x: "day",
        y: "at",
        text: seriesOf as never,
        fill: seriesOf as never,
        textAnchor: "start",
        dx: 8,
        fontWeight: 600,
      }),
    ],
  });
}

/** Moves names apart that would stand on each other. */
function spread(
  rows: readonly DayValue[],
  top: number,
  height: number,
): readonly (DayValue & { readonly at: number })[] {
  const least = top * 15 / height;
  let at = -Infinity;
  return rows.toSorted((a, b) => a.value - b.value).map((row) => {
    at = Math.max(row.value, at + least);
    return { ...row, at };
  });
}
