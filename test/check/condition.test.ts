import { expect, test } from "vitest";
import {
  anything,
  atLeast,
  atMost,
  below,
  between,
  equalTo,
  noSign,
  unchangedAmong,
} from "../../lib/check/mod.ts";

test("conditions hold at their limits as their words say", () => {
  const at = (value: number) => ({ value });
  expect(atMost(1).holds(at(1))).toBe(true);
  expect(atMost(1).holds(at(1.1))).toBe(false);
  expect(atLeast(1).holds(at(1))).toBe(true);
  expect(atLeast(1).holds(at(0.9))).toBe(false);
  expect(below(1).holds(at(1))).toBe(false);
  expect(between(1, 2).holds(at(2))).toBe(true);
  expect(between(1, 2).holds(at(2.1))).toBe(false);
  expect(equalTo(3).holds(at(3))).toBe(true);
  expect(equalTo(3).holds(at(4))).toBe(false);
  expect(anything.holds(at(NaN))).toBe(true);
});

test("noSign() fails only what chance alone would hardly give", () => {
  expect(noSign().text).toBe("no sign of it (p at least 0.005)");
  expect(noSign().holds({ value: 9, pValue: 0.004 })).toBe(false);
  expect(noSign(0.001).holds({ value: 9, pValue: 0.004 })).toBe(true);
  expect(noSign().holds({ value: 9 })).toBe(true);
});

test("a family judges by its adjusted p-value, and says so", () => {
  const family = unchangedAmong(0.05);
  expect(family.family).toBe(0.05);
  expect(family.text).toBe("no change (family-wise p < 0.05)");
  expect(family.holds({ value: 9, pValue: 0.06 })).toBe(true);
  expect(family.holds({ value: 0, pValue: 0.05 })).toBe(false);
  expect(family.holds({ value: 9 })).toBe(true);
});

test("a family calls unknown what could only have shown a change of over 10 points", () => {
  const family = unchangedAmong(0.05);
  const reading = (change: number) => ({
    value: 0,
    pValue: 0.5,
    leastVisible: () => ({ change, rows: 1870 }),
  });
  expect(family.holds(reading(0.1))).toBe(true);
  expect(family.holds(reading(0.131))).toEqual({
    unknown:
      "only a change of 14 points would have been seen, 1,900 rows a side are needed to see 10",
    details: { rowsNeeded: 1870 },
  });
  expect(family.holds({ ...reading(0.3), pValue: 0.01 })).toBe(false);
});

test("a family asks how much was visible at the level left to the check", () => {
  const asked: number[] = [];
  const leastVisible = (level: number) => {
    asked.push(level);
    return { change: 0.05, rows: 100 };
  };
  unchangedAmong(0.05).holds({ value: 0, pValue: 0.5, leastVisible }, 0.001);
  unchangedAmong(0.02).holds({ value: 0, pValue: 0.5, leastVisible });
  expect(asked).toEqual([0.001, 0.02]);
});
