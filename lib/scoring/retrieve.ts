import type { Candidate, Stage, State } from "./state.ts";

/** An index of vectors that finds the nearest by inner product. */
export interface AnnIndex {
  /** Numbers in a vector. */
  readonly dims: number;
  /** Vectors held. */
  readonly size: number;
  /** Adds a vector, or replaces the item's. Error: RangeError for another length than `dims`. */
  add(item: number, vector: Float32Array): void;
  /** The k items with the largest inner product, largest first, ties by the smaller id. */
  search(vector: Float32Array, k: number): readonly number[];
}

/** A place that candidates come from. */
export interface CandidateSource {
  /** What the log calls it, such as "nearest". */
  readonly name: string;
  /** Items, best first; more than wanted do no harm. Empty when it has nothing for this request. */
  find(state: State): readonly number[];
}

/**
 * Collects at most `limit` candidates from the sources in their order, each item once, under the first source that has it.
 *
 * Let the last source be the long one (popularity): it fills up what the others left. Their scores are 0 until they are ranked.
 * Error: when no source has anything.
 */
export function retrieve(
  sources: readonly CandidateSource[],
  { limit }: { readonly limit: number },
): Stage {
  return {
    name: "retrieve",
    run(state) {
      const candidates: Candidate[] = [];
      const known = new Set<number>();
      for (const { name, find } of sources) {
        if (known.size >= limit) break;
        for (const item of find(state)) {
          if (known.has(item)) continue;
          candidates.push({ item, source: name, score: 0, row: known.size });
          known.add(item);
          if (known.size >= limit) break;
        }
      }
      if (candidates.length === 0) {
        return Promise.reject(new Error("no source has a candidate"));
      }
      return Promise.resolve({ ...state, candidates });
    },
  };
}

/**
 * The source of the `count` items nearest to the entity's vector; empty for an entity without one, as a new user.
 */
export function nearest(
  count: number,
  index: Pick<AnnIndex, "search">,
  vectorOf: (entity: string) => Float32Array | undefined,
): CandidateSource {
  return {
    name: "nearest",
    find({ request }) {
      const vector = vectorOf(request.entity);
      return vector === undefined ? [] : index.search(vector, count);
    },
  };
}

/** The source of the `count` most popular items of the week. */
export function mostPopular(
  count: number,
  view: { popular(n: number): readonly number[] },
): CandidateSource {
  return { name: "popular", find: () => view.popular(count) };
}
