import type { ColumnSchema, Schema } from "./schema.ts";

/**
 * A schema widened until it also allows what was seen: the user's "this change is meant".
 *
 * Ranges, sets and shares of missing values grow to hold both; a new type replaces the old one; columns that are new come
 * in, columns that are gone go out, unless the environment does not have them; patterns, uniqueness and relations that no
 * longer hold are dropped. `seen` is `inferSchema` of the new data with slack 0 and `broken` the names of the checks of
 * `checkSchema` that failed on it. Shape: schema, schema, names -> schema.
 */
export function acceptSchema(
  schema: Schema,
  seen: Schema,
  broken: ReadonlySet<string>,
  environment?: string,
): Schema {
  const found = new Map(seen.columns.map((column) => [column.name, column]));
  const known = new Set(schema.columns.map(({ name }) => name));
  const elsewhere = ({ only }: ColumnSchema) =>
    only && (environment === undefined || !only.includes(environment));
  const columns = schema.columns.flatMap((column) => {
    const now = found.get(column.name);
    if (!now) return elsewhere(column) ? [column] : [];
    return [widen(column, now, broken)];
  });
  return {
    ...schema,
    columns: [
      ...columns,
      ...seen.columns.filter(({ name }) => !known.has(name)),
    ],
    relations: schema.relations.filter(({ left, is, right }) =>
      !broken.has(`validation/sql_check(${left} ${is} ${right})`) &&
      [left, right].every((name) => columns.some((c) => c.name === name))
    ),
  };
}

function widen(
  old: ColumnSchema,
  now: ColumnSchema,
  broken: ReadonlySet<string>,
): ColumnSchema {
  const failed = (unit: string) =>
    broken.has(`validation/${unit}(column=${old.name})`);
  if (old.kind !== now.kind) {
    return { ...now, ...(old.only ? { only: old.only } : {}) };
  }
  const { pattern, unique, values, ...rest } = old;
  return {
    ...rest,
    type: now.type,
    nulls: failed("null_rate") ? Math.max(old.nulls, now.nulls) : old.nulls,
    ...(old.min === undefined
      ? {}
      : { min: Math.min(old.min, now.min ?? old.min) }),
    ...(old.max === undefined
      ? {}
      : { max: Math.max(old.max, now.max ?? old.max) }),
    ...(values
      ? failed("set_membership")
        ? now.values
          ? { values: [...new Set([...values, ...now.values])].sort() }
          : {}
        : { values }
      : {}),
    ...(pattern === undefined || failed("pattern") ? {} : { pattern }),
    ...(unique && !failed("uniqueness") ? { unique } : {}),
  };
}
