import { quoteList, SchemaError } from "../errors.ts";
import type { Column } from "../table/mod.ts";

/** The reference's column of the same name. Errors: SchemaError where it has none. */
export function counterpart(
  id: string,
  column: Column,
  reference: readonly Column[] | undefined,
): Column {
  const found = reference?.find(({ name }) => name === column.name);
  if (found || !reference) return found ?? column;
  throw new SchemaError(
    column.name,
    `Cannot compute "${id}": column ${
      JSON.stringify(column.name)
    } is missing in the reference, found ${
      quoteList(reference.map(({ name }) => name))
    }`,
  );
}

/** The type in which two columns can be compared; undefined where their own will do. */
export function commonType(a: Column, b: Column): string | undefined {
  if (a.type === b.type) return undefined;
  if (a.kind === "number" && b.kind === "number") return "double";
  return a.kind === "time" && b.kind === "time" ? "timestamp" : "varchar";
}
