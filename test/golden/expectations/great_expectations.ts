import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type Result, run } from "../../../lib/check/mod.ts";
import { rawSql, where } from "../../../lib/table/mod.ts";
import { type Literal, rowsOf, tableOf } from "../../units/ask.ts";
import type { Outcome } from "../judge_goldens.ts";
import { type Asked, expectationCheck, timeOf } from "./expectation_check.ts";

interface Peer {
  readonly expectation: string;
  readonly datasets: readonly {
    readonly data: Readonly<Record<string, readonly Literal[]>>;
    readonly tests: readonly {
      readonly title: string;
      readonly in: Asked;
      readonly out: {
        readonly success?: boolean;
        readonly observed_value?: unknown;
        readonly unexpected_list?: readonly unknown[];
        readonly unexpected_index_list?: readonly { pk_index: number }[];
        readonly traceback_substring?: string;
      };
      readonly only_for?: readonly string[];
    }[];
  }[];
}

/** Titles whose meaning is the peer's own, with the reason. */
const EXCEPTED: Readonly<Record<string, string>> = {
  test_conditional_expectation_parser_errors:
    "the condition's parser is chosen by name there, it is SQL here",
  value_error_spark_cannot_support_values_set_is_null:
    "an engine's limit, not a rule",
  invalid_arguments_throws_exception:
    "a condition that is no number does not compile",
  "catch_exceptions___non_number_min_value":
    "a condition that is no number does not compile",
  "catch_exceptions___non_number_max_value":
    "a condition that is no number does not compile",
  test_raising_exception_for_wrong_input_data_type:
    "numbers that are no dates are broken rows, not an error",
  type_mismatch_null_observed_value: "the column does not exist",
  test_min_value_is_greater_than_max_value: "refused when the check is built",
  negative_test_with_max_lt_min: "refused when the check is built",
  test_error_handling_for_non_int_min_value: "refused when the check is built",
  test_error_handling_for_non_int_max_value: "refused when the check is built",
  test_string_n_bins: "text cut into two bins by the order of first appearance",
  test_string_preconfigured_bins: "text grouped by hand",
};

/** Great Expectations' own examples of its rules, each judged by one of our validation units. */
export async function greatExpectations(folder: string): Promise<Outcome[]> {
  const path = `${folder}/great_expectations`, outcomes: Outcome[] = [];
  if (!existsSync(path)) return outcomes;
  for (const file of readdirSync(path).sort()) {
    const peer = JSON.parse(readFileSync(`${path}/${file}`, "utf8")) as Peer;
    for (const { data, tests } of peer.datasets) {
      for (const each of tests) {
        outcomes.push({
          key: `great_expectations/${file.replace(".json", "")}/${each.title}`,
          family: "great_expectations",
          theirs: each.out,
          ...await fateOf(peer.expectation, data, each),
        });
      }
    }
  }
  return outcomes;
}

async function fateOf(
  expectation: string,
  data: Peer["datasets"][number]["data"],
  each: Peer["datasets"][number]["tests"][number],
): Promise<Pick<Outcome, "fate" | "note">> {
  const reason = each.in.value_set === null || each.in.type_list === null
    ? "no set asks nothing there; here a set is needed"
    : EXCEPTED[each.title] ??
      (otherEngine(each.only_for) ? "holds for another engine" : undefined);
  if (reason) return { fate: "excepted", note: reason };
  const fault = await judged(expectation, data, each)
    .catch((error: Error) => error.message);
  if (!fault) return { fate: "matched", note: "" };
  return { fate: fault === "no unit" ? "missing" : "differed", note: fault };
}

// Some examples hold for one of the peer's engines only and have a twin for pandas or SQL.
function otherEngine(engines: readonly string[] | undefined): boolean {
  return engines !== undefined &&
    !engines.some((e) => ["pandas", "sqlite", "postgresql"].includes(e));
}

async function judged(
  expectation: string,
  data: Peer["datasets"][number]["data"],
  { in: asked, out }: Peer["datasets"][number]["tests"][number],
): Promise<string | undefined> {
  const table = await tableFor(expectation, data, asked);
  const built = expectationCheck(expectation, asked);
  if (!built) return "no unit";
  const { results } = await run([built], { current: table });
  const result = results[0]!;
  const success = result.value === null
    ? expectation.includes("_values_to_")
    : built.condition.holds({ value: result.value });
  if (out.success !== undefined && success !== out.success) {
    return `success ${success}, value ${result.value} ${result.explanation}`;
  }
  return observed(expectation, out.observed_value, result) ??
    evidence(out, result);
}

async function tableFor(
  expectation: string,
  data: Peer["datasets"][number]["data"],
  { row_condition }: Asked,
) {
  const columns = Object.entries(data).map(([name, cells]) => {
    const kinds = new Set(cells.filter((x) => x !== null).map((x) => typeof x));
    if (name === "ts") {
      return [name, cells.map((x) => x === null ? null : timeOf(x as string))];
    }
    return [
      name,
      kinds.size > 1 ? cells.map((x) => x === null ? null : String(x)) : cells,
    ];
  }) as [string, Literal[]][];
  const rows = columns[0]![1].length;
  const table = await tableOf(
    rowsOf({
      ...Object.fromEntries(columns),
      pk_index: Array.from({ length: rows }, (_, i) => BigInt(i)),
    }),
    {
      rowId: "pk_index",
      ...(rows ? {} : {
        types: Object.fromEntries(
          [...columns.map(([name]) => name), "pk_index"].map((name) => [
            name,
            "DOUBLE",
          ]),
        ),
      }),
    },
  );
  const shown = {
    ...table,
    columns: expectation.includes("column_count")
      ? table.columns.filter((c) => c.name !== "pk_index")
      : table.columns,
  };
  if (row_condition === undefined) return shown;
  const [name, value] = row_condition.split(" == ");
  return where(
    shown,
    rawSql(
      `regexp_replace(cast(${name} as varchar), '\\.0$', '') = '${
        value!.replaceAll('"', "")
      }'`,
    ),
  );
}

function observed(
  expectation: string,
  wanted: unknown,
  result: Result,
): string | undefined {
  if (wanted === undefined || wanted === null) return;
  if (expectation.includes("distinct")) return;
  const found = typeof wanted === "string"
    ? timeOf(wanted).getTime() / 1000
    : wanted as number;
  return Math.abs((result.value ?? NaN) - found) < 1e-9
    ? undefined
    : `observed ${found}, value ${result.value}`;
}

function evidence(
  { unexpected_index_list: rows }: Peer["datasets"][number]["tests"][number][
    "out"
  ],
  result: Result,
): string | undefined {
  if (!rows?.length || !result.evidence?.rows) return;
  const wanted = rows.map(({ pk_index }) => String(pk_index)).sort();
  const found = [...result.evidence.rows as string[]].sort();
  return JSON.stringify(wanted) === JSON.stringify(found)
    ? undefined
    : `rows ${found}, wanted ${wanted}`;
}
