/**
 * Probability that the Cramer-von Mises limit, the sum of Z_j^2 / (j pi)^2, is above x.
 *
 * Shape: x -> 0..1, exact to 1e-10 relative into the far tail, where 1 - cdf has no digits left. Source: Smirnov 1936.
 */
export function cramerVonMisesSf(x: number): number {
  return smirnovSf(
    x,
    (j) => (j * Math.PI) ** 2,
    (y) => Math.sin(Math.sqrt(y)) / Math.sqrt(y),
  );
}

/**
 * Probability that the Anderson-Darling limit, the sum of Z_j^2 / (j (j + 1)), is above x.
 *
 * Shape: x -> 0..1, exact to 1e-10 relative into the far tail. Source: Anderson and Darling 1952.
 */
export function andersonDarlingSf(x: number): number {
  return smirnovSf(
    x,
    (j) => j * (j + 1),
    (y) => -Math.cos(Math.PI / 2 * Math.sqrt(1 + 4 * y)) / (Math.PI * y),
  );
}

const NODES = 200;

/**
 * Smirnov's inversion for a sum of Z_j^2 / r_j with distinct r_j: alternating integrals of exp(-x y / 2) / (pi y
 * sqrt |D(y)|) between neighbouring r, D(y) = prod (1 - y / r_j). Gauss-Chebyshev takes the roots at both ends.
 */
function smirnovSf(
  x: number,
  root: (j: number) => number,
  D: (y: number) => number,
): number {
  if (!(x > 0)) return 1;
  let sum = 0;
  for (let k = 1; k <= 200; k++) {
    const low = Math.sqrt(root(2 * k - 1)), high = Math.sqrt(root(2 * k));
    if (k > 1 && x * low * low / 2 > 745) break;
    const half = (high - low) / 2, middle = (high + low) / 2;
    let part = 0;
    for (let i = 0; i < NODES; i++) {
      const u = Math.cos(Math.PI * (i + 0.5) / NODES);
      const t = middle + half * u, y = t * t;
      const d = Math.abs(D(y));
      if (d > 0) {
        part += Math.exp(-x * y / 2) * 2 / t * half *
          Math.sqrt((1 - u * u) / d);
      }
    }
    sum += (k % 2 === 1 ? 1 : -1) * part / NODES;
    if (part / NODES < Math.abs(sum) * 1e-14) break;
  }
  return Math.min(1, Math.max(0, sum));
}

/**
 * The Cramer-von Mises tail as scipy gives it: 1 minus Csorgo and Faraway's series, stopped at terms under 1e-7.
 *
 * Good to about 1e-7 absolute, so of no use below; for comparison with scipy.stats.cramervonmises_2samp only.
 */
export function cramerVonMisesSeries(x: number): number {
  let sum = 0, gammas = Math.sqrt(Math.PI);
  for (let k = 0;; k++) {
    if (k > 0) gammas *= (k - 0.5) / k;
    const y = 4 * k + 1, q = y * y / (16 * x);
    const term = gammas / (Math.PI ** 1.5 * Math.sqrt(x)) * Math.sqrt(y) *
      scaledBessel(q);
    sum += term;
    if (!(Math.abs(term) >= 1e-7)) break;
  }
  return Math.max(0, 1 - sum);
}

/** exp(-q) K(q), the modified Bessel function of the second kind of order 1/4, by its integral over cosh. */
function scaledBessel(q: number): number {
  const step = 0.03;
  let sum = Math.exp(-2 * q) / 2;
  for (let t = step;; t += step) {
    const term = Math.exp(-q * (Math.cosh(t) + 1)) * Math.cosh(t / 4);
    sum += term;
    if (!(term > sum * 1e-18)) break;
  }
  return sum * step;
}
