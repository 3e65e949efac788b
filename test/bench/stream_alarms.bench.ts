/**
 * False alarms and delays of the stream detectors at their defaults.
 *
 * Stable: 1 M values of Bernoulli 0.2 and, where the detector takes any number, of a normal; alarms a million in the mean
 * of the seeds, at most one is wanted. Change: 1 M bits whose rate turns from 0.2 to 0.3 half way; found within 20,000
 * values at each seed, early (an alarm before the change) in at most one, is wanted of all but kswin.
 *
 * ```sh
 * deno task bench stream_alarms [--seeds 20] [--rows 1000000] [--only NAME]
 * ```
 */
import { parseArgs } from "node:util";
import { random } from "../../lib/math/mod.ts";
import { bits, detectors, normals, watchDefaults } from "./stream_data.ts";

const { values: flags } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    rows: { type: "string", default: "1000000" },
    only: { type: "string" },
  },
});
const seeds = Number(flags.seeds), rows = Number(flags.rows), turn = rows / 2;
const chosen = detectors.filter(({ unit }) =>
  flags.only === undefined || unit.id.endsWith(`/${flags.only}`)
);
const tally = chosen.map(() => ({
  bits: 0,
  normals: 0,
  early: 0,
  delays: [] as number[],
}));
for (let seed = 1; seed <= seeds; seed++) {
  const draw = random(`stream alarms ${seed}`);
  const stable = bits(draw.fork("bits"), rows, () => 0.2);
  const noise = normals(draw.fork("normals"), rows);
  const turned = bits(draw.fork("turn"), rows, (i) => i < turn ? 0.2 : 0.3);
  chosen.forEach(({ unit, takesAny }, i) => {
    const found = tally[i]!;
    found.bits += watchDefaults(unit, stable).length;
    if (takesAny) found.normals += watchDefaults(unit, noise).length;
    const alarms = watchDefaults(unit, turned);
    if (alarms.some((row) => row < turn)) found.early++;
    found.delays.push((alarms.find((row) => row >= turn) ?? Infinity) - turn);
  });
}
console.log(
  `${seeds} seeds of ${rows} values; 0.2 -> 0.3 at row ${turn}`,
);
console.log(
  "detector       alarms: bits  normals   early  found  delay: median  largest",
);
chosen.forEach(({ unit, takesAny }, i) => {
  const { bits, normals, early, delays } = tally[i]!;
  const sorted = [...delays].sort((a, b) => a - b);
  const found = sorted.filter((delay) => delay <= 20_000).length;
  console.log(
    unit.id.slice(6).padEnd(14) +
      (bits / seeds).toFixed(2).padStart(13) +
      (takesAny ? (normals / seeds).toFixed(2) : "-").padStart(9) +
      String(early).padStart(8) + `${found}/${seeds}`.padStart(7) +
      String(sorted[seeds >> 1]).padStart(15) +
      String(sorted.at(-1)).padStart(9),
  );
});
