import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { labelArrival } from "../../../lib/units/mod.ts";
import { ask } from "../ask.ts";
import { end, payments } from "./payments.ts";

const roles = { score: "s", label: "y", time: "at", arrival: "came" };
const types = { came: "TIMESTAMP", y: "DOUBLE" };

test("labelArrival() of two labels at once and two in 10 days is 3/4 when the young rows wait for one of two", async () => {
  const day = 86_400_000, now = end(0).getTime();
  const rows = (age: number, delays: readonly number[], n: number) =>
    Array.from({ length: n }, (_, i) => ({
      s: 0.9,
      y: delays[i] === undefined ? null : 1,
      at: new Date(now - age * day),
      came: delays[i] === undefined
        ? null
        : new Date(now - (age - delays[i]!) * day),
    }));
  const found = await ask(labelArrival, roles, {
    // of the old half come at once, half after 10 days; of the young only the first half can be there
    current: [
      ...rows(20, [...Array(10).fill(0), ...Array(10).fill(10)], 100),
      ...rows(5, Array(10).fill(0), 100),
    ],
    types,
    options: { horizon: 20, now: end(0).toISOString() },
  });
  // ten of the young rows have theirs, and as many will get one
  expect(found.details!.toCome).toBeCloseTo(10, 10);
  expect(found.value).toBeCloseTo(30 / 40, 12);
  expect(found.details).toMatchObject({
    arrived: 30,
    rows: 200,
    labelled: 0.15,
    blocked: 0,
  });
  const [curve] = found.details!.curves as {
    points: { days: number; share: number; positives: number }[];
  }[];
  const at = (days: number) => curve!.points.find((x) => x.days === days)!;
  expect(at(5).share).toBeCloseTo(0.5, 12);
  expect(at(5).positives).toBeCloseTo(0.1, 12);
  expect(at(10).share).toBeCloseTo(1, 12);
});

test("labelArrival()'s interval holds the share that had arrived", async () => {
  const current = payments("arrival", { n: 900, rate: 0.5 });
  const { value, interval, details } = await ask(labelArrival, roles, {
    current: current.map((row) => ({ ...row })),
    types,
    options: { horizon: 60, now: end(120).toISOString() },
  });
  const { youngestDays } = details as { youngestDays: number };
  const frauds = current.filter(({ fraud, at }) =>
    fraud && (+end(120) - +at) / 86_400_000 >= youngestDays
  );
  const truth = frauds.filter(({ y }) => y).length / frauds.length;
  expect(interval![0]).toBeLessThan(truth);
  expect(interval![1]).toBeGreaterThan(truth);
  expect(Math.abs(value! - truth)).toBeLessThan(0.03);
});

test("labelArrival() with few labels is unknown and still says what is there", async () => {
  const found = await ask(labelArrival, roles, {
    current: [{ s: 0.9, y: 1, at: end(0), came: end(3) }],
    types,
  });
  expect(found.unknown).toBe(
    "of the flagged rows with scores from 0.5 1 positive label has arrived, at least 10 are needed to know how fast they come",
  );
});

test("labelArrival() refuses a threshold that is none", () => {
  expect(() =>
    check(labelArrival, roles, anything, { options: { threshold: NaN } })
  ).toThrow(
    new RangeError(
      'Cannot use option "threshold" of "estimation/label_arrival": it is NaN, a finite number is needed',
    ),
  );
});
