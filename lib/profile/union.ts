import {
  type Column,
  identifier,
  joinSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";

/** Up to this many cells the columns of one query are held in memory: 32 MB of doubles. */
const HELD = 4_000_000;

/** Binding one more column costs about as much as holding 500 cells. */
const ROWS_A_COLUMN = 500;

/**
 * One query of a branch a column, `branch(k, relation)` over column k.
 *
 * A branch that reads the file binds all its columns, 10 ms when there are 1,000; so of a wide and short table the columns
 * that are asked for are read once and held. Of any other each branch reads its own.
 */
export function unionSql(
  table: Table,
  columns: readonly { readonly column: Column }[],
  branch: (k: number, relation: Sql) => Sql,
): Sql {
  const rows = table.rows ?? Infinity;
  const held = rows * columns.length <= HELD &&
    rows <= ROWS_A_COLUMN * table.columns.length;
  const name = identifier("(columns)");
  const branches = joinSql(
    columns.map((_, k) => branch(k, held ? name : table.relation)),
    "\nunion all\n",
  );
  return held
    ? sql`with ${name} as (select ${
      joinSql(columns.map(({ column }) => column))
    } from ${table.relation})\n${branches}`
    : branches;
}
