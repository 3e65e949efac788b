import { completeOptions, type Stream } from "../../lib/check/mod.ts";
import type { Random } from "../../lib/math/mod.ts";
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
} from "../../lib/units/drift/mod.ts";

/** A stream detector, and whether it takes any number or only 0..1. */
export interface Watched {
  readonly unit: Stream;
  readonly takesAny: boolean;
}

/** All stream detectors. */
export const detectors: readonly Watched[] = [
  { unit: adwin as unknown as Stream, takesAny: true },
  { unit: pageHinkley as unknown as Stream, takesAny: true },
  { unit: cusum as unknown as Stream, takesAny: true },
  { unit: ewma as unknown as Stream, takesAny: true },
  { unit: ddm as unknown as Stream, takesAny: false },
  { unit: eddm as unknown as Stream, takesAny: false },
  { unit: hddmA as unknown as Stream, takesAny: false },
  { unit: hddmW as unknown as Stream, takesAny: false },
  { unit: kswin as unknown as Stream, takesAny: true },
];

/** Bits that are 1 at a rate by row. */
export function bits(
  draw: Random,
  rows: number,
  rate: (row: number) => number,
): Float64Array {
  return Float64Array.from(
    { length: rows },
    (_, i) => draw.uniform() < rate(i) ? 1 : 0,
  );
}

/** Values of a standard normal. */
export function normals(draw: Random, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, () => draw.normal());
}

/** The rows at which a detector alarms, with its defaults but for `given`. */
export function watchDefaults(
  unit: Stream,
  values: Float64Array,
  given: object = {},
): number[] {
  const options = completeOptions(unit, given), state = unit.init(options);
  const found: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (unit.step(state, values[i]!, options) === "drift") found.push(i);
  }
  return found;
}
