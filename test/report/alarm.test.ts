import { expect, test } from "vitest";
import { points } from "../../lib/profile/mod.ts";
import { alarmOf, alarmSentence } from "../../lib/report/alarm.ts";
import { read, report } from "../../lib/native/mod.ts";

const rows = (n: number) => Array.from({ length: n }, (_, i) => ({ x: i % 7 }));

test("alarmOf() is the family's level and the smallest change that every column would have shown", async () => {
  const { alarm, honesty, json } = await report(rows(700), {
    reference: rows(1400),
  });
  const smallest = alarm!.smallestVisible!;
  expect(alarm).toEqual({
    expectedFalseAlarms: 0.05,
    basis: "bound",
    windows: 0,
    upperLimit: null,
    smallestVisible: smallest,
  });
  expect(smallest).toBeGreaterThan(0.02);
  expect(json().expectedFalseAlarmsPerReport).toBe(0.05);
  expect(json().alarm).toEqual({
    basis: "bound",
    windows: 0,
    upperLimit: null,
    smallestVisible: smallest,
  });
  expect(honesty[0]).toContain(
    `in at most 5 of 100 cases. Natural differences between days are not covered: no reference windows. Smallest change seen here: ${
      points(smallest)
    }.`,
  );
});

test("alarmOf() is null without a reference", async () => {
  const made = await report(await read(rows(70)));
  expect(made.alarm).toBeNull();
  expect(made.json()).toMatchObject({
    expectedFalseAlarmsPerReport: null,
    alarm: null,
  });
  expect(made.honesty).toEqual([]);
  expect(alarmOf([], [])).toBeNull();
});

test("alarmSentence() leaves out a change that is not known", () => {
  expect(alarmSentence({
    expectedFalseAlarms: 0.01,
    basis: "bound",
    windows: 0,
    upperLimit: null,
    smallestVisible: null,
  })).toBe(
    "If both files came from the same source, a report like this raises an alarm in at most 1 of 100 cases. Natural differences between days are not covered: no reference windows.",
  );
});
