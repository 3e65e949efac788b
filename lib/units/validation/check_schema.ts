import { atLeast, atMost, type Check, check } from "../../check/mod.ts";
import { type Column, identifier, kindOf } from "../../table/mod.ts";
import { nullRate } from "./null_rate.ts";
import { pattern } from "./pattern.ts";
import type { ColumnSchema, RelationSchema, Schema } from "./schema.ts";
import { schemaConformance } from "./schema_conformance.ts";
import { setMembership } from "./set_membership.ts";
import { sqlCheck } from "./sql_check.ts";
import { uniqueness } from "./uniqueness.ts";
import { valueBounds } from "./value_bounds.ts";

/**
 * The checks that a schema asks of a table with these columns: each column's presence and type, then its missing values,
 * range, set, pattern and uniqueness, then relations.
 *
 * What a column of another kind, or one that is missing, cannot be asked is left to the first check. Shape: schema,
 * columns of the table, environment -> checks for `run`. Errors: RangeError for an environment that the schema does not
 * know.
 */
export function checkSchema(
  schema: Schema,
  columns: readonly Column[],
  environment?: string,
): readonly Check[] {
  const { environments } = schema;
  if (environment !== undefined && !environments.includes(environment)) {
    throw new RangeError(
      `Cannot check for "${environment}": schema "${schema.name}" ${
        environments.length
          ? `has the environments ${
            environments.map((e) => `"${e}"`).join(", ")
          }`
          : "has no environments"
      }`,
    );
  }
  const here = ({ only }: ColumnSchema) =>
    environment === undefined || !only || only.includes(environment);
  const wanted = schema.columns.filter(here);
  const required = wanted.filter(({ only }) =>
    !only || environment !== undefined
  );
  const found = new Map(columns.map((column) => [column.name, column]));
  const kept = wanted.filter(({ name, kind }) =>
    found.get(name)?.kind === kind
  );
  return [
    named(
      check(schemaConformance, {}, atMost(0), {
        options: {
          columns: [
            ...required,
            ...wanted.filter((c) => !required.includes(c) && found.has(c.name)),
          ].map(({ name, type }) => ({ name, type })),
        },
      }),
      "",
    ),
    ...kept.flatMap(columnChecks),
    ...schema.relations.flatMap((relation) => relationCheck(relation, found)),
  ];
}

function columnChecks(column: ColumnSchema): Check[] {
  const { name, nulls, min, max, values } = column;
  const roles = { column: name };
  return [
    check(nullRate, roles, atMost(nulls)),
    ...(min === undefined && max === undefined ? [] : [
      check(valueBounds, roles, atMost(0), {
        options: { min: min ?? null, max: max ?? null },
      }),
    ]),
    ...(values
      ? [check(setMembership, roles, atMost(0), { options: { values } })]
      : []),
    ...(column.pattern === undefined ? [] : [
      check(pattern, roles, atMost(0), { options: { regex: column.pattern } }),
    ]),
    ...(column.unique ? [check(uniqueness, { keys: name }, atLeast(1))] : []),
  ].map((each) => named(each, `column=${name}`));
}

function relationCheck(
  { left, is, right }: RelationSchema,
  found: ReadonlyMap<string, Column>,
): Check[] {
  const a = found.get(left), b = found.get(right);
  if (!a || !b || kindOf(a.type) !== kindOf(b.type)) return [];
  const holds = `${identifier(left).text} ${is} ${identifier(right).text}`;
  return [
    named(
      check(sqlCheck, {}, atMost(0), { options: { holds } }),
      `${left} ${is} ${right}`,
    ),
  ];
}

// A set of a hundred values does not belong into a check's name.
function named(check: Check, what: string): Check {
  return { ...check, name: `${check.unit.id}(${what})` };
}
