import type { Candidate, NormalRequest, Stage, State } from "./state.ts";

/** A rule about one candidate: may this entity see it at all? */
export interface ItemRule {
  readonly name: string;
  /** Called once a request, so that what does not depend on the candidate is looked up once. */
  forRequest(request: NormalRequest): CandidateTest;
}

/**
 * Whether a slot may hold a candidate beside the others, asked once a slot and then of many candidates. `slate` ends before
 * `slot` while it is being filled and goes on after it when the slot is to be replaced.
 */
export type SlateTest = (
  slate: readonly Candidate[],
  slot: number,
) => CandidateTest;

type CandidateTest = (candidate: Candidate) => boolean;

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
      const keeps = all(items.map((rule) => rule.forRequest(state.request)));
      const tests = slate.map((rule) => rule.forRequest(state.request));
      const allowed = state.candidates.filter(keeps);
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
  const test: SlateTest = (slate, slot) => {
    const [before, after] = [runFrom(slate, slot, -1), runFrom(slate, slot, 1)];
    return ({ item }) => {
      const group = groupOf(item);
      if (group === undefined) return true;
      const run = 1 + (group === before.group ? before.length : 0) +
        (group === after.group ? after.length : 0);
      return run <= most;
    };
  };
  const runFrom = (
    slate: readonly Candidate[],
    slot: number,
    step: 1 | -1,
  ) => {
    const groupAt = (at: number) =>
      slate[at] === undefined ? undefined : groupOf(slate[at].item);
    const group = groupAt(slot + step);
    let length = 0;
    while (
      group !== undefined && groupAt(slot + step * (length + 1)) === group
    ) {
      length++;
    }
    return { group, length };
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
      return (slate, slot) => {
        const current = slate[slot];
        const isFree = current === undefined
          ? foundIn(slate) >= Math.floor(share * (slot + 1) + 1e-9)
          : !isOne(current.item, request);
        return isFree ? () => true : ({ item }) => isOne(item, request);
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
    const asked = tests.map((test) => test(slate, slate.length));
    slate.push(...pool.splice(bestAllowed(pool, asked), 1));
  }
  return {
    shown: slate.map((candidate) => ({
      candidate,
      propensity: 1,
      explored: false,
    })),
    pool,
    mayReplace: (slot) => all(tests.map((test) => test(slate, slot))),
  };
}

function bestAllowed(
  pool: readonly Candidate[],
  tests: readonly CandidateTest[],
): number {
  for (let kept = tests.length; kept > 0; kept--) {
    const at = pool.findIndex(all(tests.slice(0, kept)));
    if (at >= 0) return at;
  }
  return 0;
}

function all(tests: readonly CandidateTest[]): CandidateTest {
  return (candidate) => {
    for (const test of tests) if (!test(candidate)) return false;
    return true;
  };
}
