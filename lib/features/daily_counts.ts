/** Running sums of counts over the last days, today included. */
export interface WindowCounts {
  /** Sum of a key; 0 for an unknown one. */
  sum(key: number): number;
  /** The same over all keys. */
  total(): number;
}

/** Counts by key and UTC day, with running sums over the last days. */
export interface DailyCounts {
  /** Adds to a key's day, a whole number of days since 1970. Days older than every window are forgotten. */
  add(key: number, day: number, count: number): void;
  /** Makes `day` today; never goes back. */
  advance(day: number): void;
  /** The sums over the last `window` days, kept up to date; `window` is one of those asked for. */
  over(window: number): WindowCounts;
}

/** Counts by key and day over the given windows of days; a read is O(1), a new day O(keys). Keys are small integers from 0. */
export function dailyCounts(windows: readonly number[]): DailyCounts {
  const days = Math.max(...windows);
  let today = 0, keys = 0, capacity = 256;
  let cells = new Int32Array(capacity * days);
  const sums = windows.map((window) => ({
    window,
    byKey: new Int32Array(capacity),
    total: 0,
  }));

  function grow(key: number) {
    keys = Math.max(keys, key + 1);
    if (keys <= capacity) return;
    capacity = keys * 2;
    cells = larger(cells, capacity * days);
    for (const sum of sums) sum.byKey = larger(sum.byKey, capacity);
  }

  function bump(sum: (typeof sums)[number], key: number, count: number) {
    sum.byKey[key]! += count;
    sum.total += count;
  }

  function advance(day: number) {
    if (day <= today) return;
    const first = Math.max(today + 1, day - days + 1);
    if (first > today + 1) {
      cells.fill(0);
      for (const sum of sums) {
        sum.byKey.fill(0);
        sum.total = 0;
      }
    }
    for (today = first; today <= day; today++) startDay();
    today = day;
  }

  function startDay() {
    for (let key = 0; key < keys; key++) {
      for (const sum of sums) {
        const gone = cells[key * days + (today - sum.window + days) % days]!;
        if (gone !== 0) bump(sum, key, -gone);
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
      for (const sum of sums) {
        if (day > today - sum.window) bump(sum, key, count);
      }
    },
    over(asked) {
      const sum = sums.find(({ window }) => window === asked);
      if (sum === undefined) {
        throw new RangeError(
          `Cannot sum over "${asked}" days: the windows are ${
            windows.join(", ")
          }`,
        );
      }
      return { sum: (key) => sum.byKey[key] ?? 0, total: () => sum.total };
    },
  };
}

function larger(old: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(old);
  return copy;
}
