import { dayMs, type Schedule, scheduleOf, worldStart } from "./options.ts";
import type { HiddenTitle, HiddenUser } from "./world.ts";

/** Something planted: what, where, when and how large. */
export interface Incident {
  readonly id: string;
  readonly kind:
    | "null"
    | "unit"
    | "new_category"
    | "leak"
    | "concept_drift"
    | "class_rate"
    | "fallback";
  /** First day, such as "2026-02-16". */
  readonly from: string;
  /** The day after the last. */
  readonly to: string;
  readonly table: string;
  readonly column: string;
  /** See `what`. */
  readonly size: number;
  readonly what: string;
}

/** Sizes of what is planted. */
export const sizes = {
  /** Share of users whose activity is lost: number % 5 < 3. */
  nulls: 0.6,
  /** Minutes become seconds. */
  seconds: 60,
  /** Share of requests from the new device. */
  console: 0.15,
  /** Share of the way from every taste to its next. */
  tasteDrift: 0.9,
  /** Added to every click logit. */
  autoplay: 0.7,
  /** Share of requests in the outage's hours that the ranker refuses. */
  outage: 0.6,
  outageHours: [17, 22],
  /** Share of requests that the ranker refuses on any day. */
  refused: 0.003,
} as const;

/** The state of the world on one day. */
export interface Conditions {
  readonly losesActivity: (user: HiddenUser) => boolean;
  readonly minutesOf: (title: HiddenTitle) => number;
  readonly consoleShare: number;
  readonly clickShift: number;
  /** 0..1, how far every taste has gone to its next. */
  readonly drift: number;
  /** Share of requests that the ranker refuses at an hour (UTC). */
  readonly refusedAt: (hour: number) => number;
}

/** What holds on a day, counted from 0. */
export function conditionsOf(
  day: number,
  schedule: Schedule,
): Conditions {
  const within = ({ from, to }: { from: number; to: number }) =>
    day >= from && day < to;
  const { from, full } = schedule.tasteDrift;
  const drift = Math.min(Math.max((day - from + 1) / (full - from + 1), 0), 1);
  const [first, last] = sizes.outageHours;
  return {
    losesActivity: ({ number }) => within(schedule.nulls) && number % 5 < 3,
    minutesOf: ({ minutes }) =>
      within(schedule.seconds) ? minutes * sizes.seconds : minutes,
    consoleShare: within(schedule.console) ? sizes.console : 0,
    clickShift: within(schedule.autoplay) ? sizes.autoplay : 0,
    drift: drift * sizes.tasteDrift,
    refusedAt: (hour) =>
      within(schedule.outage) && hour >= first && hour < last
        ? sizes.outage
        : sizes.refused,
  };
}

/** All that is planted in a world of this length. */
export function incidentsOf(days: number): Incident[] {
  const schedule = scheduleOf(days);
  const span = ({ from, to }: { from: number; to: number }) => ({
    from: dateOf(from),
    to: dateOf(to),
  });
  return [
    {
      id: "leaked_column",
      kind: "leak",
      ...span({ from: schedule.rankerTwo, to: schedule.rankerTwo + 1 }),
      table: "training/ranker-2.parquet",
      column: "session_minutes",
      size: 1,
      what:
        "minutes watched after the click, exported among the features: above 0 exactly where the label is 1",
    },
    {
      id: "ranker_outage",
      kind: "fallback",
      ...span(schedule.outage),
      table: "exposures",
      column: "fallback",
      size: sizes.outage,
      what: `share of requests refused by the rankers from ${
        sizes.outageHours[0]
      }:00 to ${sizes.outageHours[1]}:00 UTC; ${sizes.refused} at other times`,
    },
    {
      id: "activity_lost",
      kind: "null",
      ...span(schedule.nulls),
      table: "exposures",
      column: "user_activity_7d",
      size: sizes.nulls,
      what: "share of users (number % 5 < 3) whose value is null",
    },
    {
      id: "minutes_in_seconds",
      kind: "unit",
      ...span(schedule.seconds),
      table: "exposures",
      column: "minutes",
      size: sizes.seconds,
      what: "factor: the catalogue gives seconds",
    },
    {
      id: "device_console",
      kind: "new_category",
      ...span(schedule.console),
      table: "exposures",
      column: "device",
      size: sizes.console,
      what: 'share of requests with the new value "console"',
    },
    {
      id: "taste_drift",
      kind: "concept_drift",
      ...span(schedule.tasteDrift),
      table: "exposures",
      column: "clicked",
      size: sizes.tasteDrift,
      what:
        "share of the way that every taste goes to a next one of its own, reached in five days of sixty; days[].drift is the share on each day",
    },
    {
      id: "autoplay",
      kind: "class_rate",
      ...span(schedule.autoplay),
      table: "exposures",
      column: "clicked",
      size: sizes.autoplay,
      what: "added to the click logit of every item",
    },
  ];
}

/** The date of a day counted from 0, "2026-01-05". */
export function dateOf(day: number): string {
  return new Date(worldStart + day * dayMs).toISOString().slice(0, 10);
}
