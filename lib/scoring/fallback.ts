import type { Stage, State } from "./state.ts";

/**
 * The fallback that shows the entity's precomputed list. Scores are 1 / (1 + place): they order and mean nothing more.
 *
 * Fails when there is no list, so that the next fallback is tried.
 */
export function batchList(
  listOf: (entity: string) => readonly number[] | undefined,
): Stage {
  return {
    name: "batch_list",
    run(state) {
      const list = listOf(state.request.entity) ?? [];
      if (list.length === 0) {
        return Promise.reject(
          new Error(`"${state.request.entity}" has no batch list`),
        );
      }
      return Promise.resolve(withList(state, list, "batch_list"));
    },
  };
}

/** The last fallback: the `count` most popular items of the week, the same for everyone. Scores as in `batchList`. */
export function popular(
  count: number,
  view: { popular(n: number): readonly number[] },
): Stage {
  return {
    name: "popular",
    run: (state) =>
      Promise.resolve(withList(state, view.popular(count), "popular")),
  };
}

function withList(
  state: State,
  items: readonly number[],
  source: string,
): State {
  const candidates = items.map((item, place) => ({
    item,
    source,
    score: 1 / (1 + place),
    row: -1,
  }));
  return { ...state, candidates, features: null };
}
