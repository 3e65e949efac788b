import type { TopLists } from "../../lib/units/feedback/top_hits.ts";
import type { Exposures } from "./feedback_world.ts";

/** What the relation of `topHits` answers, by a plain loop. `halfOf` parts the users. */
export function topHitsOf(
  { day, user, item, explored }: Exposures,
  every: number,
  titles: number,
  top = 0.01,
  halfOf = (user: number) => user % 2,
): TopLists {
  const n = day.length;
  const seen = new Set(item).size;
  const most = Math.max(1, Math.round(top * seen));
  const periods = Math.floor(day[n - 1]! / every) + 1;
  const users = user.reduce((most, x) => Math.max(most, x), 0) + 1;
  const total = new Float64Array(titles);
  const lists = {
    periods: [] as number[],
    explored: [] as number[],
    users: [] as number[],
    rows: [] as number[],
    hits: [] as number[],
    rows2: [] as number[],
    rowsHits: [] as number[],
    hits2: [] as number[],
  };
  let topItems = 0;
  for (let p = 0; p < periods; p++) {
    const from = day.findIndex((d) => d >= every * p);
    const to = day.findIndex((d) => d >= every * (p + 1));
    const rows = Array.from(
      { length: (to < 0 ? n : to) - from },
      (_, i) => from + i,
    );
    const counts = [new Float64Array(titles), new Float64Array(titles)];
    for (const i of rows) {
      if (explored[i]) continue;
      counts[halfOf(user[i]!)]![item[i]!]!++;
      total[item[i]!]!++;
    }
    const tops = counts.map((of) =>
      new Set(
        Array.from(of.keys()).filter((i) => of[i]! > 0)
          .sort((a, b) => of[b]! - of[a]! || a - b).slice(0, most),
      )
    );
    topItems = Math.max(topItems, ...tops.map(({ size }) => size));
    for (const side of [0, 1]) {
      const shown = new Float64Array(users), hit = new Float64Array(users);
      for (const i of rows) {
        if (explored[i] !== side) continue;
        shown[user[i]!]!++;
        if (tops[1 - halfOf(user[i]!)]!.has(item[i]!)) hit[user[i]!]!++;
      }
      const sum = (of: (u: number) => number) =>
        shown.reduce((all, _, u) => all + of(u), 0);
      if (!shown.some((x) => x > 0)) continue;
      lists.periods.push(p);
      lists.explored.push(side);
      lists.users.push(sum((u) => shown[u]! > 0 ? 1 : 0));
      lists.rows.push(sum((u) => shown[u]!));
      lists.hits.push(sum((u) => hit[u]!));
      lists.rows2.push(sum((u) => shown[u]! ** 2));
      lists.rowsHits.push(sum((u) => shown[u]! * hit[u]!));
      lists.hits2.push(sum((u) => hit[u]! ** 2));
    }
  }
  const sorted = [...total].filter((x) => x > 0).sort((a, b) => b - a);
  const all = sorted.reduce((s, x) => s + x, 0);
  const needed = (share: number) => {
    let upTo = 0;
    return sorted.findIndex((x) => (upTo += x) >= share * all) + 1;
  };
  return {
    ...lists,
    items: seen,
    topItems,
    halfItems: needed(0.5),
    mostItems: needed(0.9),
  };
}
