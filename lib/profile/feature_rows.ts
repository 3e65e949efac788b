import {
  type Column,
  finite,
  joinSql,
  rawSql,
  type Sql,
  sql,
} from "../table/mod.ts";

/** Rows of each side that are read at most. */
export const FEATURE_ROWS = 10_000;

/**
 * The relation of a repeatable sample of both sides, for units that learn: `side` 0 (reference) or 1 (current), `rn` a stable
 * order, `n0`, `n1`, .. features as numbers and `t2`, .. as text, by their place, and what `carry` names.
 *
 * At most 10,000 rows a side, those with the smallest hash of what is read.
 */
export function featureRows(
  sides: { readonly reference: Sql; readonly current: Sql },
  features: readonly Column[],
  carry: {
    readonly reference: readonly Sql[];
    readonly current: readonly Sql[];
  },
  where: { readonly reference: Sql; readonly current: Sql },
): Sql {
  const read = features.map((column, i) =>
    isText(column)
      ? sql`cast(${column} as varchar) ${rawSql(`t${i}`)}`
      : sql`${numberOf(column)} ${rawSql(`n${i}`)}`
  );
  const side = (number: number, key: "reference" | "current") =>
    sql`select * from (select *, row_number() over (order by hash(r)) rn from (select ${number} side, ${
      joinSql([...read, ...carry[key]])
    } from ${sides[key]}) as r where ${
      where[key]
    }) where rn <= ${FEATURE_ROWS}`;
  return sql`(${side(0, "reference")} union all ${side(1, "current")})`;
}

/** The names of the lists that `featureRows` makes, with whether each is text. */
export function featureNames(
  features: readonly Column[],
): readonly { readonly name: string; readonly text: boolean }[] {
  return features.map((column, i) => ({
    name: `${isText(column) ? "t" : "n"}${i}`,
    text: isText(column),
  }));
}

function isText({ kind }: Column): boolean {
  return kind === "category" || kind === "nested";
}

function numberOf(column: Column): Sql {
  if (column.kind === "time") return sql`cast(epoch(${column}) as double)`;
  return column.kind === "boolean"
    ? sql`cast(${column} as double)`
    : finite(column);
}
