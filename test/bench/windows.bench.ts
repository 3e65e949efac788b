/**
 * A5: false alarms and power of the reference-window algorithm on simulated days.
 *
 * False alarms: 40 numbers with missing values, 20 booleans, 10 rare ones, 10 of 20 values; days vary as a
 * Dirichlet-multinomial or in location, with a weekly season; share of fresh days with any alarm at 5 %, at most 5 % is
 * wanted. Power: one column changes, share of days on which it is named.
 *
 * ```sh
 * deno task bench windows [--worlds 40] [--power 30] [--seed 12]
 * ```
 */
import { parseArgs } from "node:util";
import { judgeWindow, random } from "../../lib/mod.ts";
import { drawWorld, type Fault, type World } from "./window_worlds.ts";

const { values: flags } = parseArgs({
  options: {
    worlds: { type: "string", default: "40" },
    power: { type: "string", default: "30" },
    seed: { type: "string", default: "12" },
  },
});
const worlds = Number(flags.worlds), powers = Number(flags.power);
const stream = random(`windows ${flags.seed}`);
const FRESH = 7;

const kinds: readonly Omit<World, "n" | "columns">[] = [
  { variation: "dm", rho: 0, differing: false, season: 0 },
  { variation: "dm", rho: 1e-4, differing: false, season: 0 },
  { variation: "dm", rho: 1e-3, differing: false, season: 0 },
  { variation: "location", rho: 1e-4, differing: false, season: 0 },
  { variation: "location", rho: 1e-3, differing: true, season: 0 },
  { variation: "location", rho: 1e-3, differing: true, season: 0.2 },
];
console.log(
  `days with any alarm at 5 %, ${worlds} worlds of ${FRESH} fresh days: with the minimum effect, and without`,
);
let worst = 0;
for (const n of [5000, 100_000]) {
  for (const reference of [14, 28]) {
    for (const kind of kinds) {
      let alarms = 0, bare = 0, judged = 0;
      for (let w = 0; w < worlds; w++) {
        const days = drawWorld(stream, reference + FRESH, {
          n,
          columns: 40,
          ...kind,
        });
        const past = days.slice(0, reference);
        for (const day of days.slice(reference)) {
          judged++;
          if (judgeWindow(past, day).verdict === "fail") alarms++;
          if (judgeWindow(past, day, { margin: 1e-9 }).verdict === "fail") {
            bare++;
          }
        }
      }
      worst = Math.max(worst, alarms / judged);
      console.log(
        `n ${n}, R ${reference}, ${kind.variation} rho ${kind.rho}${
          kind.differing ? " differing" : ""
        }, season ${kind.season}: ${percent(alarms / judged)} | ${
          percent(bare / judged)
        }`,
      );
    }
  }
}
console.log(`worst ${percent(worst)}, wanted at most 5 %`);

const faults: readonly (readonly [string, string, Omit<Fault, "from">])[] = [
  ["0.2 -> 0.4 %", "rare0", { rare: 0.004 }],
  ["shift 0.5 sd in 60 %", "number0", { shift: [0.6, 0.5, 1] }],
  ["sd x1.5 in 60 %", "number0", { shift: [0.6, 0, 1.5] }],
  ["nulls 1 -> 3 %", "number0", { nulls: 0.03 }],
  ["0.30 -> 0.37", "boolean0", { boolean: 0.37 }],
];
console.log(
  `\npower among 80 columns, location variation differing about rho 3e-4, season 0.1, ${powers} worlds of ${FRESH} days`,
);
for (const reference of [14, 28]) {
  for (const n of [5000, 20_000, 100_000]) {
    const line = faults.map(([name, column, fault]) => {
      let found = 0, judged = 0;
      for (let w = 0; w < powers; w++) {
        const days = drawWorld(stream, reference + FRESH, {
          n,
          columns: 40,
          variation: "location",
          rho: 3e-4,
          differing: true,
          season: 0.1,
        }, { from: reference, ...fault });
        const past = days.slice(0, reference);
        for (const day of days.slice(reference)) {
          judged++;
          const { columns } = judgeWindow(past, day);
          if (
            columns.some((each) =>
              each.column === column && each.verdict === "fail"
            )
          ) found++;
        }
      }
      return `${name} ${percent(found / judged)}`;
    });
    console.log(`R ${reference}, n ${n}: ${line.join("; ")}`);
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
