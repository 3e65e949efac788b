import type { OutcomeEvent, Random } from "../../lib/mod.ts";
import { dayMs } from "./options.ts";
import type { HiddenTitle, HiddenUser } from "./world.ts";

/**
 * What people do with a slate, as it truly is.
 *
 * A shown item is clicked with probability examine x appeal: examine = (1 + position)^-decay of the device, appeal =
 * sigmoid(base + affinity x taste . vector + quality + allure + fresh + home + social + shift). A clicked one is watched to at least
 * 95 % with probability sigmoid(watch.base + ...). Clicks are independent given the slate.
 */
export const truth = {
  /** Position bias by device: examine = (1 + position)^-decay. */
  decay: { phone: 0.8, tv: 0.5, laptop: 0.6, tablet: 0.7, console: 0.5 },
  click: {
    base: -3.2,
    affinity: 4.6,
    quality: 0.3,
    allure: 0.45,
    fresh: 0.5,
    freshDays: 14,
    home: 0.3,
    /** People follow people: times ln(share of the week's watches x number of titles), within 0..3. */
    social: 0.1,
  },
  watch: {
    base: -0.1,
    affinity: 1.8,
    quality: 0.9,
    allure: -0.5,
    /** Per minute above 90. */
    minutes: -0.008,
  },
  /** Share of those who do not watch to the end that leave within 8 minutes, as sigmoid of this and the watch logit. */
  leave: { base: -0.4, slope: -0.9 },
  /** Saved for later: of the clicked, and of the looked at but not clicked, times appeal. */
  save: { clicked: 0.08, passed: 0.012 },
  /** Overlooked in the slate, found by search and watched later: times 1 - examine, times appeal. */
  search: 0.02,
  /** Share of watched titles that are rated; five stars around 3.4 + 0.8 x quality + 1.6 x affinity. */
  rate: 0.06,
  /** Satisfaction moves by pace x (reward - satisfaction) at each request; the rate of requests goes with exp(pull x (satisfaction - neutral)). */
  satisfaction: {
    pace: 0.2,
    watched: 1,
    left: -1,
    nothing: -0.4,
    pull: 0.55,
    neutral: 0.25,
  },
  /** Requests by weekday, Monday first, mean 1. */
  week: [0.84, 0.85, 0.88, 0.94, 1.14, 1.26, 1.09],
  /** Labels: share continued on a later day, mean days until then, days after which an unfinished title is given up. */
  delay: { later: 0.25, days: 1.4, most: 6, giveUpDays: 1 },
} as const;

/** The world's shifts of a day that bear on behaviour. */
export interface Mood {
  /** Added to every click logit. */
  readonly clickShift: number;
  /** 0..1, how far every taste has gone to the next: (1 - drift) x taste + drift x nextTaste, made as long as before. */
  readonly drift: number;
}

/** An outcome, and whether the title was found by search. */
export interface WatchOutcome extends OutcomeEvent {
  /** True when it was overlooked, then found by search. */
  readonly searched: boolean;
}

/** What a slate led to. */
export interface Reaction {
  readonly outcomes: readonly WatchOutcome[];
  /** Expected clicks of the slate. */
  readonly expectedClicks: number;
  /** -1..1, what the request did to satisfaction. */
  readonly reward: number;
}

/** What a request showed, to whom and when. */
export interface Shown {
  readonly requestId: string;
  readonly ts: number;
  readonly device: string;
  readonly user: HiddenUser;
  readonly titles: readonly HiddenTitle[];
  /** By slot: ln(share of the week's watches x number of titles), 0 for a title of mean popularity. */
  readonly fame: readonly number[];
}

/** Draws what a user does with a slate. */
export function react(shown: Shown, mood: Mood, random: Random): Reaction {
  const outcomes: WatchOutcome[] = [];
  const taste = tasteOf(shown.user, mood);
  let expectedClicks = 0;
  shown.titles.forEach((title, position) => {
    const affinity = affinityOf(taste, title);
    const appeal = appealOf(shown, position, affinity, mood);
    const examine = examineOf(shown.device, position);
    expectedClicks += examine * appeal;
    const [looks, likes, other] = [
      random.uniform(),
      random.uniform(),
      random.uniform(),
    ];
    if (looks < examine && likes < appeal) {
      outcomes.push(watch(shown, title, affinity, false, random));
    } else if (looks < examine && other < truth.save.passed * appeal) {
      outcomes.push(
        outcomeOf(shown, title, random.gamma(2, 15_000), 2000, { saved: true }),
      );
    } else if (looks >= examine && other < truth.search * appeal) {
      outcomes.push(watch(shown, title, affinity, true, random));
    }
  });
  return { outcomes, expectedClicks, reward: rewardOf(outcomes) };
}

/** Probability that a slot is looked at; 0-based position. */
export function examineOf(device: string, position: number): number {
  const decay = truth.decay[device as keyof typeof truth.decay];
  return Math.pow(1 + position, -decay);
}

function tasteOf(
  { taste, nextTaste }: HiddenUser,
  { drift }: Mood,
): Float64Array {
  if (drift === 0) return taste;
  const mixed = taste.map((value, d) =>
    (1 - drift) * value + drift * nextTaste[d]!
  );
  const length = Math.sqrt(
    mixed.reduce((sum, value) => sum + value * value, 0),
  );
  return mixed.map((value) => value / length);
}

function affinityOf(taste: Float64Array, { vector }: HiddenTitle): number {
  let sum = 0;
  for (let d = 0; d < taste.length; d++) sum += taste[d]! * vector[d]!;
  return sum;
}

function appealOf(
  { ts, user, titles, fame }: Shown,
  position: number,
  affinity: number,
  { clickShift }: Mood,
): number {
  const { click } = truth;
  const title = titles[position]!;
  const social = Math.min(Math.max(fame[position]!, 0), 3);
  const fresh = ts - title.releasedAt < click.freshDays * dayMs ? 1 : 0;
  const home = user.country === title.country ? 1 : 0;
  return sigmoid(
    click.base + clickShift + click.affinity * affinity +
      click.quality * title.quality + click.allure * title.allure +
      click.fresh * fresh + click.home * home + click.social * social,
  );
}

function watch(
  shown: Shown,
  title: HiddenTitle,
  affinity: number,
  searched: boolean,
  random: Random,
): WatchOutcome {
  const { base, quality, allure, minutes } = truth.watch;
  const logit = base + truth.watch.affinity * affinity +
    quality * title.quality + allure * title.allure +
    minutes * (title.minutes - 90);
  const watched = random.uniform() < sigmoid(logit);
  const left = !watched && random.uniform() <
      sigmoid(truth.leave.base + truth.leave.slope * logit);
  const early = Math.min(8 / title.minutes, 0.9);
  const share = watched
    ? 0.95 + 0.05 * random.uniform()
    : left
    ? early * random.uniform()
    : early + (0.95 - early) * random.beta(1.2, 1.6) * 0.999;
  const begins = random.gamma(2, 20_000) + (searched ? 300_000 : 0);
  const watching = share * title.minutes * 60_000;
  const { later, days, most, giveUpDays } = truth.delay;
  const pause = !left && random.uniform() < later
    ? Math.min(random.gamma(1, days), most) * dayMs
    : 0;
  const givenUp = watched || left ? 0 : giveUpDays * dayMs;
  const stars = 3.4 + 0.8 * title.quality + 1.6 * affinity +
    random.normal(0, 0.7);
  const rated = watched && random.uniform() < truth.rate;
  return outcomeOf(
    shown,
    title,
    begins,
    watching + pause + givenUp + random.gamma(1.5, 20_000),
    {
      clicked: !searched,
      watched,
      watch_share: share,
      left_early: left,
      saved: random.uniform() < truth.save.clicked,
      rating: rated ? Math.min(Math.max(Math.round(stars), 1), 5) : null,
      searched,
    },
  );
}

function outcomeOf(
  { requestId, ts, user }: Shown,
  { id }: HiddenTitle,
  beginsMs: number,
  knownMs: number,
  what: Partial<WatchOutcome>,
): WatchOutcome {
  const at = ts + Math.round(beginsMs);
  return {
    event_id: `outcome:${requestId}:${id}`,
    ts: at,
    system: "streamflix",
    kind: "outcome",
    request_id: requestId,
    entity: user.id,
    item: id,
    arrival: at + Math.round(knownMs),
    clicked: false,
    watched: false,
    watch_share: 0,
    left_early: false,
    saved: false,
    rating: null,
    searched: false,
    ...what,
  };
}

function rewardOf(outcomes: readonly WatchOutcome[]): number {
  const { watched, left, nothing } = truth.satisfaction;
  if (outcomes.some((outcome) => outcome.watched)) return watched;
  const clicked = outcomes.filter((outcome) => outcome.clicked);
  if (clicked.length === 0) return nothing;
  return clicked.every((outcome) => outcome.left_early) ? left : 0;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
