/** A piece of SQL text that is safe to put into a statement. */
export interface Sql {
  readonly text: string;
}

/**
 * Builds SQL from a template: `Sql` parts stand as they are, strings become quoted literals, numbers exact double
 * literals, booleans and null their keywords.
 *
 * Shape: template -> Sql. Errors: RangeError for a number that is not finite.
 *
 * @example
 * ```ts
 * import { identifier, sql } from "sightglass";
 * const column = identifier("unit price");
 * console.assert(sql`count(${column}) > ${3}`.text === 'count("unit price") > 3e0');
 * ```
 */
export function sql(
  strings: TemplateStringsArray,
  ...values: readonly SqlValue[]
): Sql {
  return {
    text: strings.reduce((text, part, i) =>
      text + literal(values[i - 1]!) + part
    ),
  };
}

/** What a template takes. */
export type SqlValue = Sql | string | number | boolean | null;

/** A name (column, table) in double quotes, with quotes inside doubled. */
export function identifier(name: string): Sql {
  return { text: `"${name.replaceAll('"', '""')}"` };
}

/** SQL that the caller vouches for: the user's own `--where`, or text built by a unit. */
export function rawSql(text: string): Sql {
  return { text };
}

/** Parts joined by a separator, `", "` unless said. */
export function joinSql(parts: readonly Sql[], separator = ", "): Sql {
  return { text: parts.map((part) => part.text).join(separator) };
}

/** One value as an SQL literal. */
export function literal(value: SqlValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "object") return value.text;
  if (!Number.isFinite(value)) {
    throw new RangeError(
      `Cannot write "${value}" as SQL: a finite number is needed`,
    );
  }
  const text = String(value);
  return text.includes("e") ? text : `${text}e0`;
}

const MAX = "1.7976931348623157e308";

/** A numeric column as a double, null where it is null, NaN or infinite. */
export function finite(x: Sql): Sql {
  return sql`(case when ${x} between -${rawSql(MAX)} and ${
    rawSql(MAX)
  } then cast(${x} as double) end)`;
}
