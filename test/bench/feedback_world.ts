import { type Random, random } from "../../lib/math/mod.ts";

/** What a model of a world shows: what people want, a list that never changes for half of it, or for half of it what it showed and people took. */
export type ModelKind = "demand" | "list" | "loop";

/** Exposures in the order of time. */
export interface Exposures {
  readonly day: Uint8Array;
  readonly user: Uint16Array;
  readonly item: Uint16Array;
  readonly explored: Uint8Array;
}

export const TITLES = 10_000;
const USERS = 1000, DAYS = 90, SHOWN = 2000, EXPLORED = 0.05, CLICKED = 0.2;
/** Share of the model's exposures that its list or its memory decides, how much a day's clicks weigh a day later, and how popularity counts. */
const FED = 0.5, KEPT = 0.96, POWER = 1.2;

/**
 * Ninety seeded days of a film service of 10,000 titles and 1,000 users: what people want falls as rank^-exponent, three in ten of a user's wishes
 * are among 20 favourites, one in twenty among 50 titles of the week. One exposure in twenty explores: it follows the wishes alone.
 */
export function feedbackWorld(
  seed: number,
  exponent: number,
  model: ModelKind,
): Exposures {
  const draw = random(`feedback ${model} ${exponent} ${seed}`);
  const wished = sampler(
    Float64Array.from({ length: TITLES }, (_, i) => (i + 1) ** -exponent),
  );
  const favourites = Array.from(
    { length: USERS },
    () => Array.from({ length: 20 }, () => wished(draw)),
  );
  const list = Array.from({ length: 50 }, () => wished(draw));
  const n = DAYS * SHOWN;
  const day = new Uint8Array(n), user = new Uint16Array(n);
  const item = new Uint16Array(n), explored = new Uint8Array(n);
  let clicks = new Float64Array(TITLES);
  let ofWeek: number[] = [];
  for (let d = 0, row = 0; d < DAYS; d++) {
    if (d % 7 === 0) {
      ofWeek = Array.from({ length: 50 }, () => draw.integer(TITLES));
    }
    const popular = model === "loop" && d > 0
      ? sampler(clicks.map((x) => x ** POWER))
      : undefined;
    clicks = clicks.map((x) => KEPT * x);
    for (let k = 0; k < SHOWN; k++, row++) {
      const who = draw.integer(USERS), u = draw.uniform();
      const explores = draw.uniform() < EXPLORED;
      const fed = !explores && draw.uniform() < FED;
      const title = fed && model === "list"
        ? draw.choice(list)
        : fed && popular
        ? popular(draw)
        : u < 0.3
        ? draw.choice(favourites[who]!)
        : u < 0.35
        ? draw.choice(ofWeek)
        : wished(draw);
      day[row] = d;
      user[row] = who;
      item[row] = title;
      explored[row] = explores ? 1 : 0;
      if (!explores && draw.uniform() < CLICKED) clicks[title]!++;
    }
  }
  return { day, user, item, explored };
}

/** Draws indices in proportion to weights. */
function sampler(weights: Float64Array): (draw: Random) => number {
  const upTo = weights.slice();
  for (let i = 1; i < upTo.length; i++) upTo[i]! += upTo[i - 1]!;
  const all = upTo.at(-1)!;
  return (draw) => {
    const at = draw.uniform() * all;
    let low = 0, high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
