import type { Shown, Stage, State } from "./state.ts";

/**
 * Gives a share of the slots to candidates drawn at random, and every slot the propensity of what it shows.
 *
 * With period g = floor(1 / share) a start s is drawn uniformly from 0..g-1 and the slots s, s + g, s + 2g ... are each
 * explored with probability share x g, so every slot is explored with probability `share` exactly and two explored slots
 * are never closer than g. An explored slot k draws uniformly from A(k), the pool's candidates with which the rules still
 * hold; when an earlier explored slot already shows the drawn one, or A(k) is empty, the slot keeps its own.
 *
 * Propensity is the probability, over the policy's chance, that this item stands in this slot for this request:
 * - drawn item r: share / |A(k)| x F(r, k), F = product over the slots j = k-g, k-2g ... of (1 - share g [r in A(j)] / |A(j)|),
 *   the probability that no earlier explored slot took r;
 * - the slot's own item: 1 - sum over r in A(k) of the above (1 - share when there is one explored slot a slate; 1 when A(k) is empty).
 *
 * Error: RangeError unless 0 <= share <= 1/3: closer slots would see each other through the rules. Source: the marginal
 * propensities of slates, Swaminathan et al., Off-policy evaluation for slate recommendation (2017), section 2.
 */
export function explore(share: number): Stage {
  if (!(share >= 0 && share <= 1 / 3)) {
    throw new RangeError(
      `Cannot explore "${share}" of the slots: the share must lie between 0 and 1/3`,
    );
  }
  return {
    name: "explore",
    role: "shape",
    run: (state) =>
      Promise.resolve(
        share === 0 ? state : { ...state, shown: drawSlate(state, share) },
      ),
  };
}

function drawSlate(state: State, share: number): Shown[] {
  const period = Math.floor(1 / share + 1e-9), chance = share * period;
  const start = Math.floor(state.random() * period);
  const odds = slateOdds(state, share, period);
  const taken = new Set<number>();
  return state.shown.map(({ candidate }, slot) => {
    if (slot % period === start && (chance === 1 || state.random() < chance)) {
      const { places } = odds.options(slot);
      const place = places[Math.floor(state.random() * places.length)];
      const drawn = place === undefined ? undefined : state.pool[place];
      if (drawn !== undefined && !taken.has(drawn.item)) {
        taken.add(drawn.item);
        return {
          candidate: drawn,
          propensity: odds.ofDrawn(slot)(place!),
          explored: true,
        };
      }
    }
    return { candidate, propensity: odds.ofOwn(slot), explored: false };
  });
}

/** A(k) as places in the pool, and as a flag a place. */
interface Options {
  readonly places: readonly number[];
  readonly holds: Uint8Array;
}

function slateOdds({ pool, mayReplace }: State, share: number, period: number) {
  const known = new Map<number, Options>();
  const options = (slot: number): Options => {
    const found = known.get(slot);
    if (found !== undefined) return found;
    const may = mayReplace(slot);
    const places: number[] = [], holds = new Uint8Array(pool.length);
    for (let place = 0; place < pool.length; place++) {
      if (!may(pool[place]!)) continue;
      holds[place] = 1;
      places.push(place);
    }
    known.set(slot, { places, holds });
    return { places, holds };
  };
  const ofDrawn = (slot: number): (place: number) => number => {
    const odds = share / options(slot).places.length;
    const earlier: { readonly holds: Uint8Array; readonly missed: number }[] =
      [];
    for (let before = slot - period; before >= 0; before -= period) {
      const { holds, places } = options(before);
      earlier.push({ holds, missed: 1 - share * period / places.length });
    }
    return (place) =>
      earlier.reduce(
        (product, { holds, missed }) =>
          holds[place] === 1 ? product * missed : product,
        odds,
      );
  };
  const ofOwn = (slot: number): number => {
    if (slot < period) return pool.some(mayReplace(slot)) ? 1 - share : 1;
    const odds = ofDrawn(slot);
    return options(slot).places.reduce((own, place) => own - odds(place), 1);
  };
  return { options, ofDrawn, ofOwn };
}
