import { percent } from "../profile/mod.ts";
import type { Began } from "./began.ts";
import { momentText } from "./cause_text.ts";
import { escape } from "./escape.ts";

const WIDTH = 480, HEIGHT = 60, AXIS = 18;

/**
 * The share of rows that moved over the current data's time, the reference's share as a dashed line, the change's begin marked.
 *
 * Shape: when a change began -> SVG text without scripts or styles. At most 120 steps are drawn, wider ones being means.
 */
export function timelineSvg(began: Began): string {
  const { series, step, reference, from, to } = began;
  const width = Math.ceil(series.length / 120);
  const means = Array.from(
    { length: Math.ceil(series.length / width) },
    (_, i) => {
      const part = series.slice(i * width, (i + 1) * width);
      const rows = part.reduce((sum, { rows }) => sum + rows, 0);
      return rows
        ? part.reduce((sum, x) => sum + x.rows * (x.share ?? 0), 0) / rows
        : null;
    },
  );
  const top = Math.max(reference, ...means.map((x) => x ?? 0), 1e-9);
  const y = (share: number) => Math.round(HEIGHT - (HEIGHT - 4) * share / top);
  const first = series[0]!.at, span = series.length * step;
  const x = (at: number) => Math.round((at - first) / span * WIDTH);
  let path = "", pen = false;
  means.forEach((mean, i) => {
    const at = Math.round(i * width / series.length * WIDTH);
    const end = Math.round(
      Math.min(series.length, (i + 1) * width) / series.length * WIDTH,
    );
    path += mean === null ? "" : `${pen ? "V" : `M${at} `}${y(mean)}H${end}`;
    pen = mean !== null;
  });
  const mark = (at: number | null) =>
    at === null ? "" : `<path class="mark" d="M${x(at)} 0V${HEIGHT}"/>`;
  const text = (at: number, anchor: string, place: number) =>
    `<text x="${place}" y="${HEIGHT + AXIS - 4}" text-anchor="${anchor}">${
      escape(momentText(at, step))
    }</text>`;
  return `<svg viewBox="0 0 ${WIDTH} ${
    HEIGHT + AXIS
  }" role="img" aria-label="Share of rows that moved over time, ${
    percent(reference)
  } in the reference, ${
    percent(began.within)
  } while it holds"><path class="axis" d="M0 ${HEIGHT}H${WIDTH}"/><path class="was" d="M0 ${
    y(reference)
  }H${WIDTH}"/>${mark(from)}${mark(to)}<path class="cur" d="${path}"/>${
    text(first, "start", 0)
  }${text(first + span - step, "end", WIDTH)}</svg>`;
}
