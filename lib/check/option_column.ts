import { quoteList, SchemaError } from "../errors.ts";
import { type Column, rawSql, type Sql, sql } from "../table/mod.ts";

/**
 * The column that an option names.
 *
 * Errors: SchemaError naming the columns that are there.
 */
export function optionColumn(
  columns: readonly Column[],
  option: string,
  name: string,
): Column {
  const found = columns.find((column) => column.name === name);
  if (found) return found;
  throw new SchemaError(
    name,
    `Cannot use option "${option}": column ${
      JSON.stringify(name)
    } is missing, found ${quoteList(columns.map((column) => column.name))}`,
  );
}

/**
 * The number of the cluster (request, user) that a row belongs to, as SQL named `g`: the hash of the column that the option `group`
 * names; null for a row without, and when no column is named.
 */
export function groupNumber(
  columns: readonly Column[],
  group: string | null,
): Sql {
  return group === null
    ? rawSql("cast(null as double) g")
    : sql`case when ${
      optionColumn(columns, "group", group)
    } is not null then cast(hash(${
      optionColumn(columns, "group", group)
    }) >> 11 as double) end g`;
}
