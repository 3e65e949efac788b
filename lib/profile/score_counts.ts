import { type Sql, sql } from "../table/mod.ts";

/**
 * The relation behind every curve of scores against labels: one row per distinct score `s` with its positives `p` and
 * negatives `n`, those at or above it (`p_above`, `n_above`) and all (`p_all`, `n_all`).
 *
 * `score` and `label` (1 or 0) are SQL; rows where either is null are left out. Exact; plain window functions.
 */
export function scoreCounts(current: Sql, score: Sql, label: Sql): Sql {
  return sql`(select *, sum(p) over (order by s desc) p_above, sum(n) over (order by s desc) n_above, sum(p) over () p_all, sum(n) over () n_all from (select s, sum(y) p, sum(1 - y) n from (select ${score} s, ${label} y from ${current}) where s is not null and y is not null group by s))`;
}

/**
 * The same rows in at most `cells` cells of about equal counts, ties together: `c`, `s` mean score, `lo` and `hi`, `y` sum of
 * labels, `n` rows. Exact, a cell per distinct score, when there are no more rows than cells.
 */
export function scoreCells(
  current: Sql,
  score: Sql,
  label: Sql,
  cells: number,
): Sql {
  return sql`(select c, avg(s) s, min(s) lo, max(s) hi, sum(y) y, sum(y * y) yy, cast(count(*) as double) n from (select s, y, ${
    rankCell(cells)
  } c from (select s, y, rank() over (order by s) - 1 below, count(*) over () rows_all from (select ${score} s, ${label} y from ${current}) where s is not null and y is not null)) group by c)`;
}

/** The cell of a row from `below`, the rows with a smaller value, and `rows_all`: 0 to cells - 1 by pandas' quantile edges. */
export function rankCell(cells: number): Sql {
  return sql`greatest(0e0, least(${
    cells - 1
  }, ceil(cast(below as double) * ${cells} / greatest(rows_all - 1, 1)) - 1))`;
}
