import { type AffineChange, affineChange } from "../math/mod.ts";
import { quantileOf } from "../profile/mod.ts";
import type { ShownRows } from "./look_closer.ts";
import type { ColumnPair, MovedRows } from "./moved_rows.ts";

/** Fewer values than this have no shape. */
const LEAST = 50;

/**
 * Whether a column's values came in another unit: as if every one had been multiplied or moved.
 *
 * Where values of a kind the reference did not have appeared, only these are compared with the reference, so that a part of the
 * rows in seconds is found too. Shape: profiles and samples -> line. Edge cases: undefined for anything but numbers, and
 * where `affineChange` finds nothing.
 */
export function unitChange(
  { a, b }: ColumnPair,
  rows: MovedRows,
  current: ShownRows | undefined,
): AffineChange | undefined {
  if (!a.numbers || !b.numbers || b.column.kind !== "number") return undefined;
  const shares = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);
  const before = shares.map((p) => quantileOf(a.numbers!, p));
  const whole = affineChange(
    before,
    shares.map((p) => quantileOf(b.numbers!, p)),
  );
  if (whole && isUnit(whole)) return whole;
  if (rows.before > 0.01) return undefined;
  const moved = (current?.columns.get(b.column.name) ?? []).filter((value) =>
    rows.includes(value)
  ).filter((value) => typeof value === "number").sort((x, y) => x - y);
  if (moved.length < LEAST) return undefined;
  const part = affineChange(
    before,
    shares.map((p) => moved[Math.round(p * (moved.length - 1))]!),
  );
  return part && isUnit(part) ? part : undefined;
}

/** A factor and a step together fit much that is no change of unit: only known ones count. */
function isUnit(change: AffineChange): boolean {
  return change.factor === 1 || change.offset === 0 || !!knownAs(change);
}

/** Changes of unit that people make: factor and offset, and what they mean. */
const KNOWN: readonly (readonly [number, number, string])[] = [
  [60, 0, "minutes that came in seconds, or hours in minutes"],
  [3600, 0, "hours that came in seconds"],
  [24, 0, "days that came in hours"],
  [1440, 0, "days that came in minutes"],
  [86_400, 0, "days that came in seconds"],
  [100, 0, "a share that came in percent, or an amount in cents"],
  [
    1000,
    0,
    "thousandths instead of ones: seconds to milliseconds, kilo to one",
  ],
  [1e6, 0, "millionths instead of ones"],
  [1024, 0, "a binary multiple: kilobytes that came in bytes"],
  [2.20462, 0, "kilograms that came in pounds"],
  [3.28084, 0, "metres that came in feet"],
  [2.54, 0, "inches that came in centimetres"],
  [1.8, 32, "degrees Celsius that came in Fahrenheit"],
  [1, 273.15, "degrees Celsius that came in kelvin"],
];

/** A change of unit in a sentence, with what it may be where the figures are known ones. */
export function tellUnit(change: AffineChange): string {
  const { factor, offset } = change, meant = knownAs(change);
  const say = (x: number) => String(Number(x.toPrecision(3)));
  const said = offset === 0
    ? factor >= 1
      ? `multiplied by ${say(factor)}`
      : `divided by ${say(1 / factor)}`
    : factor === 1
    ? `moved by ${say(offset)}`
    : `multiplied by ${say(factor)} and moved by ${say(offset)}`;
  return `The new values are as if each had been ${said}${
    meant ? `: ${meant}?` : ": a change of unit?"
  }`;
}

function knownAs({ factor, offset }: AffineChange): string | undefined {
  const there = KNOWN.find(([f, o]) => near(factor, f) && near(offset, o));
  const back = KNOWN.find(([f, o]) =>
    near(factor, 1 / f) && near(offset, -o / f)
  );
  return there?.[2] ?? (back && `the reverse of ${back[2]}`);
}

/** Within 6 %; of nothing, nothing. */
function near(x: number, wanted: number): boolean {
  return wanted === 0 ? x === 0 : Math.abs(x / wanted - 1) <= 0.06;
}
