import { ratioInterval, wilson } from "../../math/mod.ts";
import { measure, numberList, textList, unknown } from "../../check/mod.ts";
import { type Column, rawSql, sql } from "../../table/mod.ts";
import { commonType, counterpart } from "../../check/mod.ts";

const id = "leakage/group_overlap";

/**
 * Share of current rows whose group, such as a user or a patient, also has rows in the reference.
 *
 * A model that saw a user's rows knows the user: its figures on more rows of the same user say little about new ones.
 * Formula: rows of shared groups / rows with a group; the interval is that of a ratio over groups, Wilson's with groups
 * as events where all or none are shared. Details: groups, shared groups, and the largest shared ones as evidence. Shape:
 * two tables and a column -> one number. Unit: ratio, 0..1. Edge cases: rows without a group are left out and counted;
 * undefined without any group. Error: SchemaError where the reference lacks the column. Source: equals the check of
 * sklearn.model_selection.GroupShuffleSplit's promise; Kaufman et al. 2012.
 */
export const groupOverlap = measure({
  id,
  unit: "ratio",
  better: "lower",
  needs: ["group"],
  needsReference: true,
  defaults: {},
  from({ current, reference, referenceColumns }, { group }) {
    const other = counterpart(id, group, referenceColumns);
    const type = commonType(group, other);
    const named = (column: Column) =>
      type ? sql`cast(${column} as ${rawSql(type)})` : column;
    return sql`(with c as (select ${
      named(group)
    } g, cast(count(*) as double) n from ${current} group by 1),
      r as (select distinct ${
      named(other)
    } g from ${reference!} where ${other} is not null),
      both_sides as (select c.g, c.n, case when r.g is null then 0e0 else 1e0 end s from c left join r on c.g = r.g)
      select cast(g as varchar) g, n, s, row_number() over (order by s desc, n desc, cast(g as varchar)) k from both_sides)`;
  },
  query: () => {
    const kept = sql`case when g is not null then n end`;
    return {
      rows: sql`sum(${kept})`,
      groups: sql`count(g)`,
      sharedRows: sql`sum(${kept} * s)`,
      sharedGroups: sql`sum(case when g is not null then s end)`,
      squares: sql`sum(${kept} * n)`,
      sharedSquares: sql`sum(${kept} * n * s)`,
      without: sql`sum(case when g is null then n else 0 end)`,
      names: textList(
        sql`case when k <= 10 and s = 1 then g end`,
        sql`k`,
      ),
      counts: numberList(sql`case when k <= 10 and s = 1 then n end`, sql`k`),
    };
  },
  read(
    {
      rows,
      groups,
      sharedRows,
      sharedGroups,
      squares,
      sharedSquares,
      without,
      names,
      counts,
    },
  ) {
    if (!(groups > 0)) {
      return without > 0 ? unknown("no row has a group") : undefined;
    }
    const value = sharedRows / rows;
    const interval = value === 0 || value === 1
      ? wilson(sharedGroups, groups)
      : ratioInterval(groups, {
        a: sharedRows,
        b: rows,
        aa: sharedSquares,
        ab: sharedSquares,
        bb: squares,
      });
    return {
      value,
      ...(interval
        ? {
          interval: [
            Math.max(0, interval[0]),
            Math.min(1, interval[1]),
          ] as const,
        }
        : {}),
      n: { current: rows },
      details: {
        groups,
        sharedGroups,
        sharedRows,
        rowsWithoutGroup: without,
        evidence: {
          largest: names.slice(0, 10).flatMap((group, i) =>
            group === null ? [] : [{ group, rows: counts[i] }]
          ),
        },
        explanation: sharedGroups
          ? `${sharedGroups} of ${groups} groups also stand in the reference, with ${sharedRows} of ${rows} rows`
          : `None of ${groups} groups stands in the reference`,
      },
    };
  },
});
