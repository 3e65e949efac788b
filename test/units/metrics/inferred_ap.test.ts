import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { inferredAp, meanAveragePrecision } from "../../../lib/units/mod.ts";
import { ask } from "../ask.ts";

const roles = { query: "q", score: "s", label: "rel" };
const list = (labels: readonly (number | null)[]) =>
  labels.map((rel, i) => ({ q: 1, s: -i, rel }));

test("inferredAp() of a list judged by hand", async () => {
  // relevant at place 1, and at place 4 below one bad, one pooled and unjudged item
  const { value } = await ask(inferredAp, roles, {
    current: list([1, 0, -1, 1, null]),
  });
  const e = 1e-5, second = (1 + 3 * (1 + e) / (2 + 2 * e)) / 4;
  expect(value).toBeCloseTo((1 + second) / 2, 12);
});

test("inferredAp() is MAP where everything is judged, up to its epsilon", async () => {
  const current = list([0, 1, 1, 0, 0, 1, 0, 1]);
  const inferred = await ask(inferredAp, roles, { current });
  const map = await ask(meanAveragePrecision, roles, {
    current,
    options: { k: null },
  });
  expect(inferred.value).toBeCloseTo(map.value!, 4);
});

test("inferredAp() skips what was not pooled, and needs a relevant item", async () => {
  const some = await ask(inferredAp, roles, { current: list([null, 1]) });
  expect(some.value).toBe(0.5);
  const none = await ask(inferredAp, roles, { current: list([0, -1, null]) });
  expect(none.unknown).toBe("none of 1 queries has a relevant item");
});

test("inferredAp() takes items of equal score at their mean place", async () => {
  const current = [1, 0, 0].map((rel) => ({ q: 1, s: 0, rel }));
  const { value } = await ask(inferredAp, roles, { current });
  // one bad item above, at place 2
  expect(value).toBeCloseTo((1 + 1 * 1e-5 / (1 + 2e-5)) / 2, 12);
});

test("inferredAp() refuses a boundary that is no number", () => {
  expect(() =>
    check(inferredAp, roles, anything, {
      options: { relevantAbove: "2" as unknown as number },
    })
  ).toThrow(
    'Cannot use option "relevantAbove" of "metrics/inferred_ap": it is "2", a number is needed',
  );
});
