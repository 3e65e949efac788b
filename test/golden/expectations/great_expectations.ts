import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type Result, run } from "../../../lib/check/mod.ts";
import { SchemaError } from "../../../lib/errors.ts";
import {
  columnOf,
  joinSql,
  rawSql,
  sql,
  type Table,
  where,
} from "../../../lib/table/mod.ts";
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

type Test = Peer["datasets"][number]["tests"][number];

/** Titles whose meaning is the peer's own, with the reason; what the peer refuses must be refused here too, and needs none. */
const EXCEPTED: Readonly<Record<string, string>> = {
  test_conditional_expectation_parser_errors:
    "the condition's parser is chosen by name there, it is SQL here",
  test_raising_exception_for_wrong_input_data_type:
    "numbers that are no dates are broken rows, not an error: 20190401 is one",
  ...Object.fromEntries(
    [
      "error:_improperly_mixed_types",
      "error:_improperly_mixed_types_again",
      "error:_improperly_mixed_types_once_more",
      "error_on_string-to-int_comparisons",
    ].map((
      title,
    ) => [title, "texts that are no numbers are broken rows, not an error"]),
  ),
  negative_test_with_max_lt_min:
    "refused when the check is built, where the peer breaks every row",
  test_string_n_bins: "text cut into two bins by the order of first appearance",
  vacuously_true_universal_set:
    "no set asks nothing there; here a set is needed",
  positive_test_placeholder_expectation:
    "no set asks nothing there; here a set is needed",
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
  each: Test,
): Promise<Pick<Outcome, "fate" | "note">> {
  const reason = EXCEPTED[each.title];
  if (reason) return { fate: "excepted", note: reason };
  const fault = await (isRefused(each) ? refused : judged)(
    expectation,
    data,
    each,
  ).catch((error: Error) => error.message);
  if (!fault) return { fate: "matched", note: "" };
  return { fate: fault === "no unit" ? "missing" : "differed", note: fault };
}

function isRefused({ in: asked, out }: Test): boolean {
  return asked.catch_exceptions === true &&
    (out.success === undefined || out.traceback_substring !== undefined);
}

/** Whether we refuse too, with a sentence, when the check is built or its column is looked at. */
async function refused(
  expectation: string,
  data: Peer["datasets"][number]["data"],
  { in: asked }: Test,
): Promise<string | undefined> {
  const column = asked.column ?? Object.keys(data)[0]!;
  try {
    const built = expectationCheck(expectation, { ...asked, column }, true);
    if (!built) return "no unit";
    await run([built], { current: await tableFor(expectation, data, asked) });
  } catch (error) {
    const known = error instanceof TypeError || error instanceof RangeError ||
      error instanceof SchemaError;
    const { message } = error as Error;
    return known && message.startsWith("Cannot") ? undefined : message;
  }
  return "it is not refused";
}

async function judged(
  expectation: string,
  data: Peer["datasets"][number]["data"],
  { in: asked, out }: Test,
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
  { row_condition, bins_B, column_B }: Asked,
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
  if (Array.isArray(bins_B) && Array.isArray(bins_B[0])) {
    return grouped(shown, column_B, bins_B as string[][]);
  }
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

/** A table in which groups of values stand for the values, as its user would write it; what is in no group is missing. */
function grouped(
  table: Table,
  name: string,
  groups: readonly (readonly string[])[],
): Table {
  const column = columnOf(table, name);
  const cases = groups.map((group, i) =>
    sql`when ${column} in (${
      joinSql(group.map((value) => sql`${value}`))
    }) then ${String(i)}`
  );
  return {
    ...table,
    relation: sql`(select * replace (case ${
      joinSql(cases, " ")
    } end as ${column}) from ${table.relation})`,
  };
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
  { unexpected_index_list: rows }: Test["out"],
  result: Result,
): string | undefined {
  if (!rows?.length || !result.evidence?.rows) return;
  const wanted = rows.map(({ pk_index }) => String(pk_index)).sort();
  const found = [...result.evidence.rows as string[]].sort();
  return JSON.stringify(wanted) === JSON.stringify(found)
    ? undefined
    : `rows ${found}, wanted ${wanted}`;
}
