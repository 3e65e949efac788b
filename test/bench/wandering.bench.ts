/**
 * A6 and A7: worlds in which no calculation helps, and the budget.
 *
 * Days vary by nature as independent normals, with heavy tails (t3), as an AR(1) of 0.8, or as a random walk; nothing is
 * wrong. Alarms per 28 fresh days at 5 % against a rolling reference, a day by itself and two of three, at most 1 of the
 * latter is wanted. The limit that a calibration prints must cover the rate of the following days in at least 90 % of
 * worlds. Episodes in 90 days at the default budget, by the rule that the calibration chose: at most 1 (+ 2 se) is wanted.
 *
 * ```sh
 * deno task bench wandering [--worlds 50] [--columns 10] [--live 100] [--seed 14] [--only t3]
 * ```
 */
import { parseArgs } from "node:util";
import { calibrate, random, replay } from "../../lib/mod.ts";
import { type Course, drawWorld } from "./window_worlds.ts";

const { values: flags } = parseArgs({
  options: {
    worlds: { type: "string", default: "50" },
    columns: { type: "string", default: "10" },
    live: { type: "string", default: "100" },
    seed: { type: "string", default: "14" },
    only: { type: "string" },
  },
});
const worlds = Number(flags.worlds), live = Number(flags.live);
const REFERENCE = 28, PAST = 42;

console.log(
  `${worlds} worlds of ${flags.columns} numbers and as many others, n 50000, variation 0.06 sd, season 0.15`,
);
console.log(
  "course     alarms / 28 days: by itself, 2 of 3 | 2 of 3 chosen | limit covers live rate | episodes / 90 days (se): by itself, chosen rule",
);
for (const course of ["normal", "t3", "ar", "walk"] as const) {
  if (flags.only !== undefined && flags.only !== course) continue;
  const { alone, held, chosen, covered, plain, episodes } = ask(course);
  console.log(
    `${course.padEnd(10)} ${mean(alone).toFixed(2)}, ${
      mean(held).toFixed(2)
    } | ${chosen} of ${worlds} | ${covered} of ${worlds} | ${
      withError(plain)
    }, ${withError(episodes)}`,
  );
}

function ask(course: Course) {
  const alone: number[] = [], held: number[] = [];
  const plain: number[] = [], episodes: number[] = [];
  let chosen = 0, covered = 0;
  for (let world = 0; world < worlds; world++) {
    const windows = drawWorld(
      random(`wandering ${flags.seed} ${course} ${world}`),
      REFERENCE + PAST + live,
      {
        n: 50_000,
        columns: Number(flags.columns),
        variation: "location",
        rho: 0.0023,
        differing: true,
        season: 0.15,
        course,
      },
    );
    const begin = REFERENCE + PAST, past = windows.slice(0, begin);
    const fresh = windows.slice(0, REFERENCE + 28);
    const out = (need: 1 | 2) =>
      replay(fresh, { level: 0.05, need, start: REFERENCE }).steps
        .filter(({ alarmed }) => alarmed.length).length;
    alone.push(out(1));
    held.push(out(2));
    const level = { level: 0.05, start: REFERENCE };
    const { options, graded } = calibrate(past, level)!;
    if (options.need === 2) chosen++;
    const after = replay(windows, options).steps.filter(({ first }) =>
      first >= begin
    );
    const rate = after.filter(({ alarmed }) => alarmed.length).length / live;
    if (rate <= graded.upper) covered++;
    const spend = { start: REFERENCE };
    const quarter = windows.slice(0, REFERENCE + 90);
    plain.push(replay(quarter, spend).episodes.length);
    const rules = calibrate(past, spend)!.options;
    episodes.push(replay(quarter, rules).episodes.length);
  }
  return { alone, held, chosen, covered, plain, episodes };
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function withError(values: readonly number[]): string {
  const m = mean(values);
  const variance = values.reduce((sum, x) => sum + (x - m) ** 2, 0) /
    Math.max(1, values.length - 1);
  return `${m.toFixed(2)} (${Math.sqrt(variance / values.length).toFixed(2)})`;
}
