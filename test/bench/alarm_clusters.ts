import {
  designEffect,
  holm,
  normalQuantile,
  type Random,
  random,
} from "../../lib/math/mod.ts";
import type { Clusters, ColumnProfile } from "../../lib/profile/mod.ts";
import { column } from "../../lib/table/mod.ts";
import { pValueOf } from "./alarm_columns.ts";
import type { Rate } from "./alarm_simulations.ts";

/** Cells of a standard normal that are equally likely; every fifth edge is one of those that clusters are asked at. */
const CELLS = 30;
const EDGES = Array.from(
  { length: CELLS - 1 },
  (_, i) => normalQuantile((i + 1) / CELLS),
);

/** How rows lie in users: so many users a side, rows each, and the share of the variance between users. */
export interface UserRows {
  readonly users: number;
  readonly each: number;
  readonly icc: number;
}

/**
 * A8: reports of 20 columns of which nothing changed but the users: in how many any column alarms, with their design effects and without.
 *
 * The effects come from the sums that a scan makes (test/profile/clusters.test.ts holds both side by side).
 */
export function clusterAlarms(
  rows: UserRows,
  reports: number,
): readonly [Rate, Rate] {
  const name = `${rows.users} users, ${rows.each} rows each, icc ${rows.icc}`;
  const next = random(`A8 ${name}`), hits = [0, 0];
  for (let report = 0; report < reports; report++) {
    const sides = Array.from({ length: 20 }, (_, i) => {
      const side = () =>
        i < 10 ? number(next, rows) : flag(next, rows, i < 15 ? 0.3 : 0.02);
      return { reference: side(), current: side() };
    });
    const bare = sides.map(({ reference, current }) => ({
      reference: without(reference),
      current: without(current),
    }));
    [sides, bare].forEach((columns, k) => {
      if (holm(columns.map(pValueOf)).some((p) => p <= 0.05)) hits[k]!++;
    });
  }
  return [
    { name, hits: hits[0]!, of: reports },
    { name: `${name}, ignored`, hits: hits[1]!, of: reports },
  ];
}

function without({ clusters: _, ...rest }: ColumnProfile): ColumnProfile {
  return rest;
}

/** Sums over users of rows that are marked. */
class Sums {
  readonly users: number;
  readonly each: number;
  marked = 0;
  squares = 0;

  constructor({ users, each }: UserRows) {
    this.users = users;
    this.each = each;
  }

  add(marked: number): void {
    this.marked += marked;
    this.squares += marked * marked;
  }

  effect(): number {
    const { users, each, marked, squares } = this;
    return designEffect({
      clusters: users,
      rows: users * each,
      marked,
      xx: squares,
      xn: each * marked,
      nn: users * each * each,
    });
  }
}

function clustersOf(
  { users, each }: UserRows,
  found: Pick<Clusters, "body" | "values">,
): Clusters {
  return { entities: users, alike: each, missing: 1, ...found };
}

function number(next: Random, rows: UserRows): ColumnProfile {
  const { users, each, icc } = rows, own = Math.sqrt(icc);
  const rest = Math.sqrt(1 - icc), count = new Float64Array(CELLS);
  const below = new Float64Array(CELLS);
  const sums = EDGES.filter((_, i) => i % 5 === 4).map(() => new Sums(rows));
  for (let user = 0; user < users; user++) {
    const centre = own * next.normal();
    below.fill(0);
    for (let row = 0; row < each; row++) {
      const x = centre + rest * next.normal();
      let from = 0, to = CELLS - 1;
      while (from < to) {
        const middle = (from + to) >> 1;
        if (x <= EDGES[middle]!) to = middle;
        else from = middle + 1;
      }
      count[from]!++;
      below[from]!++;
    }
    let upTo = 0;
    below.forEach((rows, cell) => {
      upTo += rows;
      if (cell % 5 === 4 && cell < CELLS - 1) sums[(cell - 4) / 5]!.add(upTo);
    });
  }
  const held = Int32Array.from(count.keys()).filter((i) => count[i]! > 0);
  const lo = Float64Array.from(held),
    kept = Float64Array.from(
      held,
      (i) => count[i]!,
    );
  return {
    column: column("x", "DOUBLE"),
    rows: users * each,
    nulls: 0,
    nonFinite: 0,
    numbers: {
      grid: { from: 0, width: 1, cells: CELLS, log: false },
      index: held,
      count: kept,
      lo,
      hi: lo.map((x) => x + 0.9),
      sum: kept,
      squares: kept,
      centre: 0,
    },
    clusters: clustersOf(rows, {
      body: Math.max(...sums.map((sum) => sum.effect())),
      values: new Map(),
    }),
  };
}

function flag(next: Random, rows: UserRows, share: number): ColumnProfile {
  const { users, each, icc } = rows, own = Math.sqrt(icc);
  const rest = Math.sqrt(1 - icc), edge = normalQuantile(share);
  const sums = new Sums(rows);
  for (let user = 0; user < users; user++) {
    const centre = own * next.normal();
    let marked = 0;
    for (let row = 0; row < each; row++) {
      if (centre + rest * next.normal() < edge) marked++;
    }
    sums.add(marked);
  }
  const all = users * each;
  return {
    column: column("x", "BOOLEAN"),
    rows: all,
    nulls: 0,
    nonFinite: 0,
    values: {
      count: new Map([["false", all - sums.marked], ["true", sums.marked]]),
      distinct: 2,
      complete: true,
    },
    clusters: clustersOf(rows, {
      body: 1,
      values: new Map([["false", sums.effect()], ["true", sums.effect()]]),
    }),
  };
}
