import {
  areaY,
  axisX,
  axisY,
  gridY,
  lineY,
  ruleY,
  text,
} from "@observablehq/plot";
import type { PlotOptions } from "./plot_options.ts";
import { colour, figure } from "./figure.ts";

/** Five seconds of traffic. */
export interface LiveBin {
  readonly ts: number;
  readonly requests: number;
  readonly p50: number | null;
  readonly p95: number | null;
}

/** The last minutes: requests a second above, latency below, on one time axis. */
export function liveStrip(
  bins: readonly LiveBin[],
  { label, seconds }: { readonly label: string; readonly seconds: number },
  { width, document }: PlotOptions,
): Element {
  const holder = document.createElement("div");
  holder.setAttribute("class", "stack");
  const end = bins.at(-1)?.ts ?? 0;
  const rows = bins.map(({ ts, requests, p50, p95 }) => ({
    at: (ts - end) / 60_000,
    rate: requests / seconds,
    p50: p50 ?? NaN,
    p95: p95 ?? NaN,
  }));
  const part = (
    title: string,
    height: number,
    marks: readonly unknown[],
    top: number,
  ) =>
    figure({ width, document }, {
      label: `${label}: ${title}`,
      height,
      marginLeft: 52,
      marginTop: 24,
      x: { domain: [rows[0]?.at ?? -5, 0] },
      y: { domain: [0, top] },
      marks: [
        text([title], {
          text: (x: string) => x,
          frameAnchor: "top-left",
          dy: -18,
          fill: colour.muted,
        }),
        gridY({ stroke: colour.rule, strokeOpacity: 1, ticks: 3 }),
        axisY({ ticks: 3, tickSize: 0, label: null }),
        axisX({
          ticks: 5,
          tickSize: 4,
          label: null,
          tickFormat: (x: number) => x === 0 ? "now" : `${x} min`,
        }),
        ...marks as never[],
        ruleY([0], { stroke: colour.muted }),
      ],
    });
  const most = (values: readonly number[], least: number) =>
    Math.max(least, ...values.filter(Number.isFinite)) * 1.08;
  holder.append(
    part("requests a second", 130, [
      areaY(rows, {
        x: "at",
        y: "rate",
        fill: colour.first,
        fillOpacity: 0.2,
        curve: "step",
      }),
      lineY(rows, {
        x: "at",
        y: "rate",
        stroke: colour.first,
        strokeWidth: 1.5,
        curve: "step",
      }),
    ], most(rows.map(({ rate }) => rate), 1)),
    part("latency in ms: median, and the slowest of twenty", 130, [
      areaY(rows, {
        x: "at",
        y1: "p50",
        y2: "p95",
        fill: colour.second,
        fillOpacity: 0.18,
      }),
      lineY(rows, {
        x: "at",
        y: "p95",
        stroke: colour.second,
        strokeOpacity: 0.6,
      }),
      lineY(rows, {
        x: "at",
        y: "p50",
        stroke: colour.second,
        strokeWidth: 1.8,
      }),
    ], most(rows.map(({ p95 }) => p95), 5)),
  );
  return holder;
}
