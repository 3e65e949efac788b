import { expect, test } from "vitest";
import { openDuckDb } from "../../../lib/native/duckdb.ts";
import { read } from "../../../lib/native/read.ts";
import { sql } from "../../../lib/table/mod.ts";
import { logistic, scoreLogistic } from "../../../lib/train/mod.ts";
import { watch } from "../ask.ts";
import { detectors } from "./stream_values.ts";
import { completeOptions, type Stream } from "../../../lib/check/mod.ts";

const path = new URL(
  "../../../../shared/data/sea_concepts/sea.parquet",
  import.meta.url,
).pathname;
const there = await Deno.stat(path).then(() => true, () => false);
/** Rows of a concept: the label's rule changes after 12,500, 25,000 and 37,500. */
const CONCEPT = 12_500;
/** Rows that teach a model, after the start and after each alarm. */
const TAUGHT = 3000;

// Real sets lie beside the repository on some machines only; streams.test.ts asks the same of generated data.
test.runIf(there)(
  "stream detectors on a model's errors fire after each change of the SEA concepts",
  async () => {
    const { features, labels } = await sea();
    for (const [unit] of detectors) {
      // kswin compares 100 values with 100, too few to see a rate of 0.11 turned to 0.15.
      if (unit.id === "drift/kswin") continue;
      const concepts = watchErrors(unit, features, labels)
        .map((row) => Math.floor(row / CONCEPT));
      expect([unit.id, concepts]).toEqual([unit.id, [1, 2, 3]]);
    }
  },
);

test.runIf(there)(
  "stream detectors on the inputs of the SEA concepts are silent",
  async () => {
    const { features } = await sea();
    for (const [unit, takesAny] of detectors) {
      if (!takesAny) continue;
      for (const column of features) {
        expect([unit.id, watch(unit, column).detections])
          .toEqual([unit.id, []]);
      }
    }
  },
);

async function sea() {
  const table = await read(path, {
    engine: await openDuckDb({ ordered: true }),
  });
  const found = await table.engine.arrays(
    sql`select f1, f2, f3, cast(label as double) y from ${table.relation} order by t`,
  );
  const features = ["f1", "f2", "f3"].map((name) =>
    found[name] as Float64Array
  );
  return { features, labels: Uint8Array.from(found.y as Float64Array) };
}

/** Rows at which the errors of a model alarm that is taught anew by the rows after each alarm. */
function watchErrors(
  unit: Stream,
  features: readonly Float64Array[],
  labels: Uint8Array,
): number[] {
  const options = completeOptions(unit, {}), state = unit.init(options);
  const alarms: number[] = [];
  for (let from = 0; from + TAUGHT < labels.length;) {
    const start = from + TAUGHT;
    const values = (at: number, to: number) =>
      Float32Array.from(
        { length: 3 * (to - at) },
        (_, i) => features[i % 3]![at + Math.floor(i / 3)]!,
      );
    const model = logistic({
      columns: ["f1", "f2", "f3"],
      values: values(from, start),
      labels: labels.subarray(from, start),
    });
    const scores = scoreLogistic(model, values(start, labels.length));
    const hit = scores.findIndex((score, i) =>
      unit.step(
        state,
        Number((score > 0.5 ? 1 : 0) !== labels[start + i]!),
        options,
      ) === "drift"
    );
    if (hit < 0) break;
    alarms.push(start + hit);
    from = start + hit + 1;
  }
  return alarms;
}
