import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  encodeVectors,
  onlineView,
  type OutcomeEvent,
} from "../../../lib/mod.ts";
import { openDuckDb, openLake, writeParquet } from "../../../lib/native/mod.ts";
import { loadStreamflix } from "../../../server/cli/load_streamflix.ts";
import { streamflix } from "../../../server/systems/streamflix.ts";
import { benchNow, benchWorld } from "../../bench/streamflix_world.ts";
import { seeded } from "../../scoring/world.ts";

const { deps, ranker } = await benchWorld(200, 40, 8);
const titles = [...deps.titles.values()], users = [...deps.users.values()];
// The view that saw every event as it happened, ten days long.
const live = onlineView({
  groupOf: (item) => deps.titles.get(item)!.genre,
  items: deps.titles.keys(),
  refreshMs: 0,
});
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "streamflix-"));
  await mkdir(join(root, "models"));
  await writeTables();
  await writeFile(
    join(root, "models/models.json"),
    JSON.stringify([{ id: "popular@1" }, { id: "ranker@1" }]),
  );
  await writeFile(join(root, "models/ranker-1.onnx"), ranker);
  await writeFile(
    join(root, "models/embeddings-1.bin"),
    encodeVectors(deps.embeddings),
  );
  await writeEvents();
});
afterAll(() => rm(root, { recursive: true }));

test("the view rebuilt from the lake equals the view that saw the events", async () => {
  const { deps: loaded, lastTs, close } = await loadStreamflix(root, {
    workers: 1,
  });
  live.advance(lastTs);
  const { view } = loaded;
  for (const { id, genre } of titles) {
    for (
      const name of [
        "ctr7d",
        "popularity7d",
        "exposures7d",
        "exposures28d",
        "clicks28d",
        "watches7d",
        "watches28d",
      ] as const
    ) {
      expect([name, id, view[name](id)]).toEqual([name, id, live[name](id)]);
    }
    for (const user of users) {
      expect(view.seen(user.id).has(id)).toBe(live.seen(user.id).has(id));
      expect(view.groupShare(user.id)(genre)).toBe(
        live.groupShare(user.id)(genre),
      );
    }
  }
  for (const { id } of users) {
    expect([view.activity7d(id), view.recent(id)]).toEqual([
      live.activity7d(id),
      live.recent(id),
    ]);
  }
  await close();
});

test("a loaded system answers from the newest ranker, and knows its batch lists", async () => {
  const { deps: loaded, lastTs, close } = await loadStreamflix(root, {
    workers: 1,
  });
  expect([loaded.titles, loaded.users]).toEqual([deps.titles, deps.users]);
  const ask = streamflix({ ...loaded, clock: () => lastTs, random: seeded(1) });
  const { response } = await ask({
    entity: "u1",
    context: { device: "tv", country: "DE" },
  });
  expect([response.model, response.fallback, response.items.length]).toEqual([
    "ranker@1",
    null,
    20,
  ]);
  await expect.poll(() => loaded.batchList("u39")?.length).toBe(120);
  await close();
});

test("a world without a ranker runs on popularity", async () => {
  await writeFile(
    join(root, "models/models.json"),
    JSON.stringify([{ id: "popular@1" }]),
  );
  const { deps: loaded, lastTs, close } = await loadStreamflix(root);
  const ask = streamflix({ ...loaded, clock: () => lastTs, random: seeded(1) });
  const { response } = await ask({
    entity: "u1",
    context: { device: "tv", country: "DE" },
  });
  expect(response.model).toBe("popular@1");
  await close();
});

async function writeTables() {
  const engine = await openDuckDb({ threads: 1 });
  await writeParquet(engine.connection, join(root, "titles.parquet"), [
    { name: "id", type: "integer", values: titles.map(({ id }) => id) },
    { name: "genre", type: "text", values: titles.map(({ genre }) => genre) },
    {
      name: "minutes",
      type: "integer",
      values: titles.map(({ minutes }) => minutes),
    },
    {
      name: "age_rating",
      type: "integer",
      values: titles.map(({ ageRating }) => ageRating),
    },
    {
      name: "released_at",
      type: "timestamp",
      values: titles.map(({ releasedAt }) => releasedAt),
    },
  ]);
  await writeParquet(engine.connection, join(root, "users.parquet"), [
    { name: "id", type: "text", values: users.map(({ id }) => id) },
    { name: "age", type: "integer", values: users.map(({ age }) => age) },
    {
      name: "country",
      type: "text",
      values: users.map(({ country }) => country),
    },
    { name: "device", type: "text", values: users.map(({ device }) => device) },
  ]);
  engine.close();
}

async function writeEvents() {
  const random = seeded(8), lake = await openLake(join(root, "lake"));
  let now = benchNow;
  const ask = streamflix({
    ...deps,
    view: live,
    model: null,
    clock: () => now,
    random,
  });
  for (let n = 0; n < 400; n++) {
    now += 36 * 60_000;
    const entity = `u${Math.floor(random() * 40)}`;
    const { event } = await ask({
      entity,
      context: { device: "tv", country: "DE" },
    });
    const item = event.items[Math.floor(random() * event.items.length)]!.item;
    const outcome: OutcomeEvent = {
      event_id: `outcome:${event.request_id}`,
      ts: now,
      system: "streamflix",
      kind: "outcome",
      request_id: event.request_id,
      entity,
      item,
      arrival: now,
      clicked: random() < 0.7,
      watched: random() < 0.4,
      watch_share: 0.5,
      left_early: false,
      saved: false,
      searched: false,
      rating: null,
    };
    live.observe(event);
    live.observe(outcome);
    await lake.append([event, outcome]);
    if (n % 150 === 149) await lake.seal();
  }
  await lake.seal();
  await lake.close();
}
