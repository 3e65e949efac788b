import { quoteList, SchemaError } from "../errors.ts";
import type { Column } from "../table/mod.ts";

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
