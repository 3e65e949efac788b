import { expect, test } from "vitest";
import { timeOverlap } from "../../../lib/units/leakage/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const about = { time: "at" };
const day = (n: number) => new Date(Date.UTC(2026, 0, n));

test("timeOverlap() counts rows that are not later than the last reference row", async () => {
  const { value, details } = await ask(timeOverlap, about, {
    reference: rowsOf({ at: [day(1), day(2), day(4)] }),
    current: rowsOf({ at: [day(3), day(4), day(5), day(6), null] }),
  });
  expect(value).toBe(0.5);
  expect(details).toMatchObject({
    lastReference: "2026-01-04T00:00:00Z",
    firstCurrent: "2026-01-03T00:00:00Z",
    referenceRowsInside: 1,
    rowsWithoutTime: 1,
    explanation:
      "2 of 4 rows are not later than the reference's last, 2026-01-04T00:00:00Z; 1 of 3 reference rows are not earlier than the first, 2026-01-03T00:00:00Z",
  });
});

test("timeOverlap() of rows that all come later is 0", async () => {
  const { value, details } = await ask(timeOverlap, about, {
    reference: rowsOf({ at: [1, 2] }),
    current: rowsOf({ at: [3, Infinity] }),
  });
  expect(value).toBe(0);
  expect(details!.explanation).toBe(
    "All 1 rows, from 3 on, are later than the reference's last, 2",
  );
});

test("timeOverlap() without a time is unknown, of an empty table undefined", async () => {
  const reference = rowsOf({ at: [1] });
  const current = rowsOf({ at: [null] }), types = { at: "DOUBLE" };
  expect((await ask(timeOverlap, about, { current, reference, types })).unknown)
    .toBe("no current row has a time");
  expect(
    (await ask(timeOverlap, about, { current: [], reference, types })).unknown,
  ).toBe("too little data");
});

test("timeOverlap() refuses a text as time", async () => {
  const rows = rowsOf({ at: ["today"] });
  await expect(ask(timeOverlap, about, { current: rows, reference: rows }))
    .rejects.toThrow(
      'Cannot compute "leakage/time_overlap" in "current": column "at" is VARCHAR, time or number is needed',
    );
});
