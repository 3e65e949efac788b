import type { Candidate, NormalRequest, Stage, State } from "./state.ts";

/** A rule about one candidate: may this entity see it at all? */
export interface ItemRule {
  readonly name: string;
  /** Called once a request, so that what does not depend on the candidate is looked up once. */
  forRequest(request: NormalRequest): (candidate: Candidate) => boolean;
}

/**
 * Whether a slot may hold this candidate beside the others. `slate` ends before `slot` while it is being filled and goes on
 * after it when the slot is to be replaced.
 */
export type SlateTest = (
  slate: readonly Candidate[],
  slot: number,
  candidate: Candidate,
) => boolean;

/** A rule about a slate as a whole. */
export interface SlateRule {
  readonly name: string;
  forRequest(request: NormalRequest): SlateTest;
}

/** What a slate must obey. */
export interface Rules {
  /** Never broken. */
  readonly items: readonly ItemRule[];
  /** Kept while there is a candidate that keeps them; when there is none, the last is given up first. */
  readonly slate: readonly SlateRule[];
  /** Slots in a slate. */
  readonly slots: number;
}

/**
 * Fills the slots best first with the candidates that the rules allow.
 *
 * The candidates must be in order. What passes the item rules and is not shown becomes the pool to explore from.
 * Fewer slots are filled when fewer candidates may be shown; none is an empty slate, not an error.
 */
export function rules({ items, slate, slots }: Rules): Stage {
  return {
    name: "rules",
    role: "shape",
    run(state) {
      const keeps = items.map((rule) => rule.forRequest(state.request));
      const tests = slate.map((rule) => rule.forRequest(state.request));
      const allowed = state.candidates.filter((candidate) =>
        keeps.every((keep) => keep(candidate))
      );
      return Promise.resolve({ ...state, ...filled(allowed, tests, slots) });
    },
  };
}

/** Keeps what `test` says of a candidate's item and the request; the common form of an item rule. */
export function keepIf(
  name: string,
  test: (item: number, request: NormalRequest) => boolean,
): ItemRule {
  return { name, forRequest: (request) => ({ item }) => test(item, request) };
}

/** At most `most` neighbouring slots of one group, such as a genre. Items without a group are of no group. */
export function atMostInRow(
  most: number,
  groupOf: (item: number) => string | undefined,
): SlateRule {
  const test: SlateTest = (slate, slot, { item }) => {
    const group = groupOf(item);
    if (group === undefined) return true;
    let run = 1;
    for (
      let at = slot - 1;
      at >= 0 && groupOf(slate[at]!.item) === group;
      at--
    ) run++;
    for (
      let at = slot + 1;
      at < slate.length && groupOf(slate[at]!.item) === group;
      at++
    ) run++;
    return run <= most;
  };
  return { name: "at_most_in_row", forRequest: () => test };
}

/**
 * At least floor(share x k) of the first k slots hold items of a kind, such as fresh titles, for every k.
 *
 * A slot that holds one is replaced by another of the kind only.
 */
export function atLeastShare(
  name: string,
  share: number,
  isOne: (item: number, request: NormalRequest) => boolean,
): SlateRule {
  return {
    name,
    forRequest(request) {
      let counted = 0, found = 0;
      const foundIn = (slate: readonly Candidate[]) => {
        if (slate.length < counted) counted = found = 0;
        for (; counted < slate.length; counted++) {
          found += isOne(slate[counted]!.item, request) ? 1 : 0;
        }
        return found;
      };
      return (slate, slot, { item }) => {
        const current = slate[slot];
        if (current !== undefined) {
          return !isOne(current.item, request) || isOne(item, request);
        }
        return foundIn(slate) >= Math.floor(share * (slot + 1) + 1e-9) ||
          isOne(item, request);
      };
    },
  };
}

function filled(
  allowed: readonly Candidate[],
  tests: readonly SlateTest[],
  slots: number,
): Pick<State, "shown" | "pool" | "mayReplace"> {
  const slate: Candidate[] = [], pool = allowed.slice();
  while (slate.length < slots && pool.length > 0) {
    slate.push(...pool.splice(bestAllowed(pool, slate, tests), 1));
  }
  return {
    shown: slate.map((candidate) => ({
      candidate,
      propensity: 1,
      explored: false,
    })),
    pool,
    mayReplace: (slot, candidate) =>
      tests.every((allows) => allows(slate, slot, candidate)),
  };
}

function bestAllowed(
  pool: readonly Candidate[],
  slate: readonly Candidate[],
  tests: readonly SlateTest[],
): number {
  for (let kept = tests.length; kept > 0; kept--) {
    const at = pool.findIndex((candidate) =>
      tests.every((allows, index) =>
        index >= kept || allows(slate, slate.length, candidate)
      )
    );
    if (at >= 0) return at;
  }
  return 0;
}
