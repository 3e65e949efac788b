import { shareMeanInterval } from "../math/mod.ts";
import { type Sql, sql } from "../table/mod.ts";
import { type Reading, type Unknown, unknown } from "./reading.ts";

/** Sums over queries of a figure in 0..1 and of what a random order would reach. */
export interface QueryFigures {
  readonly queries: number;
  readonly total: number;
  readonly squares: number;
  readonly all: number;
  readonly random: number;
}

/** The aggregates over a relation of one row per query: `v` its figure, null where it has none, `b` that of a random order. */
export function queryFigures(): { readonly [K in keyof QueryFigures]: Sql } {
  return {
    queries: sql`cast(count(v) as double)`,
    total: sql`sum(v)`,
    squares: sql`sum(v * v)`,
    all: sql`cast(count(*) as double)`,
    random: sql`avg(case when v is not null then b end)`,
  };
}

/** The mean over queries with its interval by query; unknown when no query has a relevant item. */
export function queryReading(
  { queries, total, squares, all, random }: QueryFigures,
): Reading | Unknown {
  if (!(queries > 0)) {
    return unknown(
      all > 0
        ? `none of ${all} queries has a relevant item`
        : "no row has a query",
    );
  }
  const value = total / queries;
  return {
    value,
    interval: shareMeanInterval(queries, total, squares),
    n: { current: queries },
    details: {
      queries,
      queriesLeftOut: all - queries,
      ...(Number.isFinite(random)
        ? { baseline: { rule: "random order", value: random } }
        : {}),
    },
    ...(Number.isFinite(random) ? { effect: value - random } : {}),
  };
}

/** Refuses a list length that is not a whole number from 1; null means the whole list. */
export function validateK(id: string, k: number | null): void {
  if (k !== null && !(Number.isInteger(k) && k >= 1)) {
    throw new RangeError(
      `Cannot use "k" of "${id}": it is ${k}, a whole number from 1 or null is needed`,
    );
  }
}
