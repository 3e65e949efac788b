import { measure, textList, unknown } from "../../check/mod.ts";
import { sql } from "../../table/mod.ts";
import { isOneOf, type Limit } from "./comparable.ts";

interface DistinctOptions {
  /** The set; defaults to none. */
  readonly values: readonly Limit[];
  /** How the column's values must stand to it: "within", "containing" or "equal"; defaults to "within". */
  readonly relation: string;
}

const RELATIONS = ["within", "containing", "equal"];
const MOST = 10_000;

/**
 * How many distinct values stand in a column and not in a set, or in the set and not in the column.
 *
 * Formula: "within": values of the column outside the set; "containing": values of the set that the column lacks;
 * "equal": both. Details: `extra`, `lacking`, `distinct`. Shape: column -> one number. Unit: count, 0 and up. Edge cases:
 * missing values are no value; a column without a value holds the empty set; unknown above 10,000 distinct values.
 * Errors: RangeError for another relation. Source: equals Great Expectations' expect_column_distinct_values_to_*_set.
 */
export const distinctValues = measure({
  id: "validation/distinct_values",
  unit: "count",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "boolean", "category", "time"] },
  defaults: { values: [], relation: "within" } as DistinctOptions,
  validate({ relation }) {
    if (!RELATIONS.includes(relation)) {
      throw new RangeError(
        `Cannot use "relation" of "validation/distinct_values": it is "${relation}", one of "within", "containing", "equal" is needed`,
      );
    }
  },
  from: ({ current }, { column }) =>
    sql`(select distinct ${column} from ${current} where ${column} is not null limit ${{
      text: String(MOST + 1),
    }})`,
  query: ({ column }, { values }) => ({
    distinct: sql`count(*)`,
    extra: textList(
      sql`case when not (${
        isOneOf(column, values)
      }) then left(cast(${column} as varchar), 200) end`,
      column,
    ),
    lacking: textListOf(
      values.map((value) =>
        sql`case when count(case when ${
          isOneOf(column, [value])
        } then 1 end) = 0 then ${String(value)} end`.text
      ),
    ),
  }),
  read: ({ distinct, extra, lacking }, { relation }) => {
    if (distinct > MOST) {
      return unknown(`there are more than ${MOST} distinct values`);
    }
    const outside = extra.filter((value) => value !== null);
    const absent = lacking.filter((value) => value !== null);
    return {
      value: (relation === "containing" ? 0 : outside.length) +
        (relation === "within" ? 0 : absent.length),
      details: {
        distinct,
        extra: outside.slice(0, 50),
        lacking: absent.slice(0, 50),
      },
    };
  },
});

function textListOf(items: readonly string[]) {
  return {
    text: items.length ? `[${items.join(", ")}]` : "cast([] as varchar[])",
    list: "text" as const,
  };
}
