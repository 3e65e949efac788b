import { type Column, finite, type Sql, sql } from "../table/mod.ts";

/** Counted pairs that are read at most: 200 classes of each side. */
export const CLASS_CELLS = 40_000;

/**
 * The relation of a confusion table: one row per pair of label `l` and prediction `p`, as text, with its rows `n`.
 *
 * Rows without label or prediction (null, NaN, infinite) are left out. Whole numbers of any type compare as equal: 1, 1.0 and, beside a number,
 * true are one class.
 */
export function classCells(
  current: Sql,
  prediction: Column,
  label: Column,
): Sql {
  return sql`(select l, p, cast(count(*) as double) n from (select ${
    className(label, prediction)
  } l, ${
    className(prediction, label)
  } p from ${current}) where l is not null and p is not null group by l, p order by n desc, l, p limit ${CLASS_CELLS_SQL})`;
}

const CLASS_CELLS_SQL: Sql = { text: String(CLASS_CELLS) };

/** The name of a row's class as text, alike for two columns of different types. */
export function className(column: Column, other: Column = column): Sql {
  if (column.kind === "number") {
    const x = finite(column);
    return sql`(case when ${x} = floor(${x}) and abs(${x}) < ${9e15} then cast(cast(${column} as bigint) as varchar) else cast(${x} as varchar) end)`;
  }
  if (column.kind === "boolean" && other.kind === "number") {
    return sql`cast(cast(${column} as integer) as varchar)`;
  }
  return sql`cast(${column} as varchar)`;
}
