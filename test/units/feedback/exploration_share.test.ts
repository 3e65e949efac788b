import { expect, test } from "vitest";
import { explorationShare } from "../../../lib/units/mod.ts";
import { ask } from "../ask.ts";
import golden from "../../golden/feedback.json" with { type: "json" };

const roles = { explored: "x" };

test("explorationShare() of 1 in 4 is 0.25; rows that do not say are left out", async () => {
  const found = await ask(explorationShare, roles, {
    current: [{ x: true }, { x: false }, { x: false }, { x: false }, {
      x: null,
    }],
  });
  expect(found.value).toBe(0.25);
  expect(found.n!.current).toBe(4);
});

test("explorationShare()'s interval equals statsmodels' Wilson", async () => {
  const current = Array.from({ length: 40 }, (_, i) => ({ x: i < 2 ? 1 : 0 }));
  const { interval } = await ask(explorationShare, roles, { current });
  expect(interval![0]).toBeCloseTo(golden.wilson_2_of_40[0]!, 12);
  expect(interval![1]).toBeCloseTo(golden.wilson_2_of_40[1]!, 12);
});

test("explorationShare() of no rows is unknown", async () => {
  const { unknown } = await ask(explorationShare, roles, {
    current: [],
    types: { x: "BOOLEAN" },
  });
  expect(unknown).toBe("no row says whether it was explored");
});
