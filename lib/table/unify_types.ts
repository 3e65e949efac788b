/**
 * The narrowest type that holds every value of both types exactly, or VARCHAR where no such type exists.
 *
 * Shape: two types of DuckDB -> one. `"NULL"` (a column without values) yields to the other side. Whole numbers and
 * doubles meet in DOUBLE, which is exact up to 2^53 only: the caller looks at the values.
 */
export function unifyTypes(a: string, b: string): string {
  if (a === b) return a;
  if (a === "NULL") return b;
  if (b === "NULL") return a;
  return unifyNumbers(a, b) ?? unifyTimes(a, b) ?? "VARCHAR";
}

/** Whether a cast from one type to a wider one can change a value without an error: 64-bit whole numbers to DOUBLE. */
export function mayRound(from: string, to: string): boolean {
  if (to !== "DOUBLE") return false;
  return /^U?(BIG|HUGE)INT$/.test(from) || (digitsOf(from)?.whole ?? 0) > 15;
}

const BITS: Readonly<Record<string, number>> = {
  TINYINT: 8,
  SMALLINT: 16,
  INTEGER: 32,
  BIGINT: 64,
  HUGEINT: 128,
};
const BY_BITS = new Map(Object.entries(BITS).map(([type, n]) => [n, type]));

function unifyNumbers(a: string, b: string): string | undefined {
  const x = wholeOf(a), y = wholeOf(b);
  if (x && y) {
    if (x.signed === y.signed) return x.bits > y.bits ? a : b;
    const [unsigned, signed] = x.signed ? [y, x] : [x, y];
    const bits = Math.max(unsigned.bits * 2, signed.bits);
    return BY_BITS.get(bits) ?? "VARCHAR";
  }
  const float = /^(FLOAT|DOUBLE)$/;
  const numeric = (type: string) =>
    float.test(type) || wholeOf(type) !== undefined || type.startsWith("DEC");
  if (!numeric(a) || !numeric(b)) return undefined;
  if (float.test(a) || float.test(b)) return "DOUBLE";
  const p = digitsOf(a)!, q = digitsOf(b)!;
  const whole = Math.max(p.whole, q.whole), scale = Math.max(p.scale, q.scale);
  return whole + scale <= 38 ? `DECIMAL(${whole + scale},${scale})` : "VARCHAR";
}

function wholeOf(type: string): { bits: number; signed: boolean } | undefined {
  const signed = BITS[type];
  if (signed) return { bits: signed, signed: true };
  const unsigned = type.startsWith("U") ? BITS[type.slice(1)] : undefined;
  return unsigned ? { bits: unsigned, signed: false } : undefined;
}

const WHOLE_DIGITS = new Map([[8, 3], [16, 5], [32, 10], [64, 20], [128, 39]]);

function digitsOf(
  type: string,
): { readonly whole: number; readonly scale: number } | undefined {
  const found = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(type);
  if (found) {
    const scale = Number(found[2]);
    return { whole: Number(found[1]) - scale, scale };
  }
  const whole = wholeOf(type);
  return whole && { whole: WHOLE_DIGITS.get(whole.bits)!, scale: 0 };
}

const TIMES = [
  "DATE",
  "TIMESTAMP_S",
  "TIMESTAMP_MS",
  "TIMESTAMP",
  "TIMESTAMP_NS",
];

function unifyTimes(a: string, b: string): string | undefined {
  const x = TIMES.indexOf(a), y = TIMES.indexOf(b);
  return x < 0 || y < 0 ? undefined : TIMES[Math.max(x, y)];
}
