/**
 * Times Streamflix in this process: 500 candidates, rank in a worker pool, rules, exploration, event.
 *
 * Run: deno run -A test/bench/score.bench.ts
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exactIndex } from "../../lib/scoring/mod.ts";
import { openModel } from "../../lib/native/onnx.ts";
import { openLake } from "../../lib/native/open_lake.ts";
import { streamflix } from "../../server/systems/streamflix.ts";
import { benchWorld } from "./streamflix_world.ts";

const { deps, ranker } = await benchWorld();
const context = { device: "tv", country: "DE" };
const entity = (n: number) => `u${(n * 37) % 2000}`;
console.log(
  `Deno ${Deno.version.deno}, ${navigator.hardwareConcurrency} processors, 1,000 titles, 2,000 users, 500 candidates`,
);

for (const workers of [0, 2]) {
  const model = await openModel(ranker, { id: "ranker@1", workers });
  const score = streamflix({
    ...deps,
    clock: () => performance.timeOrigin + performance.now(),
    model,
  });
  await time(
    `${workers} workers, 1 at a time`,
    1,
    (n) => score({ entity: entity(n), context }),
  );
  if (workers > 0) {
    await time(
      `${workers} workers, 8 at a time`,
      8,
      (n) => score({ entity: entity(n), context }),
    );
    const root = await mkdtemp(join(tmpdir(), "bench-"));
    const lake = await openLake(root);
    await time(
      `${workers} workers, logged (fdatasync), 1 at a time`,
      1,
      async (n) => {
        const { event } = await score({ entity: entity(n), context });
        await lake.append([event]);
      },
    );
    await time(
      `${workers} workers, logged (fdatasync), 8 at a time`,
      8,
      async (n) => {
        const { event } = await score({ entity: entity(n), context });
        await lake.append([event]);
      },
    );
    const began = performance.now();
    const sealed = await gapWhile(() => lake.seal());
    console.log(
      `seal of the log: ${
        (performance.now() - began).toFixed(0)
      } ms, longest gap of the event loop ${sealed.toFixed(1)} ms`,
    );
    await lake.close();
    await rm(root, { recursive: true });
  }
  const large = new Float32Array(100_000 * 12), began = performance.now();
  const gap = await gapWhile(() => model.run(large, 100_000));
  const took = performance.now() - began;
  console.log(
    `100,000 rows: ${took.toFixed(0)} ms, longest gap of the event loop ${
      gap.toFixed(1)
    } ms`,
  );
  const { event } = await score({ entity: "u1", context });
  console.log(
    `  stages: ${
      event.stages.map(({ name, ms }) => `${name} ${ms}`).join(", ")
    } ms; event ${JSON.stringify(event).length} bytes`,
  );
  await model.close();
}

const exact = exactIndex(deps.index.dims);
for (const item of deps.embeddings.items) {
  exact.add(item, deps.embeddings.item(item)!);
}
await time(
  "usearch, 400 nearest",
  1,
  (n) =>
    Promise.resolve(deps.index.search(deps.embeddings.user(entity(n))!, 400)),
);
await time(
  "exactIndex, 400 nearest",
  1,
  (n) => Promise.resolve(exact.search(deps.embeddings.user(entity(n))!, 400)),
);

async function time(
  name: string,
  lanes: number,
  ask: (n: number) => Promise<unknown>,
  runs = 2000,
) {
  for (let n = 0; n < 300; n++) await ask(n);
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  await Promise.all(Array.from({ length: lanes }, async () => {
    while (next < runs) {
      const n = next++, start = performance.now();
      await ask(n);
      times.push(performance.now() - start);
    }
  }));
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    times[Math.min(runs - 1, Math.floor(share * runs))]!.toFixed(2);
  console.log(
    `${name}: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)} ms, ${
      Math.round(runs / seconds)
    } a second`,
  );
}

async function gapWhile(work: () => Promise<unknown>): Promise<number> {
  let last = performance.now(), gap = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    gap = Math.max(gap, now - last);
    last = now;
  }, 1);
  await work();
  clearInterval(timer);
  return Math.max(gap, performance.now() - last);
}
