import { onlineView } from "../../lib/features/mod.ts";
import {
  FEATURES,
  type StreamflixDeps,
  type Title,
  type User,
} from "../../server/systems/streamflix.ts";
import { gbdt, toOnnx, vectorsOf } from "../../lib/train/mod.ts";
import { annIndex } from "../../lib/native/ann_index.ts";
import { seeded } from "../scoring/world.ts";

/** Noon of 1 March 2026, UTC. */
export const benchNow = Date.UTC(2026, 2, 1, 12);

/** 1,000 titles, 2,000 users, 32 dimensions, a view with a week of events: the size of the demo world, from a seed. */
export async function benchWorld(
  titleCount = 1000,
  userCount = 2000,
  dims = 32,
) {
  const random = seeded(42), pick = (n: number) => Math.floor(random() * n);
  const titles = new Map<number, Title>(
    Array.from({ length: titleCount }, (_, id) => [id, {
      id,
      genre: `genre${pick(12)}`,
      minutes: 20 + pick(140),
      ageRating: [0, 6, 12, 16, 18][pick(5)]!,
      releasedAt: benchNow - pick(1000) * 86_400_000,
    }]),
  );
  const users = new Map<string, User>(
    Array.from({ length: userCount }, (_, n) => [`u${n}`, {
      id: `u${n}`,
      age: 8 + pick(60),
      country: "DE",
      device: "tv",
    }]),
  );
  const vector = () =>
    Float32Array.from({ length: dims }, () => random() - 0.5);
  const vectors = vectorsOf("embeddings@1", dims, {
    users: [...users.keys()].map((id) => [id, vector()]),
    items: [...titles.keys()].map((id) => [id, vector()]),
  });
  const index = await annIndex(dims);
  for (const item of vectors.items) index.add(item, vectors.item(item)!);
  const view = onlineView({
    groupOf: (item) => titles.get(item)!.genre,
    items: titles.keys(),
  });
  for (let n = 0; n < 40_000; n++) {
    const ts = benchNow - pick(7 * 86_400) * 1000,
      entity = `u${pick(userCount)}`,
      item = pick(titleCount);
    view.observe({ kind: "prediction", ts, entity, items: [{ item }] });
    if (n % 8 === 0) {
      view.observe({
        kind: "outcome",
        ts,
        entity,
        item,
        clicked: true,
        watched: n % 16 === 0,
      });
    }
  }
  const ranker = toOnnx(benchRanker(random), "ranker@1");
  const deps = {
    titles,
    users,
    view,
    embeddings: vectors,
    index,
    batchList: () => undefined,
    clock: () => benchNow,
  };
  return { deps: deps satisfies Omit<StreamflixDeps, "model">, ranker };
}

/** 50 trees of 31 leaves on 4,000 random rows: the demo world's ranker in size, not in sense. */
function benchRanker(random: () => number) {
  const rows = 4000;
  const values = Float32Array.from(
    { length: rows * FEATURES.length },
    () => random() - 0.5,
  );
  const labels = Uint8Array.from({ length: rows }, (_, row) => {
    const sum = values[row * FEATURES.length]! +
      values[row * FEATURES.length + 3]! + random() - 0.5;
    return sum > 0 ? 1 : 0;
  });
  return gbdt({ columns: FEATURES, values, labels });
}
