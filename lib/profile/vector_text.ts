import {
  type Column,
  finite,
  joinSql,
  rawSql,
  type Sql,
  sql,
} from "../table/mod.ts";

/**
 * A vector as text that JSON can read: one list column, or several numeric columns in order; null where any part is missing, NaN or
 * infinite.
 */
export function vectorText(columns: readonly Column[]): Sql {
  const [first] = columns;
  if (columns.length === 1 && first!.kind !== "number") {
    return sql`(case when cast(${first!} as varchar) similar to ${"\\[[-+0-9.eE, ]+\\]"} then cast(${first!} as varchar) end)`;
  }
  const parts = joinSql(
    columns.map((column) => sql`cast(${finite(column)} as varchar)`),
    " || ',' || ",
  );
  return sql`('[' || ${parts} || ']')`;
}

/** Vectors out of their texts; those of another length than the first are left out. */
export function parseVectors(texts: readonly (string | null)[]): number[][] {
  const vectors = texts.map((text) => JSON.parse(text ?? "[]") as number[]);
  const length = vectors[0]?.length ?? 0;
  return vectors.filter((x) => x.length === length);
}

/** Rows of a relation with a vector, at most `most` by the smallest hash of `by`. */
export function vectorSample(relation: Sql, by: string, most: number): Sql {
  return sql`(select * from ${relation} where v is not null order by hash(${
    rawSql(by)
  }), ${rawSql(by)} limit ${rawSql(String(most))})`;
}
