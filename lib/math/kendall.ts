/**
 * Agreement of two orders: Kendall's tau-b, 1 for the same order, -1 for the reverse; NaN where either is constant.
 *
 * Source: Kendall 1945; equals scipy.stats.kendalltau.
 */
export function kendallTau(
  x: readonly number[],
  y: readonly number[],
): number {
  let agree = 0, tiesX = 0, tiesY = 0;
  const pairs = x.length * (x.length - 1) / 2;
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const a = Math.sign(x[i]! - x[j]!), b = Math.sign(y[i]! - y[j]!);
      agree += a * b;
      if (a === 0) tiesX++;
      if (b === 0) tiesY++;
    }
  }
  return agree / Math.sqrt((pairs - tiesX) * (pairs - tiesY));
}

/**
 * Probability of a tau this far from 0 or further for n independent items without ties, both sides.
 *
 * From the exact number of orders with each count of inversions. Source: Kendall and Gibbons 1990, 5.8; equals
 * scipy.stats.kendalltau(method="exact").
 */
export function kendallP(tau: number, n: number): number {
  const most = n * (n - 1) / 2;
  let orders = [1];
  for (let i = 2; i <= n; i++) {
    const next = new Array<number>(orders.length + i - 1).fill(0);
    orders.forEach((p, inversions) => {
      for (let k = 0; k < i; k++) next[inversions + k]! += p / i;
    });
    orders = next;
  }
  const discordant = Math.round((1 - Math.abs(tau)) / 2 * most);
  const tail = orders.slice(0, discordant + 1).reduce((s, p) => s + p, 0);
  return Math.min(1, 2 * tail);
}
