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
 * reference's share, p1 the stretch's own, less 4 for each end that lies inside the data, times how much more the buckets vary than counts of one share would; stretches that move the way the whole did. It runs
 * to the end unless what follows lies nearer to p0 than to p1. Shape: buckets in the order of time, share -> indices. Edge cases: undefined without rows and when the whole did not move; empty
 * buckets at either end of the stretch are left out; p0 of 0 or 1 counts as half a row. Exact among all stretches. Source:
 * Hinkley 1970, Biometrika 57 (the change point); Levin and Kline 1985 (a change that ends).
 */
export function onset(
  buckets: readonly Bucket[],
  reference: number,
): Onset | undefined {
  const sums = sumsOf(buckets), all = sums.rows(0, buckets.length);
  const overall = sums.share(0, buckets.length);
  if (overall === null || overall === reference) return undefined;
  const half = 0.5 / all;
  const search: Search = {
    sums,
    buckets: buckets.length,
    p0: Math.min(1 - half, Math.max(half, reference)),
    grows: overall > reference,
  };
  const first = likeliest(search, END);
  if (!first) return undefined;
  const found = likeliest(search, END * dispersion(buckets, sums, first))!;
  let { from } = found;
  while (!buckets[from]!.n) from++;
  const { to } = found, within = sums.share(from, to)!;
  const rest = all - sums.rows(from, to);
  const hits = sums.hits(0, buckets.length) - sums.hits(from, to);
  return { from, to, within, rest: rest > 0 ? hits / rest : null };
}

/** What an end inside the data costs: chance alone finds a better place than the true end, by about 2. */
const END = 4;

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly score: number;
}

interface Search {
  readonly sums: Sums;
  readonly buckets: number;
  readonly p0: number;
  readonly grows: boolean;
}

/** The stretch of the largest likelihood; to the end unless what follows lies nearer to the reference. */
function likeliest(search: Search, cost: number): Stretch | undefined {
  const { buckets, sums, p0 } = search;
  let found: Stretch | undefined;
  for (let to = 1; to <= buckets; to++) found = best(search, cost, to, found);
  if (!found) return undefined;
  const within = sums.share(found.from, found.to)!;
  const after = sums.share(found.to, buckets);
  if (after === null) return { ...found, to: buckets };
  return Math.abs(after - p0) < Math.abs(after - within)
    ? found
    : best(search, cost, buckets, undefined);
}

function best(
  { sums, buckets, p0, grows }: Search,
  cost: number,
  to: number,
  start: Stretch | undefined,
): Stretch | undefined {
  let found = start;
  for (let from = 0; from < to; from++) {
    const rows = sums.rows(from, to), hits = sums.hits(from, to);
    if (!rows || hits / rows > p0 !== grows) continue;
    const ends = Number(from > 0) + Number(to < buckets);
    // Kullback's distance is at most chi-square's, which costs no logarithm
    const most = (hits - rows * p0) ** 2 / (rows * p0 * (1 - p0));
    if (found && most - cost * ends <= found.score) continue;
    const term = (k: number, q: number) => k && k * Math.log(k / rows / q);
    const score = term(hits, p0) + term(rows - hits, 1 - p0) - cost * ends;
    if (!found || score > found.score) found = { from, to, score };
  }
  return found;
}

/** How much more the buckets vary than counts of one share would, inside the stretch and outside: Pearson's chi-square by degree of freedom. */
function dispersion(
  buckets: readonly Bucket[],
  sums: Sums,
  { from, to }: Stretch,
): number {
  let chi = 0, free = 0;
  const add = (a: number, b: number, share: number) => {
    if (!(share > 0 && share < 1)) return;
    for (let i = a; i < b; i++) {
      const { n, x } = buckets[i]!;
      if (!n) continue;
      chi += (x - n * share) ** 2 / (n * share * (1 - share));
      free++;
    }
    free--;
  };
  const all = buckets.length,
    outside = all && sums.rows(0, all) -
        sums.rows(from, to);
  add(from, to, sums.share(from, to)!);
  if (outside > 0) {
    const share = (sums.hits(0, all) - sums.hits(from, to)) / outside;
    add(0, from, share);
    add(to, all, share);
  }
  return free > 0 ? Math.max(1, chi / free) : 1;
}

interface Sums {
  rows(from: number, to: number): number;
  hits(from: number, to: number): number;
  share(from: number, to: number): number | null;
}

function sumsOf(buckets: readonly Bucket[]): Sums {
  const n = new Float64Array(buckets.length + 1);
  const x = new Float64Array(buckets.length + 1);
  buckets.forEach((bucket, i) => {
    n[i + 1] = n[i]! + bucket.n;
    x[i + 1] = x[i]! + bucket.x;
  });
  const rows = (from: number, to: number) => n[to]! - n[from]!;
  const hits = (from: number, to: number) => x[to]! - x[from]!;
  return {
    rows,
    hits,
    share: (from, to) =>
      rows(from, to) ? hits(from, to) / rows(from, to) : null,
  };
}
