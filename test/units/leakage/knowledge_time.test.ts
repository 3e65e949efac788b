import { expect, test } from "vitest";
import { knowledgeTime } from "../../../lib/units/leakage/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const about = { time: "decided", arrival: "known" };
const at = (seconds: number) => new Date(seconds * 1000);

test("knowledgeTime() counts rows known only after the decision", async () => {
  const current = rowsOf({
    decided: [at(10), at(20), at(30), at(40)],
    known: [at(5), at(20), at(36), at(42)],
  });
  const { value, details } = await ask(knowledgeTime, about, { current });
  expect(value).toBe(0.5);
  expect(details).toMatchObject({
    late: 2,
    meanDelaySeconds: 4,
    largestDelaySeconds: 6,
    explanation:
      "2 of 4 rows hold values known only after the decision, 4 s in the mean",
  });
  const options = { allowSeconds: 3 };
  expect((await ask(knowledgeTime, about, { current, options })).value)
    .toBe(0.25);
});

test("knowledgeTime() counts reference rows that were known after the first decision", async () => {
  const { value, details } = await ask(knowledgeTime, about, {
    current: rowsOf({ decided: [100], known: [90] }),
    reference: rowsOf({ decided: [50, 60, 70], known: [55, 100, 170] }),
  });
  expect(value).toBe(0);
  expect(details).toMatchObject({
    referenceKnownLate: 1,
    explanation:
      "All 1 rows were known when they were decided on; 1 of 3 reference rows were known only after 100, the first decision here",
  });
});

test("knowledgeTime() leaves rows without either time out", async () => {
  const types = { decided: "DOUBLE", known: "DOUBLE" };
  const current = rowsOf({ decided: [1, null, NaN], known: [2, 2, 2] });
  const { value, details } = await ask(knowledgeTime, about, { current });
  expect([value, details!.rowsWithoutTimes]).toEqual([1, 2]);
  const none = rowsOf({ decided: [1], known: [null] });
  expect((await ask(knowledgeTime, about, { current: none, types })).unknown)
    .toBe("no row has both times");
  expect((await ask(knowledgeTime, about, { current: [], types })).unknown)
    .toBe("too little data");
});

test("knowledgeTime() refuses a negative allowance", async () => {
  const question = {
    current: rowsOf({ decided: [1], known: [1] }),
    options: { allowSeconds: -1 },
  };
  await expect(ask(knowledgeTime, about, question)).rejects.toThrow(
    'Cannot use "allowSeconds" of "leakage/knowledge_time": it is -1, 0 or more seconds are needed',
  );
});
