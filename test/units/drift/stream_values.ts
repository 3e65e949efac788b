import { type Random, random } from "../../../lib/math/mod.ts";
import type { Stream } from "../../../lib/check/mod.ts";
import {
  adwin,
  cusum,
  ddm,
  eddm,
  ewma,
  hddmA,
  hddmW,
  kswin,
  pageHinkley,
} from "../../../lib/units/drift/mod.ts";

/** All stream detectors, with whether they take any number or only 0..1. */
export const detectors = [
  [adwin, true],
  [pageHinkley, true],
  [cusum, true],
  [ewma, true],
  [kswin, true],
  [ddm, false],
  [eddm, false],
  [hddmA, false],
  [hddmW, false],
] as unknown as readonly (readonly [Stream, boolean])[];

/** 6,000 normal values: mean 0, from 2,000 on 1, from 4,000 on -0.5. */
export function gauss(): number[] {
  const draw = random("gauss");
  return Array.from(
    { length: 6000 },
    (_, i) => (i < 2000 ? 0 : i < 4000 ? 1 : -0.5) + draw.normal(),
  );
}

/** 6,000 bits: 1 at a rate of 0.15, from 3,000 on of 0.3. */
export function errors(): number[] {
  return bits(random("errors"), 6000, (i) => i < 3000 ? 0.15 : 0.3);
}

/** 6,000 bits: 1 at a rate of 0.3, from 3,000 on of 0.15. */
export function recovery(): number[] {
  return bits(random("recovery"), 6000, (i) => i < 3000 ? 0.3 : 0.15);
}

/** Bits that are 1 at a rate by row. */
export function bits(
  draw: Random,
  rows: number,
  rate: (row: number) => number,
): number[] {
  return Array.from(
    { length: rows },
    (_, i) => draw.uniform() < rate(i) ? 1 : 0,
  );
}

/** The golden streams by name. */
export const streams: Readonly<Record<string, readonly number[]>> = {
  gauss: gauss(),
  errors: errors(),
  recovery: recovery(),
};

/** The thirty values of Montgomery's tables 9.2 and 9.10: mean 10 for twenty, then 11. */
// deno-fmt-ignore
export const montgomery = [
  9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34,
  9.03, 11.47, 10.51, 9.4, 10.08, 9.37, 10.62, 10.31, 8.52, 10.84,
  10.9, 9.33, 12.29, 11.5, 10.6, 11.08, 10.38, 11.62, 11.31, 10.52,
];
