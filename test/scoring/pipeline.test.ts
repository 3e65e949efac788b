import { expect, test } from "vitest";
import {
  batchList,
  exactIndex,
  mostPopular,
  nearest,
  noTimer,
  type Pipeline,
  pipeline,
  type PipelineOptions,
  popular,
  rank,
  rankBy,
  retrieve,
  rules,
  type Stage,
} from "../../lib/scoring/mod.ts";
import { keepIf } from "../../lib/scoring/mod.ts";
import { films, noon, seeded, smallestView, watched } from "./world.ts";

const context = { device: "tv", country: "DE" };
const view = smallestView();
const unseen = keepIf(
  "seen",
  (item, { entity }) => !view.seen(entity).has(item),
);
const options: PipelineOptions = {
  system: "films",
  model: "cf@1",
  clock: () => noon,
  random: seeded(7),
  timer: noTimer,
};
const slate = rules({ items: [], slate: [], slots: 3 });

async function ask(system: Pipeline, entity: string) {
  const { response } = await system({ entity, context });
  return response.items.map(({ item }) => films[item]);
}

test("a popularity model shows Matrix to everyone", async () => {
  const system = pipeline([
    retrieve([mostPopular(5, view)], { limit: 5 }),
    rankBy(view.popularity7d),
    slate,
  ], options);
  for (const entity of ["alice", "bob", "carol", "dave"]) {
    expect(await ask(system, entity)).toEqual([
      "Matrix",
      "Inception",
      "Toy Story",
    ]);
  }
});

test("collaborative filtering offers Alice Toy Story through Bob", async () => {
  // A film's vector says who watched it; a user's vector adds up the users that share a film with them.
  const users = Object.keys(watched);
  const filmVector = (film: number) =>
    Float32Array.from(users, (user) => watched[user]!.includes(film) ? 1 : 0);
  const userVector = (entity: string) =>
    Float32Array.from(
      users,
      (other) =>
        watched[entity]!.filter((film) => watched[other]!.includes(film))
          .length,
    );
  const index = exactIndex(users.length);
  for (const film of films.keys()) index.add(film, filmVector(film));

  // Alice shares one film with Bob and one with Carol: both their films are offered, Interstellar has no watcher.
  const system = pipeline([
    retrieve([nearest(5, index, userVector)], { limit: 5 }),
    rules({ items: [unseen], slate: [], slots: 1 }),
  ], options);
  expect(await ask(system, "alice")).toEqual(["Toy Story"]);
  expect(await ask(system, "bob")).toEqual(["Inception"]);
  expect(await ask(system, "carol")).toEqual(["Matrix"]);
});

const lists: Readonly<Record<string, readonly number[]>> = { alice: [4, 2, 3] };
const failing: Stage = {
  name: "rank",
  run: () => Promise.reject(new Error("model is gone")),
};
const silent: Stage = { name: "rank", run: () => new Promise(() => {}) };
const fallback = [batchList((entity) => lists[entity]), popular(5, view)];
const expired: PipelineOptions["timer"] = (_ms, expire) => {
  queueMicrotask(expire);
  return () => {};
};

test("a stage that exceeds its deadline hands over to the batch list, and the event says so", async () => {
  const system = pipeline([silent, slate], {
    ...options,
    fallback,
    deadlineMs: { rank: 10 },
    timer: expired,
  });
  const { response, event } = await system({
    requestId: "r1",
    entity: "alice",
    context,
  });
  expect(response.items.map(({ item }) => item)).toEqual([4, 2, 3]);
  expect(response.fallback).toBe("batch_list");
  expect(event).toMatchObject({
    fallback: "batch_list",
    fault: 'stage "rank" took longer than 10 ms',
    model: "cf@1",
  });
  expect(event.stages.map(({ name }) => name)).toEqual([
    "rank",
    "batch_list",
    "rules",
  ]);
});

test("without a batch list the most popular of the week answer", async () => {
  const system = pipeline([failing, slate], { ...options, fallback });
  const { response, event } = await system({ entity: "bob", context });
  expect(response.items.map(({ item }) => films[item])).toEqual([
    "Matrix",
    "Inception",
    "Toy Story",
  ]);
  expect(event.fallback).toBe("popular");
});

test("a shaping stage is never skipped by a fallback", async () => {
  const gate = rules({ items: [unseen], slate: [], slots: 3 });
  const { response } = await pipeline([failing, gate], {
    ...options,
    fallback,
  })({ entity: "bob", context });
  expect(response.items.map(({ item }) => films[item])).toEqual([
    "Inception",
    "Frozen",
    "Interstellar",
  ]);
});

test("a pipeline without a fallback left says what failed last", async () => {
  const system = pipeline([failing], options);
  await expect(system({ entity: "bob", context })).rejects.toThrow(
    'Cannot score "films" for "bob": model is gone, and no fallback is left',
  );
});

test("a score that is not a number is a fault, not an order", async () => {
  const model = {
    id: "broken@1",
    run: () => Promise.resolve(Float32Array.of(1, NaN, 2, 3, 4)),
  };
  const features: Stage = {
    name: "features",
    run: (state) =>
      Promise.resolve({
        ...state,
        features: { names: ["x"], values: new Float32Array(5) },
      }),
  };
  const stages = [
    retrieve([mostPopular(5, view)], { limit: 5 }),
    features,
    rank(model),
    slate,
  ];
  const { event } = await pipeline(stages, { ...options, fallback })({
    entity: "bob",
    context,
  });
  expect(event.fault).toBe(
    'model "broken@1" gave NaN for item "1"; "bob" has no batch list',
  );
});

test("the same requests with the same seed give the same bytes", async () => {
  const run = async () => {
    const system = pipeline([
      retrieve([mostPopular(5, view)], { limit: 5 }),
      rankBy(view.popularity7d),
      slate,
    ], {
      ...options,
      random: seeded(3),
    });
    const events = [];
    for (const entity of ["alice", "bob"]) {
      events.push((await system({ entity, context })).event);
    }
    return JSON.stringify(events);
  };
  expect(await run()).toBe(await run());
});

test("stage times come from the clock", async () => {
  let now = noon;
  const slow: Stage = {
    name: "slow",
    run: (state) => {
      now += 12.3456;
      return Promise.resolve(state);
    },
  };
  const { event } = await pipeline([slow], { ...options, clock: () => now })({
    entity: "bob",
    context,
  });
  expect(event.stages).toEqual([{ name: "slow", ms: 12.346 }]);
});
