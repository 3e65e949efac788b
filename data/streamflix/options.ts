/** Sizes of a world and where its chance begins. */
export interface WorldOptions {
  readonly users: number;
  readonly titles: number;
  readonly days: number;
  /** Requests expected over all days when everybody is as content as on the first. */
  readonly requests: number;
  readonly seed: number;
}

/** The world of README and notebooks. */
export const standardWorld: WorldOptions = {
  users: 2000,
  titles: 1000,
  days: 60,
  requests: 30_000,
  seed: 1,
};

/** A world of a few seconds, for tests. */
export const tinyWorld: WorldOptions = {
  users: 150,
  titles: 120,
  days: 60,
  requests: 1800,
  seed: 1,
};

/** The first instant: a Monday. Milliseconds since 1970, UTC. */
export const worldStart = Date.UTC(2026, 0, 5);

/** Milliseconds of a day. */
export const dayMs = 86_400_000;

/** Days on which something begins, for a world of any length: the plan of 60 days, stretched. */
export function scheduleOf(days: number) {
  const at = (day: number) => Math.round(day * days / 60);
  return {
    /** From here ranker@1 answers 90 % of the users. */
    rankerOne: at(14),
    /** From here ranker@2 answers half of those. */
    rankerTwo: at(35),
    /** Two weeks in which nothing is planted: the reference. */
    quiet: { from: at(21), to: at(35) },
    outage: { from: at(39), to: at(40) },
    nulls: { from: at(41), to: at(44) },
    seconds: { from: at(45), to: at(48) },
    console: { from: at(48), to: days },
    /** `full` is the day on which the drift has gone all its way. */
    tasteDrift: { from: at(50), full: at(54), to: days },
    autoplay: { from: at(57), to: days },
  };
}

/** What begins when, as `scheduleOf` says. */
export type Schedule = ReturnType<typeof scheduleOf>;
