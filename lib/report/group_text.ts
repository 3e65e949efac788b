import { type ColumnProfile, quantileOf, sayValue } from "../profile/mod.ts";
import { joinSql, type Sql, sql } from "../table/mod.ts";

/** Up to this many distinct numbers are told one by one. */
const SINGLE = 12;

/**
 * What group of a column a row belongs to, as text: a category as it is, a number with more than 12 values by the fifths of the profile.
 *
 * The same expression serves both sides, whatever type each has. Shape: the reference's profile of a column -> an expression;
 * null where the value is missing. Edge cases: undefined where the column holds no value, or is nested.
 */
export function groupText(profile: ColumnProfile): Sql | undefined {
  const { column, numbers, values } = profile;
  if (values) return sql`cast(${column} as varchar)`;
  if (!numbers?.count.length || column.kind !== "number") return undefined;
  const x = sql`cast(${column} as double)`;
  if (isSingle(profile)) {
    // 1 and 1.0 are one group
    return sql`regexp_replace(cast(${x} as varchar), '\\.0$', '')`;
  }
  const edges = [
    ...new Set([0.2, 0.4, 0.6, 0.8].map((p) => quantileOf(numbers, p))),
  ];
  const say = (value: number) => sayValue(column, value);
  const cases = edges.map((edge, i) =>
    sql`when ${x} <= ${edge} then ${
      i ? `${say(edges[i - 1]!)} to ${say(edge)}` : `up to ${say(edge)}`
    }`
  );
  return sql`(case when ${column} is null then null ${
    joinSql(cases, " ")
  } else ${`above ${say(edges.at(-1)!)}`} end)`;
}

/** Whether a column has few values, each a group of its own: at most 12 numbers, at most 20 categories. */
export function isSingle({ numbers, values }: ColumnProfile): boolean {
  if (values) return values.complete && values.distinct <= 20;
  return !!numbers && numbers.count.length <= SINGLE &&
    numbers.lo.every((x, i) => x === numbers.hi[i]);
}
