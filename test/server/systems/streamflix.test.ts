import { expect, test } from "vitest";
import { noTimer } from "../../../lib/scoring/mod.ts";
import { openModel } from "../../../lib/native/onnx.ts";
import {
  FEATURES,
  streamflix,
  streamflixSettings,
} from "../../../server/systems/streamflix.ts";
import { benchNow, benchWorld } from "../../bench/streamflix_world.ts";
import { seeded } from "../../scoring/world.ts";

const { deps, ranker } = await benchWorld(1000, 200);
const model = await openModel(ranker, { id: "ranker@1", workers: 0 });
const quiet = { ...deps, model, timer: noTimer };
const context = { device: "tv", country: "DE" };
const day = 86_400_000;

test("every slate keeps the rules: unseen, of age, at most two of a genre in a row, a tenth fresh, 5 % explored", async () => {
  const score = streamflix({ ...quiet, random: seeded(1) });
  let explored = 0;
  for (let n = 0; n < 100; n++) {
    const entity = `u${n}`;
    const { response, event } = await score({ entity, context });
    const items = response.items.map(({ item }) => deps.titles.get(item)!);
    expect(items.length).toBe(20);
    expect(new Set(items).size).toBe(20);
    expect(event).toMatchObject({
      model: "ranker@1",
      fallback: null,
      fault: null,
      candidates: { count: 500 },
    });
    for (const { id, ageRating } of items) {
      expect(deps.view.seen(entity).has(id)).toBe(false);
      expect(ageRating).toBeLessThanOrEqual(deps.users.get(entity)!.age);
    }
    for (let at = 2; at < 20; at++) {
      expect(
        new Set(items.slice(at - 2, at + 1).map(({ genre }) => genre)).size,
      ).toBeGreaterThan(1);
    }
    expect(
      items.filter(({ releasedAt }) => benchNow - releasedAt < 14 * day).length,
    ).toBeGreaterThanOrEqual(2);
    explored += event.items.filter((item) => item.explored).length;
  }
  expect(explored).toBe(100);
});

test("logged features are the inputs of the logged score", async () => {
  const { event } = await streamflix({ ...quiet, random: seeded(2) })({
    entity: "u7",
    context,
  });
  const values = event.items.flatMap(({ features }) =>
    FEATURES.map((name) => features![name] ?? NaN)
  );
  const scores = await model.run(Float32Array.from(values), event.items.length);
  expect(Array.from(scores)).toEqual(event.items.map(({ score }) => score));
});

test("features are what their names say", async () => {
  const { event } = await streamflix({ ...quiet, random: seeded(3) })({
    entity: "u7",
    context: { ...context, hour: 6 },
  });
  for (const { item, features } of event.items) {
    const title = deps.titles.get(item)!;
    const [mine, its] = [
      deps.embeddings.user("u7")!,
      deps.embeddings.item(item)!,
    ];
    expect(features!.affinity).toBeCloseTo(
      mine.reduce((sum, value, d) => sum + value * its[d]!, 0),
      5,
    );
    expect(features!.title_age_days).toBeCloseTo(
      (benchNow - title.releasedAt) / day,
      3,
    );
    expect(features!.hour_sin).toBeCloseTo(1, 6);
    expect(features!.hour_cos).toBeCloseTo(0, 6);
    expect(features).toMatchObject({
      minutes: title.minutes,
      user_activity_7d: deps.view.activity7d("u7"),
      age_gap: deps.users.get("u7")!.age - title.ageRating,
      is_new: benchNow - title.releasedAt < 14 * day ? 1 : 0,
    });
  }
});

test("a new user gets popular titles for all ages and missing values, not an error", async () => {
  const { event } = await streamflix({
    ...deps,
    model: null,
    timer: noTimer,
    random: seeded(4),
  })({ entity: "new", context });
  expect(event.model).toBe("popular@1");
  expect(event.items.length).toBe(20);
  for (const { item, features } of event.items) {
    expect(deps.titles.get(item)!.ageRating).toBe(0);
    expect([features!.affinity, features!.age_gap]).toEqual([null, null]);
  }
});

test("a model that fails hands over to the batch list, a missing list to the most popular, and rules hold for both", async () => {
  const broken = {
    ...model,
    run: () => Promise.reject(new Error("no memory")),
  };
  const list = [...deps.titles.keys()].slice(0, 300);
  const batchList = (user: string) => user === "u1" ? list : undefined;
  const score = streamflix({
    ...quiet,
    model: broken,
    batchList,
    random: seeded(5),
  });
  const first = (await score({ entity: "u1", context })).event,
    second = (await score({ entity: "u2", context })).event;
  expect([first.fallback, second.fallback]).toEqual(["batch_list", "popular"]);
  expect(second.fault).toBe('no memory; "u2" has no batch list');
  for (const { items, entity } of [first, second]) {
    expect(items.length).toBe(20);
    for (const { item } of items) {
      expect(deps.titles.get(item)!.ageRating).toBeLessThanOrEqual(
        deps.users.get(entity)!.age,
      );
    }
  }
  expect(first.items.every(({ item }) => list.includes(item))).toBe(true);
});

test("settings explore another share of the slots", async () => {
  const settings = { ...streamflixSettings, exploredShare: 0.1 };
  const { event } = await streamflix({ ...quiet, settings, random: seeded(6) })(
    { entity: "u3", context },
  );
  expect(event.items.filter(({ explored }) => explored).length).toBe(2);
});

test("the same seed and clock give the same bytes", async () => {
  const run = async () => {
    const score = streamflix({ ...quiet, random: seeded(9) });
    return JSON.stringify([
      await score({ entity: "u1", context }),
      await score({ entity: "u2", context }),
    ]);
  };
  expect(await run()).toBe(await run());
});
