import { joinSql, sql } from "../../table/mod.ts";
import { optionColumn } from "../../check/mod.ts";
import { rowRule } from "./row_rule.ts";

interface ForeignKeyOptions {
  /** The key's columns in the other table, in the same order; defaults to the same names. */
  readonly references: readonly string[];
}

/**
 * Share of rows whose key does not stand in another table, which is given as the reference.
 *
 * Formula: rows with a key that is not found / rows with a key. Shape: key columns, two tables -> one number. Unit:
 * ratio, 0..1. Edge cases: a key with a missing part is no key; keys of different types are compared as text;
 * undefined without a key. Errors: RangeError where `references` has another length. Source: SQL:2016, FOREIGN KEY.
 */
export const foreignKey = rowRule({
  id: "validation/foreign_key",
  needs: ["keys"],
  needsReference: true,
  defaults: { references: [] } as ForeignKeyOptions,
  takes: { references: "strings" },
  from: (
    { current, reference, referenceColumns },
    { keys },
    { references },
  ) => {
    if (references.length && references.length !== keys.length) {
      throw new RangeError(
        `Cannot use "references" of "validation/foreign_key": it names ${references.length} columns, ${keys.length} are needed`,
      );
    }
    const here = keys.map((key) => sql`cast(${key} as varchar)`);
    const there = keys.map((key, i) =>
      sql`cast(${
        optionColumn(referenceColumns!, "references", references[i] ?? key.name)
      } as varchar)`
    );
    return sql`(select *, (${joinSql(here)}) in (select (${
      joinSql(there)
    }) from ${reference ?? current}) __found from ${current})`;
  },
  judged: ({ keys }) =>
    joinSql(keys.map((key) => sql`${key} is not null`), " and "),
  broken: () => sql`not coalesce(__found, false)`,
  shown: ({ keys }) => sql`concat_ws(', ', ${joinSql(keys)})`,
});
