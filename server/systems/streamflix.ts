import {
  type AnnIndex,
  atLeastShare,
  atMostInRow,
  batchList,
  buildFeatures,
  explore,
  keepIf,
  type Model,
  mostPopular,
  nearest,
  type OnlineView,
  type Pipeline,
  pipeline,
  type PipelineOptions,
  popular,
  rank,
  rankBy,
  retrieve,
  type Rules,
  rules,
  type Stage,
  type State,
} from "../../lib/mod.ts";

/** A film or series of the catalogue; null where the catalogue lost the value. */
export interface Title {
  readonly id: number;
  readonly genre: string;
  readonly minutes: number | null;
  /** Smallest age in years that may see it. */
  readonly ageRating: number;
  /** Milliseconds since 1970, UTC. */
  readonly releasedAt: number;
  /** Country of origin. */
  readonly country?: string;
}

/** A viewer. */
export interface User {
  /** Such as "u123". */
  readonly id: string;
  /** Years. */
  readonly age: number;
  readonly country: string;
  readonly device: string;
}

/** Vectors of users and titles from one training; `dims` numbers each. */
export interface Embeddings {
  /** Name and version, "embeddings@2". */
  readonly id: string;
  readonly dims: number;
  user(id: string): Float32Array | undefined;
  item(id: number): Float32Array | undefined;
}

/**
 * Everything Streamflix needs from outside; null is "not there yet".
 *
 * Without `model` it runs as `popular@1`: candidates and scores by popularity of the week, features logged all the same
 * so that the first ranker has something to learn from. A new model is a new call of `streamflix`: it costs nothing.
 */
export interface StreamflixDeps
  extends Pick<PipelineOptions, "clock" | "random" | "timer"> {
  readonly titles: ReadonlyMap<number, Title>;
  readonly users: ReadonlyMap<string, User>;
  readonly view: OnlineView;
  readonly embeddings: Embeddings | null;
  /** The vectors of `embeddings`, to be searched. */
  readonly index: AnnIndex | null;
  readonly model: Model | null;
  /** The precomputed list of a user, best first; undefined when there is none. */
  readonly batchList: (user: string) => readonly number[] | undefined;
  /** Figures of the system, defaults to `streamflixSettings`. */
  readonly settings?: StreamflixSettings;
}

/** The figures of the system: every threshold stands here. */
export interface StreamflixSettings {
  readonly candidates: number;
  readonly nearest: number;
  readonly fresh: number;
  readonly slots: number;
  readonly genreRun: number;
  readonly freshShare: number;
  readonly freshDays: number;
  readonly exploredShare: number;
  readonly deadlineMs: Readonly<Record<string, number>>;
}

/** 500 candidates, 20 slots, one of them explored, two fresh. */
export const streamflixSettings: StreamflixSettings = {
  candidates: 500,
  nearest: 400,
  fresh: 30,
  slots: 20,
  genreRun: 2,
  freshShare: 0.1,
  freshDays: 14,
  exploredShare: 0.05,
  deadlineMs: { retrieve: 20, features: 20, rank: 50 },
};

/** Ranker features in the order of the model's input columns; NaN is missing. */
export const FEATURES = [
  "affinity",
  "ctr_7d",
  "popularity_7d",
  "genre_share",
  "title_age_days",
  "minutes",
  "same_genre_as_last",
  "user_activity_7d",
  "hour_sin",
  "hour_cos",
  "age_gap",
  "is_new",
] as const;

/**
 * The film service as a list of stages.
 *
 * In a simulation: `const score = streamflix({ ...deps, clock: () => now, random, timer: noTimer })`, then for each
 * request `const { response, event } = await score({ entity, context: { device, country } })`, then
 * `deps.view.observe(event)`, and `deps.view.observe(outcome)` when the outcome arrives. `deps.model` is the in-process
 * variant (`openModel(path, { workers: 0 })` of `lib/native`), `deps.index` the usearch index or `exactIndex`.
 */
export function streamflix(deps: StreamflixDeps): Pipeline {
  const { settings = streamflixSettings, view, model } = deps;
  const options = {
    ...deps,
    system: "streamflix",
    deadlineMs: settings.deadlineMs,
  };
  const shaping = [
    rules(businessRules(deps, settings)),
    explore(settings.exploredShare),
  ];
  const features = buildFeatures(
    FEATURES,
    (state, values) => fillFeatures(deps, settings, state, values),
  );
  const [similar, fresh, week] = sources(deps, settings);
  const { candidates } = settings;

  if (model === null) {
    const stages: Stage[] = [
      retrieve([fresh, week], { limit: candidates }),
      features,
      rankBy(view.popularity7d),
    ];
    return pipeline([...stages, ...shaping], {
      ...options,
      model: "popular@1",
      fallback: [popular(candidates, view)],
    });
  }
  return pipeline(
    [
      retrieve([similar, fresh, week], { limit: candidates }),
      features,
      rank(model),
      ...shaping,
    ],
    {
      ...options,
      model: model.id,
      fallback: [batchList(deps.batchList), popular(candidates, view)],
    },
  );
}

function sources(
  { view, titles, embeddings, index }: StreamflixDeps,
  settings: StreamflixSettings,
) {
  const newest = [...titles.values()].sort((a, b) =>
    b.releasedAt - a.releasedAt || a.id - b.id
  );
  const similar = index === null || embeddings === null
    ? { name: "nearest", find: () => [] }
    : nearest(settings.nearest, index, embeddings.user);
  const fresh = {
    name: "fresh",
    find({ request: { ts } }: State) {
      const from = newest.findIndex(({ releasedAt }) => releasedAt <= ts);
      if (from < 0) return [];
      return newest.slice(from, from + settings.fresh).filter((title) =>
        isFresh(title, ts, settings)
      ).map(({ id }) => id);
    },
  };
  return [similar, fresh, mostPopular(titles.size, view)] as const;
}

function businessRules(
  { titles, users, view }: StreamflixDeps,
  settings: StreamflixSettings,
): Rules {
  return {
    items: [
      keepIf(
        "released",
        (item, { ts }) => (titles.get(item)?.releasedAt ?? Infinity) <= ts,
      ),
      {
        name: "seen",
        forRequest({ entity }) {
          const seen = view.seen(entity);
          return ({ item }) => !seen.has(item);
        },
      },
      {
        name: "age_gate",
        forRequest({ entity }) {
          const age = users.get(entity)?.age ?? 0;
          return ({ item }) => (titles.get(item)?.ageRating ?? Infinity) <= age;
        },
      },
    ],
    slate: [
      atMostInRow(settings.genreRun, (item) => titles.get(item)?.genre),
      atLeastShare(
        "fresh",
        settings.freshShare,
        (item, { ts }) => isFresh(titles.get(item), ts, settings),
      ),
    ],
    slots: settings.slots,
  };
}

function isFresh(
  title: Title | undefined,
  ts: number,
  { freshDays }: StreamflixSettings,
): boolean {
  const age = ts - (title?.releasedAt ?? -Infinity);
  return age >= 0 && age < freshDays * dayMs;
}

/** Writes one row a candidate in the order of FEATURES; an unknown title or user leaves what depends on it missing. */
function fillFeatures(
  deps: StreamflixDeps,
  settings: StreamflixSettings,
  state: State,
  values: Float32Array,
) {
  const { titles, view, embeddings } = deps;
  const { entity, ts, context: { hour } } = state.request;
  view.advance(ts);
  const user = deps.users.get(entity), vector = embeddings?.user(entity);
  const lastItem = view.recent(entity)[0];
  const lastGenre = lastItem === undefined
    ? undefined
    : titles.get(lastItem)?.genre;
  const activity = view.activity7d(entity);
  const groupShare = view.groupShare(entity);
  const hourSin = Math.sin(hour / 24 * 2 * Math.PI),
    hourCos = Math.cos(hour / 24 * 2 * Math.PI);
  let at = 0;
  for (const { item } of state.candidates) {
    const title = titles.get(item), itemVector = embeddings?.item(item);
    const ageDays = title === undefined ? NaN : (ts - title.releasedAt) / dayMs;
    values[at++] = vector && itemVector ? dot(vector, itemVector) : NaN;
    values[at++] = view.ctr7d(item);
    values[at++] = view.popularity7d(item);
    values[at++] = title === undefined ? NaN : groupShare(title.genre);
    values[at++] = ageDays;
    values[at++] = title?.minutes ?? NaN;
    values[at++] = lastGenre !== undefined && title?.genre === lastGenre
      ? 1
      : 0;
    values[at++] = activity;
    values[at++] = hourSin;
    values[at++] = hourCos;
    values[at++] = user && title ? user.age - title.ageRating : NaN;
    values[at++] = ageDays < settings.freshDays ? 1 : 0;
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

const dayMs = 86_400_000;
