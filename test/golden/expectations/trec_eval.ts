import { existsSync, readFileSync } from "node:fs";
import {
  anything,
  check,
  type CheckableUnit,
  rawSql,
  run,
  type Table,
  unitOf,
} from "../../../lib/mod.ts";
import { openDuckDb, read } from "../../../lib/native/mod.ts";
import { close, within } from "../close.ts";
import exceptions from "../exceptions.json" with { type: "json" };
import { exceptionFor, type Outcome } from "../judge_goldens.ts";

interface Asked {
  readonly id: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Which figure of the result, defaults to the value. */
  readonly level?: number;
  /** Only rows for which that holds, for counts. */
  readonly only?: string;
}

const at = (id: string, k: number | null, more: object = {}): Asked => ({
  id: `metrics/${id}`,
  options: { k, ...more },
});

/** trec_eval's measures by name; `#` stands for its parameter. */
const MEASURES: Readonly<Record<string, (x: number) => Asked>> = {
  num_ret: () => ({ id: "validation/row_count", only: "score is not null" }),
  num_rel: () => ({ id: "validation/row_count", only: "rel > 0" }),
  num_rel_ret: () => ({
    id: "validation/row_count",
    only: "rel > 0 and score is not null",
  }),
  num_nonrel_judged_ret: () => ({
    id: "validation/row_count",
    only: "rel = 0 and score is not null",
  }),
  map: () => at("mean_average_precision", null),
  "map_cut_#": (k) => at("mean_average_precision", k),
  Rprec: () => ({ id: "metrics/r_precision" }),
  "Rprec_mult_#": (times) => ({
    id: "metrics/r_precision",
    options: { times },
  }),
  bpref: () => ({ id: "metrics/bpref" }),
  recip_rank: () => at("mrr", null),
  "11pt_avg": () => ({ id: "metrics/interpolated_precision" }),
  "iprec_at_recall_#": (level) => ({
    id: "metrics/interpolated_precision",
    level: Math.round(level * 10),
  }),
  "P_#": (k) => at("precision_at_k", k),
  "relative_P_#": (k) => at("precision_at_k", k, { per: "possible" }),
  "recall_#": (k) => at("recall_at_k", k),
  "success_#": (k) => at("hit_rate", k),
  ndcg: () => at("ndcg", null),
  "ndcg_cut_#": (k) => at("ndcg", k),
  set_P: () => at("precision_at_k", null),
  set_relative_P: () => at("precision_at_k", null, { per: "possible" }),
  set_recall: () => at("recall_at_k", null),
  set_F: () => at("f1_at_k", null),
  infAP: () => ({ id: "metrics/inferred_ap" }),
};

/** trec_eval's measures that are arithmetic on figures of ours, from its definitions; judgements are yes or no. */
const COMPOSED: Readonly<
  Record<string, (table: Table) => Promise<number | undefined>>
> = {
  async set_map(table) {
    const [p, recall] = await figures(table, [
      at("precision_at_k", null),
      at("recall_at_k", null),
    ]);
    return p! * recall!;
  },
  async utility(table) {
    const [relevant, all] = await figures(table, [
      MEASURES.num_rel_ret!(NaN),
      MEASURES.num_ret!(NaN),
    ]);
    return relevant! - (all! - relevant!);
  },
  async Rndcg(table) {
    const [relevant] = await figures(table, [MEASURES.num_rel!(NaN)]);
    const [first, whole] = await figures(table, [
      at("ndcg", relevant!),
      at("ndcg", null),
    ]);
    return (first! + whole!) / 2;
  },
  async ndcg_rel(table) {
    const places = await relevantPlaces(table);
    const [relevant, whole] = await figures(table, [
      MEASURES.num_rel!(NaN),
      at("ndcg", null),
    ]);
    const found = await figures(table, places.map((k) => at("ndcg", k)));
    return (found.reduce((sum, x) => sum! + x!, 0)! +
      (relevant! - places.length) * whole!) / relevant!;
  },
};

async function figures(
  table: Table,
  asked: readonly Asked[],
): Promise<(number | undefined)[]> {
  const found: (number | undefined)[] = [];
  for (const each of asked) {
    found.push(await figure(each, table) as number | undefined);
  }
  return found;
}

async function relevantPlaces(table: Table): Promise<number[]> {
  const rows = await table.engine.rows(
    rawSql(
      `select cast(p as double) p from (select rel, row_number() over (order by score desc) p from ${table.relation.text} where score is not null) where rel > 0 order by p`,
    ),
  );
  return rows.map(({ p }) => p as number);
}

interface Expected {
  readonly cases: readonly {
    readonly measure: string;
    readonly qid: string;
    readonly expected: number;
  }[];
}

/** trec_eval's own test query, by our search metrics. */
export async function trecEval(folder: string): Promise<Outcome[]> {
  const path = `${folder}/trec_eval`;
  if (!existsSync(path)) return [];
  const { cases } = JSON.parse(
    readFileSync(`${path}/expected_one_query.json`, "utf8"),
  ) as Expected;
  const current = await judgedRun(path);
  const outcomes: Outcome[] = [];
  for (const { measure, expected } of cases) {
    const key = `trec_eval/${measure}`;
    const except = exceptionFor({ key, value: expected }, exceptions);
    const asked = MEASURES[measure] ??
      MEASURES[measure.replace(/_[\d.]+$/, "_#")];
    const composed = COMPOSED[measure];
    const ours = composed ? await composed(current) : asked && await figure(
      asked(Number(/[\d.]+$/.exec(measure)?.[0])),
      current,
    );
    // trec_eval prints four digits.
    const same = close(ours, expected, within(5.0001e-5));
    outcomes.push({
      key,
      family: "trec_eval",
      fate: same
        ? "matched"
        : except
        ? "excepted"
        : asked || composed
        ? "differed"
        : "missing",
      ours,
      theirs: expected,
      note: !same && except
        ? except.reason
        : asked || composed
        ? ""
        : "no unit",
    });
  }
  return outcomes;
}

/** What was retrieved beside what was judged: not retrieved has no score, not judged has no label. */
async function judgedRun(path: string): Promise<Table> {
  const engine = await openDuckDb();
  const retrieved = await read(`${path}/run_one_query.parquet`, { engine });
  const judged = await read(`${path}/qrels_one_query.parquet`, { engine });
  const { rows: _, rowId: __, ...rest } = retrieved;
  return {
    ...rest,
    columns: [
      ...retrieved.columns.filter(({ name }) => name !== "file_rank"),
      ...judged.columns.filter(({ name }) => name === "rel"),
    ],
    relation: rawSql(
      `(select qid, doc_id, score, rel from ${retrieved.relation.text} full join ${judged.relation.text} using (qid, doc_id))`,
    ),
  };
}

async function figure(
  { id, options = {}, level, only }: Asked,
  table: Table,
): Promise<unknown> {
  const unit = unitOf(id) as CheckableUnit;
  const roles = id.startsWith("metrics/")
    ? { query: "qid", score: "score", label: "rel" }
    : {};
  const { results } = await run(
    [check(unit, roles, anything, { options })],
    {
      current: only
        ? {
          ...table,
          relation: rawSql(
            `(select * from ${table.relation.text} where ${only})`,
          ),
        }
        : table,
      exact: true,
    },
  );
  const { value, details } = results[0]!;
  return level === undefined
    ? value
    : (details.levels as readonly number[])[level];
}
