import { expect, test } from "vitest";
import { backtest, calibrate, replay } from "../../lib/monitor/mod.ts";
import { random } from "../../lib/math/mod.ts";
import { drawWorld, type World } from "../bench/window_worlds.ts";
import { oneDay, values } from "./count_days.ts";

const world: World = {
  n: 5000,
  columns: 6,
  variation: "location",
  rho: 3e-4,
  differing: true,
  season: 0.1,
};
const quiet = drawWorld(random("replay"), 70, world);

test("replay() of quiet days raises nothing, at every length", () => {
  const { steps, episodes, rollUps } = replay(quiet);
  expect(episodes).toEqual([]);
  const judged = rollUps.map((rollUp) =>
    steps.filter((step) => step.rollUp === rollUp).length
  );
  expect(judged).toEqual([42, 6, 1]);
});

test("replay() judges a window from windows before it only", () => {
  const cut = replay(quiet.slice(0, 60)).steps;
  const whole = replay(quiet).steps;
  expect(cut.filter(({ end }) => end <= 56).map(({ verdict }) => verdict))
    .toEqual(
      whole.filter(({ end }) => end <= 56).map(({ verdict }) => verdict),
    );
});

test("replay() keeps what was in alarm out of the reference, until it is the new normal", () => {
  // Days 28 and 29 are in the week of the step, so they count as in alarm: 14 of 56 days are clean until day 71.
  const stepped = Array.from({ length: 120 }, (_, i) => {
    const a = i < 30 ? 600 : 900;
    return oneDay(i, { x: values(2000, { a: a + 5 * (i % 3), b: 1000 }) });
  });
  const { steps, episodes } = replay(stepped);
  const days = steps.filter(({ rollUp }) => rollUp.name === "day");
  expect(days.filter(({ alarmed }) => alarmed.length).map(({ first }) => first))
    .toEqual(Array.from({ length: 41 }, (_, i) => 30 + i));
  expect(days.find(({ renewed }) => renewed.length)!.first).toBe(71);
  expect(episodes.length).toBe(1);
});

test("replay() with two of three passes over a single shock", () => {
  const shocked = quiet.map((day, i) =>
    i !== 50 ? day : {
      ...day,
      columns: new Map(day.columns).set(
        "boolean0",
        values(5000, { yes: 2500, no: 2500, "\u0000rest": 0 }),
      ),
    }
  );
  const out = (need: 1 | 2) =>
    replay(shocked, { need, level: 0.05 }).steps
      .filter(({ alarmed }) => alarmed.length).map(({ first }) => first);
  expect(out(1)).toEqual([50]);
  expect(out(2)).toEqual([]);
});

test("replay() waits as long as the live monitor does", () => {
  const late = replay(quiet, { lag: 3 }).steps;
  expect(late[0]!.first).toBe(31);
  expect(late[0]!.verdict.reference.to).toBe(quiet[27]!.to);
});

test("backtest() prints the exact limit and finds each fault", () => {
  const { windows, faults, expectedEpisodes } = backtest(quiet);
  expect(windows).toMatchObject({ alarms: 0, judged: 42 });
  expect(windows.upper).toBeCloseTo(1 - 0.05 ** (1 / 42), 10);
  expect(expectedEpisodes).toBeLessThan(1);
  const found = Object.fromEntries(
    faults.map(({ fault, found, windows }) => [fault, [found, windows]]),
  );
  expect(found["shift by 0.5 sd"]).toEqual([20, 1]);
  expect(found["3 % of a new value"]).toEqual([20, 1]);
});

test("calibrate() keeps the plainest rule where it is quiet, and two of three under shocks", () => {
  expect(calibrate(quiet)).toMatchObject({
    options: { need: 1, margin: 1 },
    tried: [{ said: "one window out", episodes: 0 }],
    graded: { alarms: 0, judged: 21 },
  });
  const shocked = quiet.map((day, i) =>
    i < 30 || i % 5 ? day : {
      ...day,
      columns: new Map(day.columns).set(
        "boolean0",
        values(5000, { yes: 3500, no: 1500, "\u0000rest": 0 }),
      ),
    }
  );
  expect(calibrate(shocked, { level: 0.05 })!.options.need).toBe(2);
  expect(calibrate(quiet.slice(0, 38))).toBeUndefined();
});

test("replay() of gaps, one window and none is no exception", () => {
  const gappy = quiet.filter((_, i) => i % 4 !== 1);
  expect(replay(gappy).episodes).toEqual([]);
  expect(replay(quiet.slice(0, 1)).steps).toEqual([]);
  expect(replay([]).steps).toEqual([]);
  expect(backtest([]).windows).toEqual({
    alarms: 0,
    judged: 0,
    upper: 1,
    rollUp: expect.anything(),
  });
});
