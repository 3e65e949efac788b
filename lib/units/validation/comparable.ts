import { type Column, joinSql, type Sql, sql } from "../../table/mod.ts";

/** A value in an option: what a column may be compared with. */
export type Limit = string | number | boolean;

/**
 * A column and a limit as two expressions that can be compared: as numbers in number columns and where the limit is a
 * number, as times in time columns, else as text.
 *
 * A text that is no number is null against a number limit. Shape: column, limit -> [column, limit] in SQL.
 */
export function comparable(
  column: Column,
  limit: Limit,
): readonly [Sql, Sql] {
  const { kind } = column;
  if (kind === "number") {
    return [sql`cast(${column} as double)`, numberSql(limit)];
  }
  if (kind === "time") {
    return [
      sql`cast(${column} as timestamp)`,
      typeof limit === "number"
        ? sql`make_timestamp(cast(${limit * 1e6} as bigint))`
        : sql`try_cast(${String(limit)} as timestamp)`,
    ];
  }
  return typeof limit === "number"
    ? [sql`try_cast(cast(${column} as varchar) as double)`, sql`${limit}`]
    : [sql`cast(${column} as varchar)`, sql`${String(limit)}`];
}

function numberSql(limit: Limit): Sql {
  return typeof limit === "boolean"
    ? sql`${Number(limit)}`
    : sql`try_cast(${String(limit)} as double)`;
}

/** Whether a column's value is one of a list, false where it is missing. */
export function isOneOf(column: Column, values: readonly Limit[]): Sql {
  const lists = new Map<string, string[]>();
  for (const value of values) {
    const [x, limit] = comparable(column, value);
    lists.set(x.text, [...lists.get(x.text) ?? [], limit.text]);
  }
  if (!lists.size) return sql`false`;
  return joinSql(
    [...lists].map(([x, list]) =>
      sql`coalesce(${{ text: x }} in (${{ text: list.join(", ") }}), false)`
    ),
    " or ",
  );
}
