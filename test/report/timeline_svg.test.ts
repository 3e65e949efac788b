import { expect, test } from "vitest";
import { timelineSvg } from "../../lib/report/timeline_svg.ts";

const HOUR = 3600, START = Date.UTC(2026, 2, 14) / 1000;
const series = (shares: readonly (number | null)[]) =>
  shares.map((share, i) => ({
    at: START + i * HOUR,
    rows: share === null ? 0 : 100,
    share,
  }));
const began = {
  by: "ts",
  step: HOUR,
  from: START + 2 * HOUR,
  to: null,
  within: 0.4,
  rest: 0.1,
  reference: 0.1,
  series: series([0.1, 0.1, 0.4, 0.4]),
};

test("the line steps where the share does, the begin is marked, the reference dashed", () => {
  const svg = timelineSvg(began);
  expect(svg).toContain('<path class="cur" d="M0 46H120V46H240V4H360V4H480"/>');
  expect(svg).toContain('<path class="mark" d="M240 0V60"/>');
  expect(svg).toContain('<path class="was" d="M0 46H480"/>');
  expect(svg).toContain("2026-03-14 03:00");
  expect(svg).not.toContain("<script");
});

test("a gap lifts the pen, and 400 hours are drawn as at most 120 steps", () => {
  expect(
    timelineSvg({ ...began, series: series([0.1, null, 0.4, 0.4]) }).match(
      /M\d+ \d+H\d+/g,
    )!.length,
  )
    .toBeGreaterThanOrEqual(2);
  const long = timelineSvg({
    ...began,
    series: series(Array.from({ length: 400 }, (_, i) => i % 7 / 10)),
  });
  expect(long.match(/class="cur" d="([^"]*)"/)![1]!.match(/H/g)!.length)
    .toBeLessThanOrEqual(120);
});
