import { measure, type Positive, positive, unknown } from "../../check/mod.ts";
import { sql } from "../../table/mod.ts";

/**
 * How many independent positives the data is worth, when those of one entity (a card, a user) are alike.
 *
 * A thousand frauds of three cards tell about three cards. Formula: (sum of a)^2 / sum of a^2 over the positives a of each
 * entity, Kish's effective number: their number when each entity has one, 1 when one entity has all. Details: positives,
 * entities with one, the `largest` entity's share of them, and the same figure for negatives. Shape: label and entity ->
 * one number. Unit: count, 0 to the number of positives. Edge cases: a row without an entity is one of its own; rows
 * without a label are left out; 0 without a positive; unknown when no label is 0, 1, boolean or the named positive class.
 * Source: Kish 1965.
 */
export const effectivePositives = measure({
  id: "imbalance/effective_positives",
  unit: "count",
  better: "higher",
  needs: ["label", "entity"],
  defaults: { positive: null } as Positive,
  from: ({ current }, { label, entity }, options) =>
    sql`(with labelled as (select ${
      positive(label, options)
    } y, cast(${entity} as varchar) e from ${current}),
      known as (select y, e from labelled where y is not null)
      select sum(y) p, sum(1 - y) q, 1e0 entities from known where e is not null group by e
      union all select 1e0, 0e0, n from (select sum(y) n from known where e is null) x where n > 0
      union all select 0e0, 1e0, n from (select sum(1 - y) n from known where e is null) x where n > 0)`,
  query: () => ({
    positives: sql`sum(p * entities)`,
    negatives: sql`sum(q * entities)`,
    squares: sql`sum(p * p * entities)`,
    negativeSquares: sql`sum(q * q * entities)`,
    holders: sql`sum(case when p > 0 then entities else 0 end)`,
    most: sql`max(p)`,
  }),
  read({ positives, negatives, squares, negativeSquares, holders, most }) {
    if (!(positives + negatives > 0)) {
      return unknown(
        "no row has a label that is 0 or 1; name the positive class if it is another",
      );
    }
    const value = squares > 0 ? positives ** 2 / squares : 0;
    return {
      value,
      n: { current: positives + negatives },
      details: {
        positives,
        entities: holders,
        largest: positives > 0 ? most / positives : 0,
        effectiveNegatives: negativeSquares > 0
          ? negatives ** 2 / negativeSquares
          : 0,
        explanation: positives > 0
          ? `${positives} positives of ${holders} entities are worth ${
            Number(value.toPrecision(4))
          } independent ones; the largest entity has ${most} of them`
          : `None of ${negatives} rows is positive`,
      },
    };
  },
});
