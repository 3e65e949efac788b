import { normalQuantile } from "./special.ts";
import { betaincinv } from "./stdlib.js";

/**
 * Wilson's interval for a share of `hits` in `n`.
 *
 * Formula: (h + z^2/2 +- z sqrt(h (n - h) / n + z^2 / 4)) / (n + z^2). Shape: counts -> [low, high] in 0..1; [0, 1] for
 * n = 0. Source: Wilson 1927; equals statsmodels' proportion_confint(method="wilson").
 */
export function wilson(
  hits: number,
  n: number,
  level = 0.95,
): readonly [number, number] {
  if (!(n > 0)) return [0, 1];
  const z = normalQuantile((1 + level) / 2), centre = hits + z * z / 2;
  const half = z * Math.sqrt(Math.max(0, hits * (n - hits) / n + z * z / 4));
  return [
    hits <= 0 ? 0 : Math.max(0, (centre - half) / (n + z * z)),
    hits >= n ? 1 : Math.min(1, (centre + half) / (n + z * z)),
  ];
}

/**
 * The exact (Clopper-Pearson) interval for a share: covers at least `level` at any n. Shape: counts -> [low, high].
 *
 * Source: Clopper and Pearson 1934; equals statsmodels' proportion_confint(method="beta").
 */
export function clopperPearson(
  hits: number,
  n: number,
  level = 0.95,
): readonly [number, number] {
  if (!(n > 0)) return [0, 1];
  const tail = (1 - level) / 2;
  return [
    hits <= 0 ? 0 : betaincinv(tail, hits, n - hits + 1),
    hits >= n ? 1 : betaincinv(1 - tail, hits + 1, n - hits),
  ];
}

/** The interval of a mean from its standard error: mean +- z se. */
export function normalInterval(
  value: number,
  se: number,
  level = 0.95,
): readonly [number, number] {
  const z = normalQuantile((1 + level) / 2);
  return [value - z * se, value + z * se];
}
