import { measure, unknown, validateK } from "../../check/mod.ts";
import { shareMeanInterval } from "../../math/mod.ts";
import { popularity, relevant, topItems } from "../../profile/mod.ts";
import { sql } from "../../table/mod.ts";

/**
 * Share of recommended items that were good and not obvious: relevant, and not among the most popular.
 *
 * Formula: mean over queries of items within the first k places that are relevant and not among the reference's `obvious` most taken
 * items / places filled. Interval: by query. Shape: query, item, score, label, and a reference of past rows with query (user) and item
 * -> one number; `details.relevant` is the share that was relevant at all. Unit: ratio, 0..1. Edge cases: rows without query, item or score are left out; equal scores are ordered by item; a
 * missing label is not relevant; unknown without a row. Source: Ge, Delgado-Battenfeld and Jannach 2010; Murakami, Mori and
 * Orihara 2008, the primitive model being popularity.
 */
export const serendipity = measure({
  id: "metrics/serendipity",
  unit: "ratio",
  better: "higher",
  needs: ["query", "item", "score", "label"],
  kinds: { score: ["number"] },
  needsReference: true,
  /** `k`: places that count, defaults to 10; `obvious`: most taken items that count as obvious, defaults to 10. */
  defaults: { k: 10, obvious: 10 },
  validate({ k, obvious }) {
    validateK("metrics/serendipity", k);
    if (!(Number.isInteger(obvious) && obvious >= 0)) {
      throw new RangeError(
        `Cannot use "obvious" of "metrics/serendipity": it is ${obvious}, a whole number from 0 is needed`,
      );
    }
  },
  from({ current, reference }, columns, { k, obvious }) {
    const { label } = columns;
    const past = popularity(reference!, columns);
    const good = topItems(
      current,
      { ...columns, carry: [sql`${relevant(label, 0)} good`] },
      k,
    );
    return sql`(select avg(good * case when place <= ${obvious} then 0e0 else 1e0 end) v, avg(good) g from ${good} as recommended left join ${past} as past using (i) group by q)`;
  },
  query: () => ({
    queries: sql`cast(count(v) as double)`,
    total: sql`sum(v)`,
    squares: sql`sum(v * v)`,
    good: sql`avg(g)`,
  }),
  read({ queries, total, squares, good }) {
    if (!(queries > 0)) return unknown("no query has an item with a score");
    return {
      value: total / queries,
      interval: shareMeanInterval(queries, total, squares),
      n: { current: queries },
      details: { relevant: good },
    };
  },
});
