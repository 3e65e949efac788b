import { plot, type PlotOptions as PlotSettings } from "@observablehq/plot";
import type { PlotOptions } from "./plot_options.ts";

/** Settings of a figure beside Plot's own. */
export interface FigureOptions extends Omit<PlotSettings, "document"> {
  /** What the figure shows, in words: read by screen readers in its place. */
  readonly label: string;
}

/**
 * Draws with Plot, then makes the result inert: one labelled image without inline styles, so that a strict content
 * security policy holds and colours follow the page. The rules that Plot would inline stand in `style.css`.
 *
 * Source: https://observablehq.com/plot/features/plots
 */
export function figure(
  { width, document }: PlotOptions,
  { label, ...settings }: FigureOptions,
): Element {
  const svg = plot({
    ...settings,
    width,
    document,
    className: "plot",
    ariaLabel: label,
  });
  svg.setAttribute("role", "img");
  for (const style of [...svg.querySelectorAll("style")]) style.remove();
  for (const inner of [...svg.querySelectorAll("*")]) {
    inner.removeAttribute("style");
    inner.removeAttribute("aria-label");
    inner.removeAttribute("aria-description");
    inner.removeAttribute("aria-hidden");
  }
  svg.removeAttribute("style");
  return svg;
}

/** Colours by meaning, as the style sheet's properties: they follow light and dark. */
export const colour = {
  first: "var(--first)",
  second: "var(--second)",
  third: "var(--third)",
  muted: "var(--muted)",
  rule: "var(--rule)",
  paper: "var(--paper)",
  pass: "var(--pass)",
  warn: "var(--warn)",
  fail: "var(--fail)",
  unknown: "var(--unknown)",
} as const;

/** Whether there is room for a phone only. */
export const isNarrow = (width: number): boolean => width < 480;

/** A day on an axis: "5 Jan". */
export function dayText(day: Date | number): string {
  const date = new Date(day);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

/** A number in a cell as a number; NaN for none. */
export const number = (cell: unknown): number =>
  cell === null || cell === undefined ? NaN : Number(cell);

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
