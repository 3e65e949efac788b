import { joinSql, sql } from "../../table/mod.ts";
import { rowRule } from "./row_rule.ts";

interface PatternOptions {
  /** A regular expression (RE2) that a part of the text matches; use ^ and $ for the whole; defaults to none. */
  readonly regex: string | null;
  /** SQL LIKE patterns, one of which matches the whole text; defaults to none. */
  readonly like: readonly string[];
  /** Whether matching texts are forbidden instead of wanted; defaults to false. */
  readonly negate: boolean;
}

/**
 * Share of values that do not match a pattern, or with `negate` of those that do.
 *
 * Formula: values that break it / values, each value as text. With both a regex and LIKE patterns either may match.
 * Shape: column -> one number. Unit: ratio, 0..1. Edge cases: missing values are neither; undefined without a value.
 * Errors: RangeError without a pattern, SyntaxError with the engine's words for a wrong one. Source: equals Great Expectations' expect_column_values_to_match_regex and
 * to_match_like_pattern_list, and their negations.
 */
export const pattern = rowRule({
  id: "validation/pattern",
  needs: ["column"],
  kinds: { column: ["category", "number", "boolean", "time"] },
  defaults: { regex: null, like: [], negate: false } as PatternOptions,
  takes: { regex: "string", like: "strings" },
  ownSql: true,
  validate({ regex, like }) {
    if (regex === null && !like.length) {
      throw new RangeError(
        'Cannot use "regex" of "validation/pattern": it is null and "like" is empty, one pattern is needed',
      );
    }
  },
  judged: ({ column }) => sql`${column} is not null`,
  broken: ({ column }, { regex, like, negate }) => {
    const text = sql`cast(${column} as varchar)`;
    const matches = joinSql([
      ...(regex === null ? [] : [sql`regexp_matches(${text}, ${regex})`]),
      ...like.map((each) => sql`${text} like ${each}`),
    ], " or ");
    return negate ? matches : sql`not (${matches})`;
  },
  shown: ({ column }) => column,
});
