const WIDEST = 4;

/**
 * A deviation in standard deviations, at most 4 either way; 0 where the variance is.
 *
 * Clipping moves the mean of any distribution by at most 0.062 standard deviations (Cantelli), so that a slack of more
 * than that still holds back what is stable.
 */
export function clipDeviation(deviation: number, variance: number): number {
  if (variance === 0) return 0;
  const z = deviation / Math.sqrt(variance);
  return z > WIDEST ? WIDEST : z < -WIDEST ? -WIDEST : z;
}
