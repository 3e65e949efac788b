import {
  type AnnIndex,
  exactIndex,
  type Model,
  noTimer,
  type OnlineView,
  type Pipeline,
  type Random,
} from "../../lib/mod.ts";
import {
  streamflix,
  type StreamflixDeps,
  streamflixSettings,
  type Title,
} from "../../server/systems/streamflix.ts";
import type { Conditions } from "./incidents.ts";
import type { Trained } from "./learn.ts";
import type { HiddenUser, World } from "./world.ts";

/** A model that is online, with what it needs beside it. */
export interface Deployed {
  readonly trained: Trained;
  readonly model: Model;
  readonly index: AnnIndex;
  /** Titles nearest to each user known at training. */
  readonly batchLists: ReadonlyMap<string, readonly number[]>;
}

/** What all models of a world share. */
export interface ArmDeps {
  readonly world: World;
  readonly users: StreamflixDeps["users"];
  readonly view: OnlineView;
  /** Milliseconds, with fractions. */
  readonly clock: () => number;
  readonly random: Random;
}

/** Share of users that popularity answers for ever, so that models have something to be compared with. */
export const holdout = 0.1;

/** Share of slots given to a candidate drawn at random; before the first model, drawn from all titles. */
export const explored = {
  before: 1 / 14,
  after: streamflixSettings.exploredShare,
} as const;

/** Puts a model beside its index and its lists. */
export function deploy(trained: Trained, model: Model): Deployed {
  const { vectors } = trained;
  const index = exactIndex(vectors.dims);
  for (const item of vectors.items) index.add(item, vectors.item(item)!);
  const nearest = new Map(
    vectors.users.map((user) => {
      const vector = vectors.user(user)!;
      return [vector, index.search(vector, streamflixSettings.nearest)];
    }),
  );
  const batchLists = new Map(
    vectors.users.map((user) => [
      user,
      nearest.get(vectors.user(user)!)!.slice(0, 120),
    ]),
  );
  return { trained, model, index: remembering(index, nearest), batchLists };
}

/** The index, with the answers to what it will be asked again and again. */
function remembering(
  index: AnnIndex,
  nearest: ReadonlyMap<Float32Array, readonly number[]>,
): AnnIndex {
  return {
    ...index,
    search: (vector, k) =>
      k === streamflixSettings.nearest
        ? nearest.get(vector) ?? index.search(vector, k)
        : index.search(vector, k),
  };
}

/** Who answers whom on a day: one pipeline a model, and a user's pipeline. */
export function openArms(
  deps: ArmDeps,
  deployed: readonly Deployed[],
  conditions: Conditions,
): (user: HiddenUser) => Pipeline {
  const titles = new Map<number, Title>(
    deps.world.titles.map((title) => {
      const { id, genre, ageRating, releasedAt, country } = title;
      const minutes = conditions.minutesOf(title);
      return [id, { id, genre, minutes, ageRating, releasedAt, country }];
    }),
  );
  const common = {
    titles,
    users: deps.users,
    view: withLosses(deps, conditions),
    clock: deps.clock,
    random: deps.random.uniform,
    timer: noTimer,
  };
  const popular = streamflix({
    ...common,
    embeddings: null,
    index: null,
    model: null,
    batchList: () => undefined,
    settings: deployed.length > 0 ? streamflixSettings : {
      ...streamflixSettings,
      candidates: titles.size,
      exploredShare: explored.before,
    },
  });
  const rankers = deployed.map(({ trained, model, index, batchLists }) =>
    streamflix({
      ...common,
      embeddings: trained.vectors,
      index,
      model: refusing(model, deps, conditions),
      batchList: (user) => batchLists.get(user),
    })
  );
  return ({ arm }) => {
    if (rankers.length === 0 || arm < holdout) return popular;
    const place = (arm - holdout) / (1 - holdout) * rankers.length;
    return rankers[Math.floor(place)]!;
  };
}

/** The view on a day on which the activity of some users is lost. */
function withLosses(
  { view, world }: ArmDeps,
  { losesActivity }: Conditions,
): OnlineView {
  const lost = new Set(world.users.filter(losesActivity).map(({ id }) => id));
  return {
    ...view,
    activity7d: (entity) => lost.has(entity) ? NaN : view.activity7d(entity),
  };
}

/** A model whose workers are sometimes busy. */
function refusing(
  model: Model,
  { clock, random }: ArmDeps,
  { refusedAt }: Conditions,
): Model {
  return {
    ...model,
    run(values, rows) {
      const hour = new Date(clock()).getUTCHours();
      return random.uniform() < refusedAt(hour)
        ? Promise.reject(new Error("the queue of the workers is full"))
        : model.run(values, rows);
    },
  };
}
