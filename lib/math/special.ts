import { betainc, erfc, erfcinv, gammainc } from "./stdlib.js";

/** Probability that a standard normal is above z, exact in the tail. Shape: number -> 0..1. */
export function normalSf(z: number): number {
  return erfc(z / Math.SQRT2) / 2;
}

/** Probability that a standard normal is below z, exact in the tail. */
export function normalCdf(z: number): number {
  return normalSf(-z);
}

/** The z below which a standard normal lies with probability p; through erfcinv, exact down to 1e-300. */
export function normalQuantile(p: number): number {
  return -Math.SQRT2 * erfcinv(2 * p);
}

/** Probability that a chi-square variable with `df` degrees of freedom is above x. */
export function chiSquareSf(x: number, df: number): number {
  if (!(df > 0) || !(x > 0)) return x <= 0 ? 1 : NaN;
  return gammainc(x / 2, df / 2, true, true);
}

/** Probability that Student's t with `df` degrees of freedom is further from 0 than t, both sides. */
export function tTwoSided(t: number, df: number): number {
  if (t === 0) return 1;
  return betainc(df / (df + t * t), df / 2, 0.5);
}

/** Probability that an F variable with (d1, d2) degrees of freedom is above x. */
export function fSf(x: number, d1: number, d2: number): number {
  if (!(x > 0)) return 1;
  return betainc(d2 / (d2 + d1 * x), d2 / 2, d1 / 2);
}

/** Probability that |Z| of a standard normal is above |z|. */
export function normalTwoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}
