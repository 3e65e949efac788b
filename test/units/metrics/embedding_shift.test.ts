import { expect, test } from "vitest";
import { embeddingShift } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { after, before } from "./vectors.ts";

const roles = { columns: ["v0", "v1", "v2", "v3", "v4"] };

test("embeddingShift() of the same vectors is 0 with p-value 1", async () => {
  const found = await ask(embeddingShift, roles, {
    current: before,
    reference: before,
  });
  expect(found.value).toBeCloseTo(0, 12);
  expect(found.pValue).toBe(1);
});

test("embeddingShift() equals numpy", async () => {
  const found = await ask(embeddingShift, roles, {
    current: after,
    reference: before,
  });
  expect(found.value).toBeCloseTo(golden.shift.value, 12);
  expect(found.details!.cosineDistance).toBeCloseTo(golden.shift.cosine, 12);
});

test("embeddingShift() of a move by half a spread is sure", async () => {
  const { pValue } = await ask(embeddingShift, roles, {
    current: before.map((row) => ({ ...row, v1: row.v1 + 1, v2: row.v2 + 1 })),
    reference: before,
  });
  expect(pValue).toBeCloseTo(1 / 501, 12);
});

test("embeddingShift() of few vectors is unknown", async () => {
  const { unknown } = await ask(embeddingShift, roles, {
    current: after.slice(0, 3),
    reference: before,
  });
  expect(unknown).toBe("at least 20 vectors a side are needed, found 60 and 3");
});
