/** One stretch of time: rows, and those of them that are counted. */
export interface Bucket {
  readonly n: number;
  readonly x: number;
}

/** When a share left its reference. */
export interface Onset {
  /** The first bucket in which the change holds. */
  readonly from: number;
  /** The first bucket after it; the number of buckets when it still holds. */
  readonly to: number;
  /** The share while it holds, and in the rest; `rest` is null when there is none. */
  readonly within: number;
  readonly rest: number | null;
}

/**
 * When a share left its reference, from counts by bucket of time: the stretch in which "changed" is likeliest against "as before".
 *
 * Formula: the stretch [from, to) with the largest log-likelihood ratio sum x ln(p1/p0) + (n - x) ln((1 - p1)/(1 - p0)), p0 the
 * reference's share, p1 the stretch's own, less 4 for each end that lies inside the data; stretches that move the way the whole did. It runs
 * to the end unless what follows lies nearer to p0 than to p1. Shape: buckets in the order of time, share -> indices. Edge cases: undefined without rows and when the whole did not move; empty
 * buckets at either end of the stretch are left out; p0 of 0 or 1 counts as half a row. Exact among all stretches. Source:
 * Hinkley 1970, Biometrika 57 (the change point); Levin and Kline 1985 (a change that ends).
 */
export function onset(
  buckets: readonly Bucket[],
  reference: number,
): Onset | undefined {
  const n = cumulative(buckets.map(({ n }) => n));
  const x = cumulative(buckets.map(({ x }) => x));
  const all = n.at(-1)!, counted = x.at(-1)!;
  if (!all || counted / all === reference) return undefined;
  const grows = counted / all > reference;
  const half = 0.5 / all;
  const p0 = Math.min(1 - half, Math.max(half, reference));
  const likelihood = (from: number, to: number) => {
    const rows = n[to]! - n[from]!, hits = x[to]! - x[from]!;
    if (!rows || hits / rows > p0 !== grows) return -Infinity;
    const term = (k: number, q: number) => k && k * Math.log(k / rows / q);
    const ends = Number(from > 0) + Number(to < buckets.length);
    return term(hits, p0) + term(rows - hits, 1 - p0) - END * ends;
  };
  const best = (to: number, found: Stretch) => {
    for (let from = 0; from < to; from++) {
      const score = likelihood(from, to);
      if (score > found.score) found = { from, to, score };
    }
    return found;
  };
  const none: Stretch = { from: 0, to: 0, score: -Infinity };
  let found = none;
  for (let to = 1; to < n.length; to++) found = best(to, found);
  const share = (from: number, to: number) =>
    n[to] === n[from] ? null : (x[to]! - x[from]!) / (n[to]! - n[from]!);
  const after = share(found.to, buckets.length);
  const within = share(found.from, found.to);
  if (within === null) return undefined;
  if (after !== null && Math.abs(after - p0) >= Math.abs(after - within)) {
    found = best(buckets.length, none);
  } else if (after === null) found = { ...found, to: buckets.length };
  return described(buckets, found, share, all, counted);
}

/** What an end inside the data costs: chance alone finds a better place than the true end, by about 2. */
const END = 4;

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly score: number;
}

function described(
  buckets: readonly Bucket[],
  { from: first, to }: Stretch,
  share: (from: number, to: number) => number | null,
  all: number,
  counted: number,
): Onset | undefined {
  let from = first, rows = 0, hits = 0;
  while (from < to && !buckets[from]!.n) from++;
  for (let i = from; i < to; i++) {
    rows += buckets[i]!.n;
    hits += buckets[i]!.x;
  }
  const within = share(from, to);
  return within === null ? undefined : {
    from,
    to,
    within,
    rest: all > rows ? (counted - hits) / (all - rows) : null,
  };
}

function cumulative(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, i) => sums[i + 1] = sums[i]! + value);
  return sums;
}
