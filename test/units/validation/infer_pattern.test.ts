import { expect, test } from "vitest";
import { inferPattern } from "../../../lib/units/validation/infer_pattern.ts";

const texts = (make: (i: number) => string) =>
  Array.from({ length: 40 }, (_, i) => make(i));

test("inferPattern() finds runs of letters and digits with their lengths", () => {
  expect(inferPattern(texts((i) => `AB-${i + 5}.x`))).toBe(
    "^[A-Z]{2}-\\d{1,2}\\.[a-z]$",
  );
  expect(inferPattern(texts((i) => "abcdefgh".slice(0, 1 + i % 8)))).toBe(
    "^[a-z]+$",
  );
});

test("inferPattern() knows dates and addresses of mail", () => {
  expect(inferPattern(texts((i) => `2024-01-${10 + i % 20}`))).toBe(
    "^\\d{4}-\\d{2}-\\d{2}$",
  );
  expect(inferPattern(texts((i) => `u${i}@a.b`))).toBe(
    "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$",
  );
});

test("inferPattern() matches every text it came from", () => {
  const odd = texts((i) => `(${i})[a]{+}|^$`);
  expect(odd.every((text) => new RegExp(inferPattern(odd)!, "u").test(text)))
    .toBe(true);
});

test("inferPattern() of few texts or none in common is undefined", () => {
  expect(inferPattern(["a1", "b2"])).toBeUndefined();
  expect(inferPattern(texts((i) => i % 2 ? "a" : "1"))).toBeUndefined();
  expect(inferPattern(texts((i) => "a ".repeat(i + 1)))).toBeUndefined();
});
