import { expect, test } from "vitest";
import { anything, check, completeOptions } from "../../../lib/check/mod.ts";
import { random } from "../../../lib/math/mod.ts";
import { concentrationTrend } from "../../../lib/units/mod.ts";
import { feedbackWorld, TITLES } from "../../bench/feedback_world.ts";
import { topHitsOf } from "../../bench/top_hits.ts";
import { ask } from "../ask.ts";

const roles = { item: "item", explored: "e", entity: "u", time: "t" };

/** Six weeks of 40 users: the model shows one of 20 items more often by `more` a week, exploration any. */
function weeks(more: number) {
  const draw = random(`trend ${more}`);
  return Array.from({ length: 1500 }, (_, i) => {
    const week = Math.floor(i / 250), explored = draw.uniform() < 0.3;
    const fed = !explored && draw.uniform() < more * week;
    return {
      item: fed ? "a" : `b${draw.integer(20)}`,
      e: explored,
      u: `u${draw.integer(40)}`,
      t: new Date(Date.UTC(2026, 0, 5 + 7 * week + i % 7)),
    };
  });
}

test("concentrationTrend() of a model that shows one item a tenth more each week rises by half in five weeks", async () => {
  const { value, pValue, details, interval } = await ask(
    concentrationTrend,
    roles,
    { current: weeks(0.1), options: { top: 0.05 } },
  );
  expect(Math.abs(value! - 0.5)).toBeLessThan(0.1);
  expect(interval![0]).toBeGreaterThan(0.2);
  expect(pValue).toBeLessThan(0.005);
  expect(details!.days).toBe(35);
  expect(details!.periods).toHaveLength(6);
});

test("concentrationTrend() of a model that stays as it is does not rise", async () => {
  const { interval, pValue } = await ask(concentrationTrend, roles, {
    current: weeks(0),
    options: { top: 0.05 },
  });
  expect(interval![0]).toBeLessThan(0);
  expect(interval![1]).toBeGreaterThan(0);
  expect(pValue).toBeGreaterThan(0.05);
});

test(
  "concentrationTrend() is quiet in 4 worlds without a loop, whatever their concentration",
  () => {
    const options = completeOptions(concentrationTrend, {});
    for (const kind of ["demand", "list"] as const) {
      for (const exponent of [0.8, 1.2]) {
        const found = concentrationTrend.read(
          topHitsOf(feedbackWorld(1, exponent, kind), 7, TITLES),
          options,
        ) as { pValue: number };
        expect(found.pValue, `${kind} ${exponent}`).toBeGreaterThan(0.005);
      }
    }
  },
  60_000,
);

test("concentrationTrend() over three weeks is unknown", async () => {
  const { unknown } = await ask(concentrationTrend, roles, {
    current: weeks(0).slice(0, 750),
  });
  expect(unknown).toBe(
    "at least 4 periods of 7 days with something explored are needed, found 3",
  );
});

test("concentrationTrend() refuses periods of no time", () => {
  expect(() =>
    check(concentrationTrend, roles, anything, { options: { every: 0 } })
  ).toThrow(
    new RangeError(
      'Cannot use "every" of "feedback/concentration_trend": it is 0, days above 0 are needed',
    ),
  );
});
