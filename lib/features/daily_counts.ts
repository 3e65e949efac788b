/** Counts by key and UTC day, with running sums over the last days. */
export interface DailyCounts {
  /** Adds to a key's day, a whole number of days since 1970. Days older than every window are forgotten. */
  add(key: number, day: number, count: number): void;
  /** Makes `day` today; never goes back. */
  advance(day: number): void;
  /** Sum over the last `window` days, today included; 0 for an unknown key. `window` is one of those asked for. */
  sum(key: number, window: number): number;
  /** The same over all keys. */
  total(window: number): number;
}

/** Counts by key and day over the given windows of days; a read is O(1), a new day O(keys). Keys are small integers from 0. */
export function dailyCounts(windows: readonly number[]): DailyCounts {
  const days = Math.max(...windows);
  let today = 0, keys = 0, capacity = 256;
  let cells = new Int32Array(capacity * days);
  const sums = new Map(
    windows.map((window) => [window, new Int32Array(capacity)]),
  );
  const totals = new Map(windows.map((window) => [window, 0]));

  function grow(key: number) {
    keys = Math.max(keys, key + 1);
    if (keys <= capacity) return;
    capacity = keys * 2;
    cells = larger(cells, capacity * days);
    for (const [window, sum] of sums) sums.set(window, larger(sum, capacity));
  }

  function bump(key: number, window: number, count: number) {
    sums.get(window)![key]! += count;
    totals.set(window, totals.get(window)! + count);
  }

  function advance(day: number) {
    if (day <= today) return;
    const first = Math.max(today + 1, day - days + 1);
    if (first > today + 1) {
      cells.fill(0);
      for (const window of windows) {
        sums.get(window)!.fill(0);
        totals.set(window, 0);
      }
    }
    for (today = first; today <= day; today++) startDay();
    today = day;
  }

  function startDay() {
    for (let key = 0; key < keys; key++) {
      for (const window of windows) {
        const gone = cells[key * days + (today - window + days) % days]!;
        if (gone !== 0) bump(key, window, -gone);
      }
      cells[key * days + today % days] = 0;
    }
  }

  return {
    advance,
    add(key, day, count) {
      advance(day);
      if (day <= today - days) return;
      grow(key);
      cells[key * days + day % days]! += count;
      for (const window of windows) {
        if (day > today - window) bump(key, window, count);
      }
    },
    sum: (key, window) => sums.get(window)![key] ?? 0,
    total: (window) => totals.get(window)!,
  };
}

function larger(old: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(old);
  return copy;
}
