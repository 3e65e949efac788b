import { measure, unknown, validateK } from "../../check/mod.ts";
import { normalInterval, varianceOf } from "../../math/mod.ts";
import { topItems } from "../../profile/mod.ts";
import { sql } from "../../table/mod.ts";

/**
 * Share of the catalogue that is recommended to anybody: low when the same few items fill all lists.
 *
 * Formula: distinct items within the first k places of any query / items of the catalogue. Interval: jackknife over queries. Shape:
 * query, item, score -> one number; the catalogue is `items`, or the items in the table and, where given, in the reference. Unit:
 * ratio, 0..1. Edge cases: rows without query, item or score are left out; equal scores are ordered by item; unknown without a row.
 * Source: Ge, Delgado-Battenfeld and Jannach 2010.
 */
export const coverage = measure({
  id: "metrics/coverage",
  unit: "ratio",
  better: "higher",
  needs: ["query", "item", "score"],
  kinds: { score: ["number"] },

  /** `k`: places that count, defaults to 10; `items`: size of the catalogue, defaults to null: counted. */
  defaults: { k: 10, items: null as number | null },
  takes: { items: "number" },
  validate({ k, items }) {
    validateK("metrics/coverage", k);
    if (items !== null && !(Number.isInteger(items) && items >= 1)) {
      throw new RangeError(
        `Cannot use "items" of "metrics/coverage": it is ${items}, a whole number from 1 or null is needed`,
      );
    }
  },
  from({ current, reference }, columns, { k }) {
    const { item } = columns;
    const catalogue = reference
      ? sql`(select count(*) from (select ${item} from ${current} where ${item} is not null union select ${item} from ${reference} where ${item} is not null))`
      : sql`(select count(distinct ${item}) from ${current})`;
    return sql`(select cast(count(*) as double) places, sum(alone) alone, cast(${catalogue} as double) catalogue, (select cast(count(distinct i) as double) from ${
      topItems(current, columns, k)
    }) seen from (select q, case when count(*) over (partition by i) = 1 then 1e0 else 0e0 end alone from ${
      topItems(current, columns, k)
    }) group by q)`;
  },
  query: () => ({
    queries: sql`cast(count(*) as double)`,
    alone: sql`sum(alone)`,
    squares: sql`sum(alone * alone)`,
    seen: sql`max(seen)`,
    catalogue: sql`max(catalogue)`,
  }),
  read({ queries, alone, squares, seen, catalogue }, { items }) {
    if (!(queries > 0)) return unknown("no query has an item with a score");
    const all = Math.max(items ?? catalogue, seen), value = seen / all;
    const se = Math.sqrt(
      varianceOf(queries, alone, squares) * (queries - 1) ** 2 / queries,
    ) / all;
    const [low, high] = normalInterval(value, se);
    return {
      value,
      ...(Number.isFinite(se)
        ? { interval: [Math.max(0, low), Math.min(1, high)] as const }
        : {}),
      n: { current: queries },
      details: { seen, catalogue: all },
    };
  },
});
