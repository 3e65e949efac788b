import { expect, test } from "vitest";
import { changeInPoints, points, thousands } from "../../lib/profile/mod.ts";

test("points() says a difference of shares", () => {
  expect(points(0.0294)).toBe("2.9 points");
  expect(points(0.01)).toBe("1 point");
  expect(points(0.1307)).toBe("13.1 points");
});

test("changeInPoints() says which way, how far, and between which ends", () => {
  expect(changeInPoints(0.06, [0.058, 0.062])).toBe("up 6 points (5.8 to 6.2)");
  expect(changeInPoints(-0.06, [-0.062, -0.01])).toBe(
    "down 6 points (1 to 6.2)",
  );
  expect(changeInPoints(-0.01, [-0.03, 0.005])).toBe(
    "down 1 point (-0.5 to 3)",
  );
  expect(changeInPoints(0, [-0.1, 0.1])).toBe("");
});

test("thousands() parts digits by three as en-US does", () => {
  for (const n of [0, 7, 999, 1000, 12345, 1234567, -1234, 999.6, 5e15]) {
    expect(thousands(n)).toBe(Math.round(n).toLocaleString("en-US"));
  }
});
