/**
 * A10 of the acceptance simulations: the audit of a model that learns from its own answers.
 *
 * Ninety days of 10,000 titles at Zipf 0.8, 1.0 and 1.2, without a loop, with one, and with a list that never changes. An alarm is an excess of
 * concentration over the explored slice, or a rise of it, each at p < 0.005. Wanted at each exponent: at most 3 alarms in 60 worlds without
 * a loop, 54 of 60 loops found; a list is an excess that does not rise (at most 3). Beside it the share of the top 1 % of titles, on which no alarm can stand.
 * Exit code 1 when missed.
 *
 * ```sh
 * deno task bench alarm_a10 [--seeds 60]
 * ```
 */
import { parseArgs } from "node:util";
import { completeOptions, isReading } from "../../lib/check/mod.ts";
import {
  concentrationExcess,
  concentrationTrend,
} from "../../lib/units/mod.ts";
import { feedbackWorld, type ModelKind, TITLES } from "./feedback_world.ts";
import { topHitsOf } from "./top_hits.ts";

const { values } = parseArgs({
  options: { seeds: { type: "string", default: "60" } },
});
const seeds = Number(values.seeds), LEVEL = 0.005;
const excessOptions = completeOptions(concentrationExcess, {});
const trendOptions = completeOptions(concentrationTrend, {});
let missed = false;
console.log(
  `${seeds} worlds each        excess: alarms  mean    rise: alarms  mean    either   top 1 % of titles take`,
);
for (const exponent of [0.8, 1, 1.2]) {
  for (const kind of ["demand", "list", "loop"] as ModelKind[]) {
    const found = Array.from({ length: seeds }, (_, seed) => {
      const world = feedbackWorld(seed, exponent, kind);
      const level = concentrationExcess.read(
        topHitsOf(world, 90, TITLES),
        excessOptions,
      );
      const rise = concentrationTrend.read(
        topHitsOf(world, 7, TITLES),
        trendOptions,
      );
      if (!isReading(level) || !isReading(rise)) {
        throw new Error(`Cannot judge seed ${seed}`);
      }
      return { level, rise, share: Number(level.details!.modelShare) };
    });
    const count = (of: (x: typeof found[number]) => boolean) =>
      found.filter(of).length;
    const mean = (of: (x: typeof found[number]) => number) =>
      (100 * found.reduce((s, x) => s + of(x), 0) / seeds).toFixed(1);
    const levels = count(({ level }) => level.pValue! < LEVEL);
    const rises = count(({ rise }) => rise.pValue! < LEVEL);
    const either = count(({ level, rise }) =>
      level.pValue! < LEVEL || rise.pValue! < LEVEL
    );
    console.log(
      `Zipf ${exponent.toFixed(1)} ${kind.padEnd(8)}${
        String(levels).padStart(19)
      }${mean(({ level }) => level.value).padStart(8)}${
        String(rises).padStart(14)
      }${mean(({ rise }) => rise.value).padStart(8)}${
        String(either).padStart(10)
      }${mean(({ share }) => share).padStart(15)} %`,
    );
    missed ||= kind === "demand" && either > 0.05 * seeds ||
      kind === "list" && rises > 0.05 * seeds ||
      kind === "loop" && either < 0.9 * seeds;
  }
}
if (missed) {
  console.error("A10 is missed");
  Deno.exitCode = 1;
}
