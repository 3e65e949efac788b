import type {
  AnnIndex,
  Model,
  OnlineView,
  Pipeline,
  PipelineOptions,
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
  /** Country of origin; titles without one match none. */
  readonly country?: string;
}

/** A viewer. */
export interface User {
  readonly id: string;
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
  readonly index: AnnIndex | null;
  readonly model: Model | null;
  /** The precomputed list of a user, best first; undefined when there is none. */
  readonly batchList: (user: string) => readonly number[] | undefined;
  /** Milliseconds by stage; defaults to `deadlines`. */
  readonly deadlineMs?: Readonly<Record<string, number>>;
}

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
export declare function streamflix(deps: StreamflixDeps): Pipeline;
