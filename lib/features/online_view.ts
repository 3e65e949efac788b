import { dailyCounts, type WindowCounts } from "./daily_counts.ts";

/** What the view learns from: structurally the prediction and outcome events of `lib/scoring`. */
export type Observed =
  | {
    readonly kind: "prediction";
    readonly ts: number;
    readonly entity: string;
    readonly items: readonly { readonly item: number }[];
  }
  | {
    readonly kind: "outcome";
    readonly ts: number;
    readonly entity: string;
    readonly item: number;
    readonly clicked: boolean;
    readonly watched: boolean;
  };

/** Settings of an online view. */
export interface OnlineViewOptions {
  /** The group of an item, such as its genre. */
  readonly groupOf: (item: number) => string;
  /** The items known from the start; others are learned as they are seen. Defaults to none. */
  readonly items?: Iterable<number>;
  /** Exposures by which a click rate is drawn to the mean of all; defaults to 50. */
  readonly smoothing?: number;
  /** Event time after which `popular` is sorted again; defaults to 60,000, a minute. */
  readonly refreshMs?: number;
}

/** Feature values as of now, kept up to date by the events themselves. Windows are UTC days, today included. */
export interface OnlineView {
  /** Takes one event in. Events older than the windows still count as seen and watched. */
  observe(event: Observed): void;
  /** Counts that were summed elsewhere, for a fast start: `exposures` of `item` on the day of `ts`. */
  addExposures(item: number, ts: number, exposures: number): void;
  /** Likewise `requests` of `entity` on the day of `ts`. */
  addRequests(entity: string, ts: number, requests: number): void;
  /** Moves the windows to the UTC day of `ts`; never back. */
  advance(ts: number): void;
  /** The items that the entity has watched to the end, as of now and no longer. */
  seen(entity: string): ReadonlySet<number>;
  /** Items the entity watched last, newest first, at most 20. */
  recent(entity: string): readonly number[];
  /** Smoothed share of the entity's watches in a group: (n_g + 3 / G) / (n + 3) with G groups known. */
  groupShare(entity: string): (group: string) => number;
  /** Requests of the entity. */
  activity7d(entity: string): number;
  exposures7d(item: number): number;
  exposures28d(item: number): number;
  clicks7d(item: number): number;
  clicks28d(item: number): number;
  watches7d(item: number): number;
  watches28d(item: number): number;
  /** Smoothed click rate: (clicks + s m) / (exposures + s), m the rate over all items, s the smoothing; 0 before the first exposure of all. */
  ctr7d(item: number): number;
  /** Log share of the week's watches: ln((w + 0.5) / (W + 0.5 N)) over the N items known. */
  popularity7d(item: number): number;
  /** The n items with the most watches in 7 days, then clicks, then the smaller id; as of at most `refreshMs` ago. */
  popular(n: number): readonly number[];
}

interface EntityState {
  readonly key: number;
  readonly seen: Set<number>;
  readonly recent: number[];
  readonly groups: Map<string, number>;
  watches: number;
}

/**
 * Builds an empty view. It serves simulation, server and replay alike: the same events give the same values.
 *
 * Memory: about 0.5 KB an item and as much an entity. Values are as of the arrival of the events fed so far.
 */
export function onlineView(options: OnlineViewOptions): OnlineView {
  const { groupOf, items = [], smoothing = 50, refreshMs = 60_000 } = options;
  const keys = new Map<number, number>();
  const entities = new Map<string, EntityState>();
  const groups = new Set<string>();
  const exposures = dailyCounts([7, 28]),
    clicks = dailyCounts([7, 28]),
    watches = dailyCounts([7, 28]);
  const requests = dailyCounts([7]);
  const [exposures7, exposures28] = [exposures.over(7), exposures.over(28)];
  const [clicks7, clicks28] = [clicks.over(7), clicks.over(28)];
  const [watches7, watches28] = [watches.over(7), watches.over(28)];
  const requests7 = requests.over(7);
  let now = 0, order: number[] = [], orderAt = -Infinity;

  function keyOf(item: number): number {
    let key = keys.get(item);
    if (key === undefined) {
      key = keys.size;
      keys.set(item, key);
      groups.add(groupOf(item));
      orderAt = -Infinity;
    }
    return key;
  }

  function entityOf(id: string): EntityState {
    let entity = entities.get(id);
    if (entity === undefined) {
      entity = {
        key: entities.size,
        seen: new Set(),
        recent: [],
        groups: new Map(),
        watches: 0,
      };
      entities.set(id, entity);
    }
    return entity;
  }

  function advance(ts: number) {
    if (ts <= now) return;
    now = ts;
    for (const counts of [exposures, clicks, watches, requests]) {
      counts.advance(dayOf(ts));
    }
  }

  function watch(entity: EntityState, item: number, ts: number) {
    watches.add(keyOf(item), dayOf(ts), 1);
    if (entity.seen.has(item)) return;
    entity.seen.add(item);
    entity.recent.unshift(item);
    if (entity.recent.length > 20) entity.recent.pop();
    const group = groupOf(item);
    entity.groups.set(group, (entity.groups.get(group) ?? 0) + 1);
    entity.watches++;
  }

  function sortedItems(): number[] {
    if (now - orderAt >= refreshMs) {
      orderAt = now;
      order = Array.from(keys, ([item, key]) => ({
        item,
        watches: watches7.sum(key),
        clicks: clicks7.sum(key),
      })).sort((a, b) =>
        b.watches - a.watches || b.clicks - a.clicks || a.item - b.item
      ).map(({ item }) => item);
    }
    return order;
  }

  const byItem = (counts: WindowCounts) => (item: number): number => {
    const key = keys.get(item);
    return key === undefined ? 0 : counts.sum(key);
  };

  for (const item of items) keyOf(item);
  return {
    advance,
    observe(event) {
      advance(event.ts);
      const entity = entityOf(event.entity), day = dayOf(event.ts);
      if (event.kind === "prediction") {
        requests.add(entity.key, day, 1);
        for (const { item } of event.items) exposures.add(keyOf(item), day, 1);
      } else {
        if (event.clicked) clicks.add(keyOf(event.item), day, 1);
        if (event.watched) watch(entity, event.item, event.ts);
      }
    },
    addExposures(item, ts, count) {
      advance(ts);
      exposures.add(keyOf(item), dayOf(ts), count);
    },
    addRequests(entity, ts, count) {
      advance(ts);
      requests.add(entityOf(entity).key, dayOf(ts), count);
    },
    seen: (entity) => entities.get(entity)?.seen ?? nothing,
    recent: (entity) => entities.get(entity)?.recent ?? [],
    groupShare(id) {
      const entity = entities.get(id);
      const prior = 3 / Math.max(1, groups.size);
      const all = (entity?.watches ?? 0) + 3;
      return (group) => ((entity?.groups.get(group) ?? 0) + prior) / all;
    },
    activity7d(id) {
      const entity = entities.get(id);
      return entity === undefined ? 0 : requests7.sum(entity.key);
    },
    exposures7d: byItem(exposures7),
    exposures28d: byItem(exposures28),
    clicks7d: byItem(clicks7),
    clicks28d: byItem(clicks28),
    watches7d: byItem(watches7),
    watches28d: byItem(watches28),
    ctr7d(item) {
      const key = keys.get(item) ?? -1, shown = exposures7.total();
      const mean = shown === 0 ? 0 : clicks7.total() / shown;
      return (clicks7.sum(key) + smoothing * mean) /
        (exposures7.sum(key) + smoothing);
    },
    popularity7d: (item) =>
      Math.log(
        (watches7.sum(keys.get(item) ?? -1) + 0.5) /
          (watches7.total() + 0.5 * Math.max(1, keys.size)),
      ),
    popular: (n) => sortedItems().slice(0, n),
  };
}

const nothing: ReadonlySet<number> = new Set();

function dayOf(ts: number): number {
  return Math.floor(ts / 86_400_000);
}
