import { wilson } from "../../math/mod.ts";
import { measure, numberList, textList } from "../../check/mod.ts";
import { joinSql, sql } from "../../table/mod.ts";

/**
 * Share of keys that are there once only, counted as distinct keys in all rows that have one: 1 when a key names a row.
 *
 * Formula: distinct keys / rows whose key has no missing part. Details: `repeated`, rows beyond the first of each key,
 * and as evidence the keys that occur most. Shape: key columns -> one number. Unit: ratio, 0..1. Edge cases: rows
 * with a missing part of the key are left out and counted; undefined without a key. Source: equals Great
 * Expectations' expect_column_proportion_of_unique_values_to_be_between.
 */
export const uniqueness = measure({
  id: "validation/uniqueness",
  unit: "ratio",
  better: "higher",
  needs: ["keys"],
  defaults: {},
  from: ({ current }, { keys }) => {
    const whole = joinSql(keys.map((key) => sql`${key} is not null`), " and ");
    return sql`(with counted as (select ${
      joinSql(keys)
    }, count(*) n from ${current} where ${whole} group by ${joinSql(keys)})
      select count(*) d, cast(sum(n) as double) r, null k, null c from counted
      union all select null, null, k, c from (select concat_ws(', ', ${
      joinSql(keys)
    }) k, cast(n as double) c from counted where n > 1 order by n desc, k limit 20))`;
  },
  query: () => ({
    distinct: sql`max(d)`,
    rows: sql`max(r)`,
    keys: textList(
      sql`case when k is not null then left(k, 200) end`,
      sql`c desc, k`,
    ),
    counts: numberList(sql`c`, sql`c desc, k`),
  }),
  read: ({ distinct, rows, keys, counts }) => {
    if (!(rows > 0)) return undefined;
    const repeated = rows - distinct;
    const shown = keys.flatMap((key, i) =>
      key === null ? [] : [[key, counts[i]]]
    );
    return {
      value: distinct / rows,
      interval: wilson(distinct, rows),
      n: { current: rows },
      details: {
        distinct,
        repeated,
        ...(repeated ? { evidence: { keys: Object.fromEntries(shown) } } : {}),
        explanation: repeated
          ? `${repeated} of ${rows} rows repeat a key, most often ${
            JSON.stringify(shown[0]![0])
          } (${shown[0]![1]} times)`
          : `Each of ${rows} rows has a key of its own`,
      },
    };
  },
});
