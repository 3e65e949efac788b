import { type OnlineView, onlineView } from "../../lib/features/mod.ts";
import {
  type Candidate,
  type NormalRequest,
  randomId,
  startState,
  type State,
} from "../../lib/scoring/mod.ts";

/** The smallest world: three users, five films, who watched what; nobody watched Interstellar. */
export const films = [
  "Matrix",
  "Inception",
  "Toy Story",
  "Frozen",
  "Interstellar",
] as const;
export const watched: Readonly<Record<string, readonly number[]>> = {
  alice: [0, 1],
  bob: [0, 2],
  carol: [1, 3],
};

/** Noon of 2 January 2026, UTC: the clock of these tests. */
export const noon = Date.UTC(2026, 0, 2, 12);

/** The view after the watches of the smallest world, each of them a click too. */
export function smallestView(): OnlineView {
  const view = onlineView({
    groupOf: (item) => films[item]!,
    items: films.keys(),
    refreshMs: 0,
  });
  for (const [entity, items] of Object.entries(watched)) {
    for (const item of items) {
      view.observe({
        kind: "outcome",
        ts: noon - 3_600_000,
        entity,
        item,
        clicked: true,
        watched: true,
      });
    }
  }
  return view;
}

/** A seeded random number generator (mulberry32), good enough to make tests repeat. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A request of `entity` at noon. */
export function requestOf(entity: string): NormalRequest {
  return {
    requestId: randomId(seeded(1)),
    entity,
    context: { device: "tv", country: "DE", hour: 12 },
    ts: noon,
  };
}

/** A state whose candidates are the items in the given order, best first. */
export function stateOf(
  items: readonly number[],
  random: () => number = seeded(1),
): State {
  const candidates: Candidate[] = items.map((item, row) => ({
    item,
    source: "test",
    score: -row,
    row,
  }));
  return { ...startState(requestOf("alice"), "test@1", random), candidates };
}
