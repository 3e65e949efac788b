import type { Engine } from "./engine.ts";
import { joinSql, literal, type Sql, sql } from "./sql.ts";

/**
 * A row's place in [0, 1) as if drawn at random: the first 52 bits of the MD5 of `seed` and a text.
 *
 * The same text has the same place on every engine and in every version of one, so that what was drawn once stays
 * drawn; the order of rows does not matter. Shape: texts -> an expression. Edge cases: null for a null text.
 */
export function bucketOf(
  text: Sql,
  seed: string,
  dialect: Engine["dialect"],
): Sql {
  const seeded = sql`concat(${`${seed}\u001f`}, ${text})`;
  const whole = dialect === "trino"
    ? sql`from_base(substr(lower(to_hex(md5(to_utf8(${seeded})))), 1, 13), 16)`
    : sql`cast(concat('0x', substr(md5(${seeded}), 1, 13)) as bigint)`;
  return sql`(case when ${text} is not null then cast(${whole} as double) / ${
    2 ** 52
  } end)`;
}

/** Several columns as one text that tells null from any value; never null itself. */
export function rowText(columns: readonly Sql[]): Sql {
  const cells = columns.map((column) =>
    sql`coalesce('+' || cast(${column} as varchar), '-')`
  );
  return {
    text: `concat('', ${joinSql(cells, `, ${literal("\u001f")}, `).text})`,
  };
}
