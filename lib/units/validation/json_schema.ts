import { measure, numberList, textList, unknown } from "../../check/mod.ts";
import { wilson } from "../../math/mod.ts";
import { sql } from "../../table/mod.ts";
import { conforms } from "./json_conforms.ts";

interface JsonSchemaOptions {
  /** The schema, as JSON text; defaults to "{}", which any JSON keeps. */
  readonly schema: string;
}

const MOST = 20_000;

/**
 * Share of JSON texts that do not keep a JSON schema.
 *
 * Formula: texts that are no JSON or break the schema / texts; each distinct text is looked at once. Keywords: type, enum,
 * const, properties, required, additionalProperties, items, minItems, maxItems, minimum, maximum, exclusiveMinimum,
 * exclusiveMaximum, minLength, maxLength, pattern, anyOf, oneOf, allOf, not. Shape: column -> one number. Unit: ratio,
 * 0..1. Edge cases: missing values are neither; above 20,000 distinct texts the most frequent ones are looked at, and
 * `error` is the share of the others. Errors: SyntaxError for a schema that is no JSON, RangeError for an unknown
 * keyword. Source: JSON Schema 2020-12.
 */
export const jsonSchema = measure({
  id: "validation/json_schema",
  unit: "ratio",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["category"] },
  defaults: { schema: "{}" } as JsonSchemaOptions,
  validate: ({ schema }) => void conforms(read(schema), {}),
  from: ({ current }, { column }) =>
    sql`(select cast(${column} as varchar) v, cast(count(*) as double) n, cast(sum(count(*)) over () as double) total from ${current} where ${column} is not null group by 1 order by n desc, v limit ${{
      text: String(MOST),
    }})`,
  query: () => ({
    values: textList(sql`v`, sql`n desc, v`),
    counts: numberList(sql`n`, sql`n desc, v`),
    total: sql`max(total)`,
  }),
  read: ({ values, counts, total }, { schema }) => {
    if (!values.length) return undefined;
    const wanted = read(schema);
    const bad = values.flatMap((text, i) =>
      keeps(text!, wanted) ? [] : [{ text: text!, n: counts[i]! }]
    );
    const looked = counts.reduce((sum, n) => sum + n, 0);
    if (!looked) return unknown("no text was looked at");
    const broken = bad.reduce((sum, { n }) => sum + n, 0);
    return {
      value: broken / looked,
      interval: wilson(broken, looked),
      ...(total > looked ? { error: (total - looked) / total } : {}),
      n: { current: looked },
      details: {
        broken,
        ...(broken
          ? {
            evidence: {
              values: bad.slice(0, 20).map(({ text }) => text.slice(0, 200)),
            },
          }
          : {}),
      },
    };
  },
});

function read(schema: string): unknown {
  try {
    return JSON.parse(schema);
  } catch (cause) {
    throw new SyntaxError(
      `Cannot use "schema" of "validation/json_schema": it is ${
        JSON.stringify(schema.slice(0, 60))
      }, JSON is needed`,
      { cause },
    );
  }
}

function keeps(text: string, schema: unknown): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  return conforms(schema, value);
}
