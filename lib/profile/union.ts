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

/**
 * One query of a branch a column, `branch(k, relation)` over column k.
 *
 * A branch that reads the file binds all its columns, 10 ms when there are 1,000; so the columns of a small table are
 * read once, by name, before they are branched. A large one is read by each branch: held, it would cost more.
 */
export function unionSql(
  table: Table,
  columns: readonly { readonly column: Column }[],
  branch: (k: number, relation: Sql) => Sql,
): Sql {
  const held = (table.rows ?? Infinity) * columns.length <= HELD;
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
