/** How many rows with new values chance alone brings, and the probability of that many or more. */
export interface NewShare {
  readonly expected: number;
  readonly pValue: number;
}

/** Above this many rows the tail is bounded by Chernoff's inequality, which is at least as large. */
const EXACT_ROWS = 400;

/**
 * Tests how many rows of the second of two samples hold values that the first lacks, if both come from one source.
 *
 * A value that stands c times in the pooled rows falls wholly into the second sample with probability
 * prod (m - i) / (N - i), i < c; values are taken as independent. Shape: pooled counts by value, rows of both samples,
 * rows with new values -> expected rows and p-value.
 */
export function newShareTest(
  pooled: readonly number[],
  n: number,
  m: number,
  rows: number,
): NewShare {
  const values = new Map<number, number>();
  for (const count of pooled) values.set(count, (values.get(count) ?? 0) + 1);
  const groups = [...values].map(([count, k]) => ({
    count,
    k,
    p: allInSecond(count, n, m),
  })).filter(({ p }) => p > 0);
  const expected = groups.reduce(
    (sum, { count, k, p }) => sum + count * k * p,
    0,
  );
  if (rows <= expected) return { expected, pValue: 1 };
  return {
    expected,
    pValue: rows <= EXACT_ROWS ? tail(groups, rows) : chernoff(groups, rows),
  };
}

interface Group {
  readonly count: number;
  readonly k: number;
  readonly p: number;
}

function allInSecond(count: number, n: number, m: number): number {
  let log = 0;
  for (let i = 0; i < count && log > -745; i++) {
    if (i >= m) return 0;
    log += Math.log((m - i) / (n + m - i));
  }
  return Math.exp(log);
}

// The distribution of the sum of count * Binomial(k, p) below `rows`, group by group.
function tail(groups: readonly Group[], rows: number): number {
  let below = new Float64Array(rows);
  below[0] = 1;
  for (const { count, k, p } of groups) {
    if (count >= rows) {
      const none = Math.exp(k * Math.log1p(-Math.min(p, 1 - 1e-16)));
      below = below.map((x) => x * none);
      continue;
    }
    const next = new Float64Array(rows), log1p = Math.log1p(-p);
    let term = Math.exp(k * log1p);
    for (let hits = 0; hits <= k && hits * count < rows; hits++) {
      for (let i = 0; i + hits * count < rows; i++) {
        next[i + hits * count]! += below[i]! * term;
      }
      term *= (k - hits) / (hits + 1) * (p / (1 - p));
    }
    below = next;
  }
  const left = 1 - below.reduce((sum, x) => sum + x, 0);
  return left > 1e-9 ? Math.min(1, left) : chernoff(groups, rows);
}

function chernoff(groups: readonly Group[], rows: number): number {
  const log = (t: number) =>
    groups.reduce(
      (sum, { count, k, p }) =>
        sum + k * (t * count > 30
            ? t * count + Math.log(p + (1 - p) * Math.exp(-t * count))
            : Math.log1p(p * Math.expm1(t * count))),
      0,
    ) - t * rows;
  let low = 0, high = 50;
  for (let i = 0; i < 200; i++) {
    const a = low + (high - low) / 3, b = high - (high - low) / 3;
    if (log(a) < log(b)) high = b;
    else low = a;
  }
  return Math.min(1, Math.exp(log((low + high) / 2)));
}
