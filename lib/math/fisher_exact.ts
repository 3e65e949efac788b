/**
 * Probability, with all margins of a 2 x 2 table fixed and no association, of a table at most as likely as this one.
 *
 * Formula: sum of hypergeometric probabilities that are no larger than the table's own (times 1 + 1e-7 against
 * rounding). Shape: hits and rows of both sides -> 0..1; 1 when a margin is empty. Source: Fisher 1935; equals
 * scipy.stats.fisher_exact(alternative="two-sided").
 */
export function fisherExact(
  hits: number,
  n: number,
  otherHits: number,
  m: number,
): number {
  const all = hits + otherHits;
  const low = Math.max(0, all - m), high = Math.min(all, n);
  if (low >= high) return 1;
  const mode = Math.min(
    high,
    Math.max(low, Math.floor((all + 1) * (n + 1) / (n + m + 2))),
  );
  // probabilities in units of the mode's, outwards by their exact ratios
  const up = (k: number) => (all - k) * (n - k) / ((k + 1) * (m - all + k + 1));
  let own = 1;
  for (let k = mode; k < hits; k++) own *= up(k);
  for (let k = mode; k > hits; k--) own /= up(k - 1);
  const limit = own * (1 + 1e-7);
  let whole = 0, tail = 0;
  const add = (x: number) => {
    whole += x;
    if (x <= limit) tail += x;
  };
  add(1);
  for (let k = mode, x = 1; k < high && x > 0; k++) add(x *= up(k));
  for (let k = mode, x = 1; k > low && x > 0; k--) add(x /= up(k - 1));
  return Math.min(1, tail / whole);
}
