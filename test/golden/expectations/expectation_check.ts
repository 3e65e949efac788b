import {
  atMost,
  between,
  type Check,
  check,
  type Condition,
} from "../../../lib/check/mod.ts";
import {
  association,
  columnCount,
  columnStatistic,
  combination,
  distinctValues,
  jsonSchema,
  parseable,
  pattern,
  setMembership,
  sorted,
  typeMatch,
  uniqueness,
  valueBounds,
  valueLength,
} from "../../../lib/units/validation/mod.ts";
import type { Literal } from "../../units/ask.ts";

/** What a peer's test asks; its names, as they stand in its files. */
export interface Asked {
  readonly column: string;
  readonly column_A: string;
  readonly column_B: string;
  readonly mostly?: number;
  readonly value_set: Literal[];
  readonly value_pairs_set: (Literal[])[];
  readonly min_value?: unknown;
  readonly max_value?: unknown;
  readonly strict_min?: boolean;
  readonly strict_max?: boolean;
  readonly strictly?: boolean;
  readonly ignore_row_if?: string;
  readonly row_condition?: string;
  readonly regex: string;
  readonly like_pattern: string;
  readonly like_pattern_list: string[];
  readonly type_list: string[];
  readonly json_schema: object;
  readonly n_bins_A?: number;
  readonly n_bins_B?: number;
  readonly bins_B?: unknown;
  readonly value?: unknown;
  readonly catch_exceptions?: boolean;
}

/** One of the peer's rules as a check of ours, its arguments as they stand where `raw`; undefined when no unit is it. */
export function expectationCheck(
  expectation: string,
  asked: Asked,
  raw = false,
): Check | undefined {
  const { column, min_value: min, max_value: max } = asked;
  const broken = atMost(1 - (asked.mostly ?? 1) + 1e-12);
  const limits: () => Condition = () =>
    raw
      ? between((min ?? -Infinity) as number, (max ?? Infinity) as number)
      : between(
        Number(min ?? -Infinity) - 1e-9,
        Number(max ?? Infinity) + 1e-9,
      );
  const values =
    (raw
      ? asked.value_set
      : asked.value_set?.filter((x) => x !== null)) as string[];
  const name = expectation.replace("expect_", "");
  const statistic = /^column_(max|mean|median|stdev)_to_be_between$/.exec(name);
  if (statistic) {
    return check(
      columnStatistic,
      { column },
      raw ? limits() : timed(limits, min, max),
      {
        options: {
          statistic: statistic[1] === "stdev" ? "sd" : statistic[1]!,
        },
      },
    );
  }
  const relation = /^column_distinct_values_to_(be_in|contain|equal)_set$/
    .exec(name)?.[1];
  if (relation) {
    return check(distinctValues, { column }, atMost(0), {
      options: {
        values,
        relation: { be_in: "within", contain: "containing", equal: "equal" }[
          relation
        ]!,
      },
    });
  }
  switch (name) {
    case "table_column_count_to_be_between":
      return check(columnCount, {}, limits());
    case "table_column_count_to_equal":
      return check(
        columnCount,
        {},
        between(asked.value as number, asked.value as number),
      );
    case "column_proportion_of_unique_values_to_be_between":
      return check(uniqueness, { keys: [column] }, limits());
    case "column_pair_cramers_phi_value_to_be_less_than":
      return check(
        association,
        { column: asked.column_A, other: asked.column_B },
        atMost(0.1),
        {
          options: {
            bins: asked.n_bins_A ?? 0,
            otherBins: asked.n_bins_B ?? 0,
            missing: true,
          },
        },
      );
    case "column_pair_values_to_be_in_set":
      return check(
        combination,
        { columns: [asked.column_A, asked.column_B] },
        broken,
        {
          options: {
            values: asked.value_pairs_set as (string | null)[][],
            skipMissing: {
              either_value_is_missing: "any",
              both_values_are_missing: "all",
            }[asked.ignore_row_if ?? ""] ?? "never",
          },
        },
      );
    case "column_value_lengths_to_be_between":
      return check(valueLength, { column }, broken, {
        options: {
          min: (raw ? min ?? null : min ?? 0) as number,
          max: (max ?? null) as number | null,
        },
      });
    case "column_values_to_be_between":
      return check(valueBounds, { column }, broken, {
        options: {
          min: bound(column, min) ??
            (!raw && (max === undefined || max === null) ? -1e308 : null),
          max: bound(column, max),
          strictMin: asked.strict_min ?? false,
          strictMax: asked.strict_max ?? false,
        },
      });
    case "column_values_to_be_dateutil_parseable":
      return check(parseable, { column }, broken, { options: { as: "date" } });
    case "column_values_to_be_json_parseable":
      return check(parseable, { column }, broken, { options: { as: "json" } });
    case "column_values_to_match_json_schema":
      return check(jsonSchema, { column }, broken, {
        options: { schema: JSON.stringify(asked.json_schema) },
      });
    case "column_values_to_be_increasing":
    case "column_values_to_be_decreasing":
      return check(sorted, { column, order: "pk_index" }, broken, {
        options: {
          descending: name.endsWith("decreasing"),
          strictly: asked.strictly ?? false,
        },
      });
    case "column_values_to_be_in_set":
    case "column_values_to_not_be_in_set":
      return check(setMembership, { column }, broken, {
        options: { values, negate: name.includes("not") },
      });
    case "column_values_to_be_in_type_list":
      return check(typeMatch, { column }, atMost(0), {
        options: {
          types: asked.type_list.map((type) =>
            TYPES[type.toLowerCase()] ?? type
          ),
        },
      });
    case "column_values_to_not_match_regex":
      return check(pattern, { column }, broken, {
        options: { regex: asked.regex, negate: true },
      });
    case "column_values_to_not_match_like_pattern":
      return check(pattern, { column }, broken, {
        options: { like: [asked.like_pattern], negate: true },
      });
    case "column_values_to_not_match_like_pattern_list":
      return check(pattern, { column }, broken, {
        options: { like: asked.like_pattern_list, negate: true },
      });
  }
}

/** The peer's names for types, as kinds. */
const TYPES: Readonly<Record<string, string>> = {
  int: "number",
  integer: "number",
  float: "number",
  str: "category",
  string: "category",
  bool: "boolean",
  integertype: "number",
  floattype: "number",
  stringtype: "category",
  booleantype: "boolean",
};

function bound(column: string, limit: unknown): string | number | null {
  if (limit === undefined || limit === null) return null;
  if (typeof limit === "object") {
    const text = (limit as { $PARAMETER: string }).$PARAMETER;
    const day = /datetime\((\d+), (\d+), (\d+)\)/.exec(text);
    if (day) return `${day[1]}-0${day[2]}-0${day[3]}`;
    const weeks = /weeks=52\*(\d+)/.exec(text);
    const now = Date.UTC(2026, 0, 1);
    return new Date(
      now - (weeks ? 52 * Number(weeks[1]) * 7 * 86_400_000 : 0),
    ).toISOString().slice(0, -1);
  }
  return column === "ts"
    ? timeOf(limit as string).toISOString().slice(0, -1)
    : limit as string;
}

function timed(
  limits: () => Condition,
  min: unknown,
  max: unknown,
): Condition {
  const isTime = (x: unknown) =>
    typeof x === "string" || typeof x === "object" && x !== null;
  const seconds = (x: unknown, none: number) =>
    isTime(x) ? timeOf(String(bound("", x))).getTime() / 1000 : none;
  return isTime(min) || isTime(max)
    ? between(seconds(min, -Infinity), seconds(max, Infinity))
    : limits();
}

/** A time as the peer's examples write it; without a zone it is UTC. */
export function timeOf(text: string): Date {
  const zone = /[zZ]|[+-]\d\d:?\d\d$/.test(text) ? "" : "Z";
  return new Date(
    text.includes("T") ? text + zone : `${text}${zone && " UTC"}`,
  );
}
