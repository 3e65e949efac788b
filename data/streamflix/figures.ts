import type { DayLog } from "./simulate.ts";

/** What a model got online. */
export interface Online {
  requests: number;
  fallbacks: number;
  exposures: number;
  clicks: number;
  watches: number;
}

/** What a day looked like, as measured and as it truly was. */
export interface DayFigures {
  readonly day: string;
  readonly requests: number;
  readonly users: number;
  readonly clickRate: number;
  readonly watchRate: number;
  /** Expected click rate under the true probabilities. */
  readonly trueClickRate: number;
  /** Mean satisfaction of all users, -1..1. */
  readonly satisfaction: number;
  /** Share of exposures that the most shown hundredth of the titles took. */
  readonly topShare: number;
  readonly fallbackShare: number;
  readonly exploredShare: number;
  /** How far every taste has gone to its next, 0..1. */
  readonly drift: number;
  readonly clickShift: number;
  readonly models: Readonly<Record<string, Online>>;
}

/** Sums a day up. */
export function dayFigures(
  log: DayLog,
  date: string,
  titles: number,
): DayFigures {
  const models: Record<string, Online> = {};
  const shown = new Map<number, number>();
  let explored = 0;
  for (const { event, outcomes } of log.requests) {
    const sum = models[event.model] ??= noneYet();
    sum.requests++;
    if (event.fallback !== null) sum.fallbacks++;
    for (const item of event.items) {
      sum.exposures++;
      if (item.explored) explored++;
      shown.set(item.item, (shown.get(item.item) ?? 0) + 1);
    }
    for (const { clicked, watched } of outcomes.values()) {
      if (clicked) sum.clicks++;
      if (clicked && watched) sum.watches++;
    }
  }
  const all = Object.values(models).reduce(addOnline, noneYet());
  const top = [...shown.values()].sort((a, b) => b - a)
    .slice(0, Math.ceil(titles / 100)).reduce((a, b) => a + b, 0);
  return {
    day: date,
    requests: all.requests,
    users: new Set(log.requests.map(({ event }) => event.entity)).size,
    clickRate: ratio(all.clicks, all.exposures),
    watchRate: ratio(all.watches, all.exposures),
    trueClickRate: rounded(log.expectedClickRate),
    satisfaction: rounded(log.satisfaction),
    topShare: ratio(top, all.exposures),
    fallbackShare: ratio(all.fallbacks, all.requests),
    exploredShare: ratio(explored, all.exposures),
    drift: rounded(log.conditions.drift),
    clickShift: log.conditions.clickShift,
    models,
  };
}

/** A sum of nothing. */
export const noneYet = (): Online => ({
  requests: 0,
  fallbacks: 0,
  exposures: 0,
  clicks: 0,
  watches: 0,
});

/** Two sums as one. */
export function addOnline(a: Online, b: Online): Online {
  return {
    requests: a.requests + b.requests,
    fallbacks: a.fallbacks + b.fallbacks,
    exposures: a.exposures + b.exposures,
    clicks: a.clicks + b.clicks,
    watches: a.watches + b.watches,
  };
}

/** A share with six digits; 0 of nothing. */
export const ratio = (part: number, whole: number) =>
  whole === 0 ? 0 : rounded(part / whole);

/** A number with six digits behind the point. */
export const rounded = (value: number) => Math.round(value * 1e6) / 1e6;
