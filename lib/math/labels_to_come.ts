import type { AgedRows, ArrivalCurve } from "./arrival_curve.ts";

/**
 * Positive labels that rows without one will still get until the horizon, and the variance of what will really come.
 *
 * Formula: sum over rows without label of q_i = 1 - S(H) / S(a_i); variance: sum q_i (1 - q_i) + sum_j g_j c_j^2 with c_j = sum over
 * a_i < j of S(H) / S(a_i), how far the sum moves with step j of the curve. Shape: rows by age and delay, their band's curve ->
 * count and variance. Edge cases: rows as old as the horizon get none. Source: Kaplan and Meier 1958; delta method on Greenwood's terms.
 */
export function labelsToCome(
  rows: readonly AgedRows[],
  { horizon, waiting, greenwood }: ArrivalCurve,
): { readonly value: number; readonly variance: number } {
  const still = new Float64Array(horizon + 1);
  let value = 0, variance = 0;
  for (const { age, delay, n } of rows) {
    const at = Math.min(age, horizon);
    if (delay !== undefined && delay <= at) continue;
    const kept = waiting[at]! > 0 ? waiting[horizon]! / waiting[at]! : 1;
    value += n * (1 - kept);
    variance += n * kept * (1 - kept);
    still[at]! += n * kept;
  }
  let below = 0;
  for (let j = 0; j <= horizon; j++) {
    variance += greenwood[j]! * below ** 2;
    below += still[j]!;
  }
  return { value, variance };
}
