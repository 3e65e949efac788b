import fc from "fast-check";
import { expect, test } from "vitest";
import {
  canonicalJson,
  JsonFault,
  NumberLiteral,
  scanJson,
} from "../../lib/lake/mod.ts";

const parsed = (text: string) => scanJson(text).value;
const codes = (text: string) => scanJson(text).marks.map(({ code }) => code);

test("scanJson() reads what JSON.parse reads, and ends where the value ends", () => {
  fc.assert(
    fc.property(
      fc.json({ noUnicodeString: false }).filter((text) =>
        JSON.stringify(JSON.parse(text)) === text &&
        !text.includes("__proto__")
      ),
      fc.constantFrom("", " ", "\n", "\t \r\n"),
      (text, space) => {
        const { value, start, end } = scanJson(`${space}${text}${space}]`);
        expect([start, end]).toEqual([
          space.length,
          space.length + text.length,
        ]);
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(text));
      },
    ),
    { numRuns: 50 },
  );
});

test("scanJson() refuses what JSON.parse refuses", () => {
  fc.assert(fc.property(
    fc.json(),
    fc.nat(),
    fc.constantFrom("", '"', "\\", "{", "]", ",", ":", "0", "\n", "x", "é"),
    (text, place, put) => {
      const at = place % (text.length + 1);
      const broken = text.slice(0, at) + put + text.slice(at + 1);
      let sound = true;
      try {
        JSON.parse(broken);
      } catch {
        sound = false;
      }
      if (!sound) {
        expect(() => {
          const { end } = scanJson(broken);
          if (broken.slice(end).trim() !== "") {
            throw new JsonFault("bad_json", "");
          }
        }).toThrow(JsonFault);
      }
    },
  ));
});

test("a key that stands twice is refused, also escaped and far inside", () => {
  for (const text of ['{"a":1,"a":1}', '[{"b":{"a":1,"\\u0061":2}}]']) {
    expect(() => scanJson(text)).toThrow(
      'Cannot read the JSON: key "a" stands twice in one object, at character ',
    );
  }
  expect(parsed('[{"a":1},{"a":1}]')).toEqual([{ a: 1 }, { a: 1 }]);
});

test("__proto__ and constructor are keys like any other", () => {
  const value = parsed('{"__proto__":{"x":1},"constructor":2}') as object;
  expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
  expect("x" in value).toBe(false);
});

test("whole numbers beyond 2^53 - 1 stay as they were written", () => {
  expect(parsed("9007199254740991")).toBe(9007199254740991);
  for (
    const text of ["9007199254740992", "-9007199254740993", "1".repeat(400)]
  ) {
    const value = parsed(text);
    expect(value).toBeInstanceOf(NumberLiteral);
    expect(canonicalJson(value)).toBe(text);
  }
  expect(parsed("9007199254740993.0")).toBe(9007199254740992);
  expect(canonicalJson(parsed("-0"))).toBe("-0");
});

test("numbers that a double turns into infinity or zero are marked", () => {
  expect(codes("[1e999,-1e999]")).toEqual([
    "number_overflow",
    "number_overflow",
  ]);
  expect(codes("[1e-400,0.0e-400,0]")).toEqual(["number_underflow"]);
  expect(codes("[1.7976931348623157e308,5e-324]")).toEqual([]);
  expect(codes("9".repeat(400))).toEqual([]);
});

test("NUL, half characters and long texts are marked where they are", () => {
  expect(scanJson('{"a":{"b":["x","\\u0000"]}}').marks).toEqual([
    { code: "nul_in_string", path: "a.b.1" },
  ]);
  expect(codes('"\\ud800"')).toEqual(["lone_surrogate"]);
  expect(codes('"\\ud83d\\ude00"')).toEqual([]);
  expect(codes(`"${"é".repeat(2048)}"`)).toEqual([]);
  expect(codes(`"${"é".repeat(2048)}x"`)).toEqual(["string_too_long"]);
  expect(codes(`{"${"k".repeat(4097)}":1}`)).toEqual(["string_too_long"]);
});

test("nesting is counted from 1, and depth costs no stack", () => {
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  expect(codes(nested(32))).toEqual([]);
  expect(codes(nested(33))).toEqual(["nesting"]);
  expect(codes(nested(200_000))).toEqual(["nesting"]);
  expect(() => scanJson("[".repeat(200_000))).toThrow("it ends early");
});
