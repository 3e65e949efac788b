import { axisX, axisY, gridY, lineY, text } from "@observablehq/plot";
import type { PlotOptions } from "./plot_options.ts";
import { colour, dayText, figure, isNarrow } from "./figure.ts";

/** Share of a day's rows that have one value. */
export interface DayShare {
  readonly day: Date;
  readonly value: string;
  readonly share: number;
}

/** One line a value, named at its end; values that the reference never had stand out. */
export function shareLines(
  rows: readonly DayShare[],
  { label, fresh }: {
    readonly label: string;
    /** Values that are new since the reference. */
    readonly fresh: ReadonlySet<string>;
  },
  where: PlotOptions,
): Element {
  const narrow = isNarrow(where.width), height = narrow ? 220 : 260;
  const values = [...new Set(rows.map(({ value }) => value))];
  const top = Math.max(0.01, ...rows.map(({ share }) => share));
  const ends = values.map((value) =>
    rows.findLast((row) => row.value === value)!
  ).sort((a, b) => a.share - b.share);
  let at = -Infinity;
  const named = ends.map((row) => {
    at = Math.max(row.share, at + top * 14 / (height - 50));
    return { ...row, at };
  });
  const lines = (isFresh: boolean) =>
    lineY(rows.filter(({ value }) => fresh.has(value) === isFresh), {
      x: "day",
      y: "share",
      z: "value",
      stroke: isFresh ? colour.first : colour.third,
      strokeWidth: isFresh ? 2.4 : 1.4,
    });
  const names = (isFresh: boolean) =>
    text(named.filter(({ value }) => fresh.has(value) === isFresh), {
      x: "day",
      y: "at",
      text: ({ value }: DayShare) =>
        `${value.length > 14 ? `${value.slice(0, 13)}…` : value}${
          isFresh ? " (new)" : ""
        }`,
      fill: isFresh ? colour.first : colour.muted,
      fontWeight: isFresh ? 600 : 400,
      textAnchor: "start",
      dx: 6,
    });
  return figure(where, {
    label,
    height,
    marginLeft: narrow ? 44 : 52,
    marginRight: 108,
    marginTop: 12,
    x: { type: "utc" },
    y: { domain: [0, Math.max(top, at)] },
    marks: [
      gridY({ stroke: colour.rule, strokeOpacity: 1, ticks: 4 }),
      axisY({
        ticks: 4,
        tickSize: 0,
        tickFormat: (x: number) => `${Math.round(x * 100)} %`,
        label: null,
      }),
      axisX({
        ticks: narrow ? 3 : 7,
        tickFormat: dayText,
        tickSize: 4,
        label: null,
      }),
      lines(false),
      lines(true),
      names(false),
      names(true),
    ],
  });
}
