import { identifier, type Sql, sql } from "../../lib/mod.ts";

/** Slice values that are shown, by their rows; the others are left out. */
const VALUES = 8;

export const sliceTable =
  sql`create or replace table column_slice (column_name varchar, slice varchar, value varchar, day date, n double,
    moved double, nulls double)`;

/**
 * How far a column moved inside each value of a slice column, by day: the total variation distance of its cells to those that
 * the same slice value had in the reference, and its missing share.
 *
 * Cells are the bins of `column_share` for numbers, the values for others; `n` is the rows of the slice that day. Made after
 * the column's `column_share`. Slice values that the reference lacks have no `moved`.
 */
export function addSlice(
  name: string,
  slice: string,
  isNumber: boolean,
  inReference: Sql,
): Sql {
  const x = identifier(name), by = identifier(slice);
  const cell = isNumber
    ? sql`floor((case when isfinite(${x}::double) then ${x}::double end - edge.a) / edge.w)`
    : sql`${x}::varchar`;
  const edge = isNumber
    ? sql`(select low - bin * (high - low) as a, high - low as w from column_share where column_name = ${name} limit 1)`
    : sql`(select 1)`;
  const clipped = isNumber
    ? sql`(case when cell is not null then least(greatest(cell, -1), 24) end)`
    : sql`cell`;
  return sql`insert into column_slice
    with cells as (
      select day, ${inReference} as ref, ${by}::varchar as value, ${cell} as cell from exposure, ${edge} as edge
      where ${by} is not null),
    counted as (select day, ref, value, ${clipped} as cell, count(*)::double as n from cells group by all),
    known as (
      select value from counted group by value order by sum(n) desc, value limit ${VALUES}),
    usual as (
      select value, cell, sum(n) / sum(sum(n)) over (partition by value) as p from counted
      where ref and cell is not null group by value, cell),
    seen as (
      select day, value, cell, n, sum(n) over (partition by day, value) as rows,
        sum(case when cell is not null then n else 0 end) over (partition by day, value) as present
      from counted semi join known using (value))
    select ${name}, ${slice}, s.value, s.day, any_value(s.rows),
      case when bool_or(r.value is not null) and any_value(s.present) > 0 then
        sum(case when s.cell is not null then greatest(s.n / s.present - coalesce(u.p, 0), 0) else 0 end) end,
      1 - any_value(s.present) / any_value(s.rows)
    from seen s left join usual u on u.value = s.value and u.cell = s.cell
      left join (select distinct value from usual) r on r.value = s.value
    group by s.value, s.day order by s.value, s.day`;
}
