import {
  align,
  type Aligned,
  alignValues,
  type ColumnProfile,
  percent,
} from "../profile/mod.ts";
import { escape } from "./escape.ts";
import { figure } from "./figure.ts";

const WIDTH = 480, HEIGHT = 120, AXIS = 18;

/**
 * A column's distribution, the reference as a grey area and the current as a line; categories as pairs of bars.
 *
 * Shape: one or two column profiles -> SVG text without scripts or styles; classes `ref` and `cur` carry the colours.
 * Undefined where there is nothing to draw.
 */
export function distributionSvg(
  reference: ColumnProfile | undefined,
  current: ColumnProfile,
): string | undefined {
  const other = reference ?? current;
  if (current.numbers && other.numbers) {
    const aligned = align(other.numbers, current.numbers);
    if (aligned.p.length < 2) return undefined;
    return histogram(aligned, current.column.kind === "time", !!reference);
  }
  if (current.values && other.values) {
    return bars(other, current, !!reference);
  }
  return undefined;
}

function histogram(
  aligned: Aligned,
  time: boolean,
  both: boolean,
): string | undefined {
  const pooled = Array.from(
    aligned.p,
    (x, i) =>
      (aligned.n ? x / aligned.n : 0) +
      (aligned.m ? aligned.q[i]! / aligned.m : 0),
  );
  const mass = pooled.reduce((s, x) => s + x, 0);
  const quantile = (share: number) => {
    let sum = 0;
    for (let i = 0; i < pooled.length; i++) {
      sum += pooled[i]!;
      if (sum >= share * mass) return i;
    }
    return pooled.length - 1;
  };
  const first = quantile(0.005), last = quantile(0.995);
  const from = aligned.lo[first]!, to = aligned.hi[last]!;
  const distinct = last - first + 1;
  const single = distinct <= 100 && aligned.exact;
  const bins = single ? distinct : 40;
  const p = new Float64Array(bins), q = new Float64Array(bins);
  const width = (to - from || 1) / bins;
  const clamp = (bin: number) => Math.min(bins - 1, Math.max(0, bin));
  pooled.forEach((_, i) => {
    const a = aligned.n ? aligned.p[i]! / aligned.n : 0;
    const b = aligned.m ? aligned.q[i]! / aligned.m : 0;
    // a cell wider than a bin is spread over the bins it covers
    const low = single
      ? clamp(i - first)
      : clamp(Math.floor((aligned.lo[i]! - from) / width));
    const high = single
      ? low
      : clamp(Math.floor((aligned.hi[i]! - from) / width));
    const covered = high - low + 1;
    for (let bin = low; bin <= high; bin++) {
      p[bin]! += a / covered;
      q[bin]! += b / covered;
    }
  });
  const top = Math.max(...p, ...q, 1e-9);
  const label = (x: number) =>
    time ? new Date(x * 1000).toISOString().slice(0, 10) : figure(x);
  const count = single ? Math.min(6, distinct) : 5;
  const ticks = Array.from({ length: count }, (_, k) => {
    const share = count > 1 ? k / (count - 1) : 0;
    const cell = Math.round(share * (distinct - 1));
    const x = single
      ? (cell + 0.5) / distinct * WIDTH
      : 4 + share * (WIDTH - 8);
    const at = single ? aligned.at[first + cell]! : from + share * (to - from);
    const anchor = x < 40 ? "start" : x > WIDTH - 40 ? "end" : "middle";
    return `<text x="${Math.round(x)}" y="${
      HEIGHT + AXIS - 4
    }" text-anchor="${anchor}">${escape(label(at))}</text>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${
    HEIGHT + AXIS
  }" role="img" aria-label="Distribution, ${
    both ? "reference grey, current as a line" : "current"
  }">${
    both ? `<path class="ref" d="${steps(p, top, true)}"/>` : ""
  }<path class="${both ? "cur" : "ref"}" d="${
    steps(q, top, !both)
  }"/><path class="axis" d="M0 ${HEIGHT}H${WIDTH}"/>${ticks.join("")}</svg>`;
}

function steps(share: Float64Array, top: number, close: boolean): string {
  let path = "", last = -1;
  share.forEach((value, i) => {
    const y = Math.round(HEIGHT - (HEIGHT - 6) * value / top);
    const x = Math.round(i * WIDTH / share.length);
    if (i === 0) path = close ? `M0 ${HEIGHT}V${y}` : `M0 ${y}`;
    else if (y !== last) path += `H${x}V${y}`;
    last = y;
  });
  return `${path}H${WIDTH}${close ? `V${HEIGHT}z` : ""}`;
}

const BARS = 8, ROW = 26, LABEL = 150, TEXT = 124;

function bars(
  reference: ColumnProfile,
  current: ColumnProfile,
  both: boolean,
): string | undefined {
  const n = reference.rows - reference.nulls, m = current.rows - current.nulls;
  if (!n && !m) return undefined;
  const found = alignValues(reference.values!, current.values!, n, m);
  const order = found.values.map((value, i) => ({
    value,
    p: n ? found.p[i]! / n : 0,
    q: m ? found.q[i]! / m : 0,
  }));
  order.sort((a, b) => Math.abs(b.q - b.p) - Math.abs(a.q - a.p) || b.p - a.p);
  const shown = order.slice(0, BARS).sort((a, b) => b.p + b.q - a.p - a.q);
  const top = Math.max(...shown.map(({ p, q }) => Math.max(p, q)), 1e-9);
  const room = WIDTH - LABEL - TEXT;
  const rows = shown.map(({ value, p, q }, i) => {
    const y = i * ROW,
      w = (x: number) => Math.max(1, Math.round(room * x / top));
    const name = value.length > 22 ? `${value.slice(0, 21)}…` : value;
    return `<text x="${LABEL - 6}" y="${y + 16}" text-anchor="end">${
      escape(name || "(empty)")
    }</text>${
      both
        ? `<rect class="ref" x="${LABEL}" y="${y + 3}" width="${
          w(p)
        }" height="9"/>`
        : ""
    }<rect class="curbar" x="${LABEL}" y="${y + 12}" width="${
      w(q)
    }" height="9"/><text x="${LABEL + Math.max(w(p), w(q)) + 6}" y="${
      y + 16
    }">${both ? `${percent(p)} → ` : ""}${percent(q)}</text>`;
  });
  const rest = found.values.length - shown.length;
  const height = shown.length * ROW + (rest > 0 ? 18 : 0);
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Shares by category">${
    rows.join("")
  }${
    rest > 0
      ? `<text x="${LABEL}" y="${height - 4}">and ${rest} more values</text>`
      : ""
  }</svg>`;
}
