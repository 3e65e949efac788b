import { expect, test } from "vitest";
import { openDuckDb } from "../../../lib/native/duckdb.ts";
import { read } from "../../../lib/native/read.ts";
import { sql } from "../../../lib/table/mod.ts";
import { adwin, ddm, pageHinkley } from "../../../lib/units/drift/mod.ts";
import { watch } from "../ask.ts";

const folder = new URL(
  "../../../../shared/data/expectations/drift_streams/",
  import.meta.url,
).pathname;
const there = await Deno.stat(folder).then(() => true, () => false);

// The expectations lie beside the repository on some machines only.
test.runIf(there)(
  "pageHinkley() and ddm() meet scikit-multiflow's own expectations",
  async () => {
    const { cases } = JSON.parse(
      await Deno.readTextFile(`${folder}skmultiflow_dev.json`),
    );
    const river = { delta: 0.005, alpha: 0.9999, threshold: 50, mode: "up" };
    const found = [
      watch(pageHinkley, await stream("skmf_npy"), { ...river, scale: "none" }),
      watch(ddm, await stream("skmf_1"), {
        memory: null,
        warningThreshold: 2,
        driftThreshold: 3,
      }),
    ];
    expect(found.map(({ detections }) => detections))
      .toEqual([cases[1].expected, cases[2].expected]);
  },
);

// scikit-multiflow's ADWIN leaves the newest bucket of each size out of its cuts, so it cuts less off each time and alarms
// twice more, at 1087 and 1151; Bifet's and river's loops take all buckets.
test.runIf(there)(
  "adwin() that shrinks alarms first where scikit-multiflow's does",
  async () => {
    const options = { delta: 0.002, after: "shrink" };
    expect(watch(adwin, await stream("skmf_npy"), options).detections)
      .toEqual([1023, 1055]);
  },
);

async function stream(name: string): Promise<Float64Array> {
  const table = await read(`${folder}streams.parquet`, {
    engine: await openDuckDb({ ordered: true }),
  });
  const found = await table.engine.arrays(
    sql`select cast(value as double) x from ${table.relation} where stream = ${name} order by i`,
  );
  return found.x as Float64Array;
}
