/**
 * Digamma: the slope of ln gamma(x). Shape: x > 0 -> number; NaN otherwise.
 *
 * Formula: the recurrence psi(x) = psi(x + 1) - 1 / x up to 10, then the asymptotic series; error under 1e-12. Source:
 * Abramowitz and Stegun 6.3.5, 6.3.18.
 */
export function digamma(x: number): number {
  if (!(x > 0)) return NaN;
  let sum = 0;
  for (; x < 10; x++) sum -= 1 / x;
  const y = 1 / (x * x);
  return sum + Math.log(x) - 1 / (2 * x) -
    y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y / 132))));
}

/**
 * Trigamma: the slope of digamma, the variance of the logarithm of a gamma variable of shape x. Shape: x > 0 -> number.
 *
 * Formula: the recurrence up to 10, then the asymptotic series; error under 1e-12. Source: Abramowitz and Stegun 6.4.12.
 */
export function trigamma(x: number): number {
  if (!(x > 0)) return NaN;
  let sum = 0;
  for (; x < 10; x++) sum += 1 / (x * x);
  const y = 1 / (x * x);
  return sum + 1 / x + y / 2 +
    y / x *
      (1 / 6 - y * (1 / 30 - y * (1 / 42 - y * (1 / 30 - y * 5 / 66))));
}

/**
 * The x whose trigamma is y, by Newton's method on 1 / trigamma, which is convex and nearly linear. Shape: y > 0 -> x > 0.
 *
 * Source: limma's trigammaInverse (Smyth 2004).
 */
export function trigammaInverse(y: number): number {
  if (y > 1e7) return 1 / Math.sqrt(y);
  if (y < 1e-6) return 1 / y;
  let x = 0.5 + 1 / y;
  for (let i = 0; i < 50; i++) {
    const at = trigamma(x), step = at * (1 - at / y) / tetragamma(x);
    x += step;
    if (Math.abs(step) < 1e-10 * x) break;
  }
  return x;
}

/** The slope of trigamma. */
function tetragamma(x: number): number {
  let sum = 0;
  for (; x < 10; x++) sum -= 2 / (x * x * x);
  const y = 1 / (x * x);
  return sum - y - y / x -
    y * y * (1 / 2 - y * (1 / 6 - y * (1 / 6 - y * (3 / 10 - y * 5 / 6))));
}
