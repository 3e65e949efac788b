import { z } from "zod";

const limit = z.number().optional();

const column = z.strictObject({
  name: z.string(),
  type: z.string(),
  kind: z.enum(["number", "boolean", "category", "time", "nested"]),
  nulls: z.number().min(0).max(1),
  min: limit,
  max: limit,
  values: z.array(z.string()).optional(),
  pattern: z.string().optional(),
  unique: z.literal(true).optional(),
  only: z.array(z.string()).optional(),
});

const relation = z.strictObject({
  left: z.string(),
  is: z.enum(["<=", "="]),
  right: z.string(),
});

const schema = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  environments: z.array(z.string()),
  columns: z.array(column),
  relations: z.array(relation),
});

/** What a column is expected to be; what is absent is not asked. */
export interface ColumnSchema {
  readonly name: string;
  readonly type: string;
  readonly kind: "number" | "boolean" | "category" | "time" | "nested";
  /** Largest share of missing values, 0..1. */
  readonly nulls: number;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** All values it may hold, as text. */
  readonly values?: readonly string[] | undefined;
  /** A regular expression for the whole text. */
  readonly pattern?: string | undefined;
  /** Whether no value comes twice. */
  readonly unique?: true | undefined;
  /** Environments that have the column; all when absent. */
  readonly only?: readonly string[] | undefined;
}

/** Two columns that stand in an order, or are equal, wherever both have a value. */
export interface RelationSchema {
  readonly left: string;
  readonly is: "<=" | "=";
  readonly right: string;
}

/** What data is expected to be: a file people read and edit. */
export interface Schema {
  readonly version: 1;
  readonly name: string;
  /** Where such data is used, e.g. "training" with the label and "serving" without it. */
  readonly environments: readonly string[];
  readonly columns: readonly ColumnSchema[];
  readonly relations: readonly RelationSchema[];
}

/** Reads a schema from JSON or an object. Errors: SyntaxError that names the place and what is needed. */
export function parseSchema(input: unknown, name: string): Schema {
  let value = input;
  try {
    if (typeof input === "string") value = JSON.parse(input);
  } catch (cause) {
    throw new SyntaxError(
      `Cannot read schema "${name}": it is no JSON, ${
        (cause as Error).message
      }`,
      { cause },
    );
  }
  const found = schema.safeParse(value);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new SyntaxError(
    `Cannot read schema "${name}": at "${
      issue!.path.join(".") || "the top"
    }": ${issue!.message}`,
  );
}

/** A schema as text: JSON with a column a line, or a TypeScript module that exports it. */
export function formatSchema(
  { version, name, environments, columns, relations }: Schema,
  as: "json" | "ts" = "json",
): string {
  const line = (value: unknown) => JSON.stringify(value);
  const list = (items: readonly unknown[]) =>
    items.length
      ? `[\n${items.map((item) => `    ${line(item)}`).join(",\n")}\n  ]`
      : "[]";
  const body = `{
  "version": ${version},
  "name": ${line(name)},
  "environments": ${line(environments)},
  "columns": ${list(columns)},
  "relations": ${list(relations)}
}`;
  return as === "json"
    ? `${body}\n`
    : `import type { Schema } from "sightglass";\n\nexport const schema: Schema = ${body};\n`;
}
