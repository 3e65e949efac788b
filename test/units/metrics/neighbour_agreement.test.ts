import { expect, test } from "vitest";
import { neighbourAgreement } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { after, before } from "./vectors.ts";

const roles = { entity: "id", columns: ["v0", "v1", "v2", "v3", "v4"] };

test("neighbourAgreement() of one embedding with itself is 1, in any order of rows", async () => {
  const { value } = await ask(neighbourAgreement, roles, {
    current: [...before].reverse(),
    reference: before,
  });
  expect(value).toBe(1);
});

test("neighbourAgreement() equals scikit-learn's NearestNeighbors by cosine", async () => {
  const found = await ask(neighbourAgreement, roles, {
    current: after,
    reference: before,
    options: { k: 5 },
  });
  expect(found.value).toBeCloseTo(golden.neighbours, 12);
  expect(found.details).toEqual({ entities: 60, chance: 5 / 59 });
});

test("neighbourAgreement() of few shared entities is unknown", async () => {
  const { unknown } = await ask(neighbourAgreement, roles, {
    current: after.slice(0, 4),
    reference: [...before, { ...before[0]!, id: 99, v0: NaN }],
  });
  expect(unknown).toBe(
    "more than 11 entities with a vector on both sides are needed, found 4",
  );
});

test("neighbourAgreement() refuses no neighbours", () => {
  expect(() =>
    check(neighbourAgreement, roles, anything, { options: { k: 0 } })
  ).toThrow(
    new RangeError(
      'Cannot use "k" of "metrics/neighbour_agreement": it is 0, a whole number from 1 to 100 is needed',
    ),
  );
});
