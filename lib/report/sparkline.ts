import { align, alignValues } from "../profile/mod.ts";
import type { ColumnProfile } from "../profile/mod.ts";

const WIDTH = 80, HEIGHT = 14, BINS = 16;

/**
 * A column's current distribution as one small path, at most some 200 bytes: 16 equal bins between the middle 99 % of both sides, or the
 * eight most frequent values.
 *
 * Shape: profiles -> SVG text without styles. Edge cases: "" where there is nothing to draw.
 */
export function sparkline(
  reference: ColumnProfile | undefined,
  current: ColumnProfile,
): string {
  const shares = current.numbers
    ? numberShares(reference?.numbers ? reference : current, current)
    : current.values
    ? valueShares(reference?.values ? reference : current, current)
    : [];
  const top = Math.max(...shares, 0);
  if (!(top > 0)) return "";
  const step = WIDTH / shares.length;
  let path = `M0 ${HEIGHT}`, last = -1, run = 0;
  for (const share of shares) {
    const y = Math.round(HEIGHT - (HEIGHT - 1) * share / top);
    if (y === last) run += step;
    else {
      if (run) path += `h${round(run)}`;
      path += `V${y}`;
      last = y;
      run = step;
    }
  }
  path += `h${round(run)}V${HEIGHT}z`;
  return `<svg class="sp" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true"><path d="${path}"/></svg>`;
}

function round(x: number): string {
  return String(Number(x.toFixed(1)));
}

function numberShares(a: ColumnProfile, b: ColumnProfile): readonly number[] {
  const { p, q, lo, hi, n, m } = align(a.numbers!, b.numbers!);
  if (!n || !m || !p.length) return [];
  let sum = 0, from = lo[0]!, to = hi.at(-1)!;
  for (let i = 0; i < p.length; i++) {
    const both = p[i]! / n + q[i]! / m;
    if (sum < 0.01 && sum + both >= 0.01) from = lo[i]!;
    if (sum < 1.99 && sum + both >= 1.99) to = hi[i]!;
    sum += both;
  }
  const shares = Array.from({ length: BINS }, () => 0);
  const bin = (x: number) =>
    Math.max(
      0,
      Math.min(BINS - 1, Math.floor((x - from) / ((to - from) || 1) * BINS)),
    );
  q.forEach((count, i) => {
    const first = bin(lo[i]!), last = bin(hi[i]!);
    for (let k = first; k <= last; k++) {
      shares[k]! += count / m / (last - first + 1);
    }
  });
  return shares;
}

function valueShares(a: ColumnProfile, b: ColumnProfile): readonly number[] {
  const n = a.rows - a.nulls, m = b.rows - b.nulls;
  const { q } = alignValues(a.values!, b.values!, n, m);
  return m ? Array.from(q.subarray(0, 8), (count) => count / m) : [];
}
