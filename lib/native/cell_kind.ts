/**
 * What the text of one CSV cell can be read as without losing anything.
 *
 * `whole` fits BIGINT and, as a double, is exact; `big` fits BIGINT only; `huge` fits neither, `vast` only a double;
 * `zeros` has leading zeros or a phone's plus, so as a number it would lose text; `precise` has more digits than a
 * double holds; `comma` is digits with commas; `nano` is a time finer than microseconds, `zoned` is a time with an offset.
 */
export const cellKinds = [
  "empty",
  "whole",
  "big",
  "huge",
  "vast",
  "zeros",
  "real",
  "precise",
  "comma",
  "truth",
  "date",
  "time",
  "nano",
  "zoned",
  "text",
] as const;

/** One of the kinds. */
export type CellKind = typeof cellKinds[number];

const [
  EMPTY,
  WHOLE,
  BIG,
  HUGE,
  VAST,
  ZEROS,
  REAL,
  PRECISE,
  COMMA,
  TRUTH,
  DATE,
  TIME,
  NANO,
  ZONED,
  TEXT,
] = cellKinds.map((_, i) => i) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/** The kind of the bytes `[from, to)`, as an index into `cellKinds`. */
export function cellKind(b: Uint8Array, from: number, to: number): number {
  if (from === to) return EMPTY;
  const first = b[from]!;
  if (first > 57) return wordKind(b, from, to, first);
  while (from < to && b[from] === 32) from++;
  while (to > from && b[to - 1] === 32) to--;
  if (from === to) return TEXT;
  let i = from;
  const sign = b[i]!;
  if (sign === 45 || sign === 43) i++;
  const digits = i;
  while (i < to && b[i]! >= 48 && b[i]! <= 57) i++;
  const whole = i - digits;
  if (i === to) return whole ? wholeKind(b, from, to, digits, whole) : TEXT;
  const next = b[i]!;
  if (whole === 4 && (next === 45 || next === 47) && i === from + 4) {
    return dateKind(b, from, to);
  }
  if (next === 44) return commaKind(b, i, to);
  if (whole === 0 && next !== 46) return wordKind(b, i, to, next, true);
  let fraction = 0;
  if (next === 46) {
    const start = ++i;
    while (i < to && b[i]! >= 48 && b[i]! <= 57) i++;
    fraction = i - start;
    if (whole + fraction === 0) return TEXT;
  }
  if (i < to && (b[i]! | 32) === 101) {
    i++;
    if (b[i] === 45 || b[i] === 43) i++;
    const start = i;
    while (i < to && b[i]! >= 48 && b[i]! <= 57) i++;
    if (i === start) return TEXT;
  }
  if (i < to) return TEXT;
  return whole + fraction > 17 && significant(b, digits, to) > 17
    ? PRECISE
    : REAL;
}

const decoder = new TextDecoder();

function wholeKind(
  b: Uint8Array,
  from: number,
  to: number,
  digits: number,
  count: number,
): number {
  if (count > 1 && b[digits] === 48) return ZEROS;
  if (b[from] === 43 && count > 6) return ZEROS;
  if (count <= 15) return WHOLE;
  const value = BigInt(decoder.decode(b.subarray(digits, to))) *
    (b[from] === 45 ? -1n : 1n);
  const exact = BigInt(Number(value)) === value;
  if (BigInt.asIntN(64, value) === value) return exact ? WHOLE : BIG;
  return exact ? VAST : HUGE;
}

function significant(b: Uint8Array, from: number, to: number): number {
  let count = 0, zeros = 0;
  for (let i = from; i < to && (b[i]! | 32) !== 101; i++) {
    if (b[i] === 46) continue;
    if (b[i] === 48) zeros++;
    else {
      count += count ? zeros + 1 : 1;
      zeros = 0;
    }
  }
  return count;
}

function commaKind(b: Uint8Array, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const c = b[i]!;
    if (c !== 44 && c !== 46 && (c < 48 || c > 57)) return TEXT;
  }
  return b[to - 1] === 44 ? TEXT : COMMA;
}

const WORDS = ["true", "false", "nan", "inf", "infinity"].map((word) =>
  new TextEncoder().encode(word)
);

function wordKind(
  b: Uint8Array,
  from: number,
  to: number,
  first: number,
  signed = false,
): number {
  const letter = first | 32;
  if (letter !== 116 && letter !== 102 && letter !== 110 && letter !== 105) {
    return TEXT;
  }
  for (let w = signed ? 3 : 0; w < WORDS.length; w++) {
    const word = WORDS[w]!;
    if (word.length !== to - from) continue;
    let i = 0;
    while (i < word.length && (b[from + i]! | 32) === word[i]) i++;
    if (i === word.length) return w < 2 ? TRUTH : REAL;
  }
  return TEXT;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function dateKind(b: Uint8Array, from: number, to: number): number {
  const separator = b[from + 4];
  if (to - from < 10 || b[from + 7] !== separator) return TEXT;
  const year = two(b, from) * 100 + two(b, from + 2);
  const month = two(b, from + 5), day = two(b, from + 8);
  const leap = month === 2 && year % 4 === 0 &&
    (year % 100 !== 0 || year % 400 === 0);
  if (!(month >= 1 && day >= 1 && day <= DAYS[month - 1]! + (leap ? 1 : 0))) {
    return TEXT;
  }
  if (to - from === 10) return DATE;
  return b[from + 10] === 32 || b[from + 10] === 84
    ? timeKind(b, from + 11, to)
    : TEXT;
}

function timeKind(b: Uint8Array, from: number, to: number): number {
  let i = from + 5, digits = 0;
  if (i > to || b[from + 2] !== 58) return TEXT;
  if (!(two(b, from) < 24 && two(b, from + 3) < 60)) return TEXT;
  if (i < to && b[i] === 58) {
    if (i + 3 > to || !(two(b, i + 1) < 60)) return TEXT;
    i += 3;
    if (i < to && b[i] === 46) {
      const start = ++i;
      while (i < to && b[i]! >= 48 && b[i]! <= 57) i++;
      digits = i - start;
      if (digits === 0 || digits > 9) return TEXT;
    }
  }
  if (i === to) return digits > 6 ? NANO : TIME;
  if (digits > 6) return TEXT;
  const zone = decoder.decode(b.subarray(i, to));
  return /^(Z|[+-]\d\d(:?[0-5]\d)?)$/.test(zone) ? ZONED : TEXT;
}

/** Two digits as a number, NaN when they are not digits. */
function two(b: Uint8Array, at: number): number {
  const x = b[at]! - 48, y = b[at + 1]! - 48;
  return x >= 0 && x <= 9 && y >= 0 && y <= 9 ? x * 10 + y : NaN;
}
