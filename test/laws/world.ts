import fc from "fast-check";
import type { Detector, Measure } from "../../lib/check/mod.ts";
import { random } from "../../lib/math/mod.ts";
import type { Table } from "../../lib/table/mod.ts";
import { type Literal, tableOf } from "../units/ask.ts";

/** A unit that a check can ask. */
export type Asked = Measure | Detector;
/** A row of the laws' world. */
export type Row = Record<string, Literal>;

/** Roles of units that would have nothing to say of the usual columns. */
const ROLES: Readonly<
  Record<string, Readonly<Record<string, string | readonly string[]>>>
> = {
  ...Object.fromEntries(
    [
      "mae",
      "mse",
      "rmse",
      "mape",
      "r2",
      "mean_error",
      "median_absolute_error",
      "quantile_loss",
    ].map((
      name,
    ) => [`metrics/${name}`, { prediction: "near", label: "y" }]),
  ),
  ...Object.fromEntries(
    [
      "ndcg",
      "mrr",
      "hit_rate",
      "bpref",
      "precision_at_k",
      "recall_at_k",
      "f1_at_k",
      "mean_average_precision",
      "interpolated_precision",
      "r_precision",
    ]
      .map((
        name,
      ) => [`metrics/${name}`, {
        query: "key",
        score: "score",
        label: "grade",
      }]),
  ),
  "estimation/dle": { features: ["x", "c"], prediction: "near", label: "y" },
  "estimation/cbpe_multiclass": {
    columns: ["p_a", "p_b", "p_c"],
    prediction: "said",
    label: "sort",
  },
  ...Object.fromEntries(
    ["missing_category_share", "text_drift", "fisher", "proportion_z"].map((
      name,
    ) => [`drift/${name}`, {
      column: name.includes("_c") || name.includes("text") ? "c" : "b",
    }]),
  ),
  "drift/embedding_drift": { features: ["p_a", "p_b"] },
  "validation/unseen_category": { column: "c" },
  "validation/set_membership": { column: "c" },
  "validation/distinct_values": { column: "c" },
  "validation/hidden_nulls": { column: "c" },
  "validation/combination": { columns: ["c", "d"] },
  "validation/association": { column: "c", other: "d" },
  "metrics/cross_entropy": { columns: ["p_a", "p_b", "p_c"], label: "sort" },
  "metrics/top_k_accuracy": { columns: ["p_a", "p_b", "p_c"], label: "sort" },
};

/** What units are told that cannot ask anything by their defaults. */
export const TOLD: Readonly<Record<string, object>> = {
  "validation/pattern": { regex: "^a" },
  "validation/type_match": { types: ["DOUBLE"] },
  "validation/sql_check": { holds: "x is null or x < 1" },
  "validation/sql_value": { query: "select count(*) from current" },
  "validation/value_bounds": { min: 0 },
  "validation/value_length": { min: 1 },
};

/** What units are told so that they have something to say. */
const ASKED: Readonly<Record<string, object>> = {
  ...Object.fromEntries(
    [
      "ndcg",
      "mrr",
      "hit_rate",
      "precision_at_k",
      "recall_at_k",
      "f1_at_k",
      "mean_average_precision",
      "novelty",
      "diversity",
      "personalisation",
      "serendipity",
      "coverage",
    ]
      .map((name) => [`metrics/${name}`, { k: 3 }]),
  ),
  "metrics/serendipity": { k: 3, obvious: 3 },
  "metrics/top_k_accuracy": { k: 1 },
  "validation/freshness": { now: "2026-06-01" },
  "validation/set_membership": { values: ["a", "b"] },
  "validation/distinct_values": { values: ["a", "e"], relation: "equal" },
  "validation/combination": { values: [["a", "u"], ["b", "v"]] },
  "validation/range": { min: -2, max: 1 },
};

/** What a unit is told in the laws. */
export function optionsOf({ id }: { readonly id: string }): object {
  return TOLD[id] ?? ASKED[id] ?? {};
}

export const TYPES = {
  x: "DOUBLE",
  y: "DOUBLE",
  z: "DOUBLE",
  c: "VARCHAR",
  d: "VARCHAR",
  b: "BOOLEAN",
  yes: "DOUBLE",
  guess: "DOUBLE",
  score: "DOUBLE",
  near: "DOUBLE",
  grade: "DOUBLE",
  p_a: "DOUBLE",
  p_b: "DOUBLE",
  p_c: "DOUBLE",
  said: "VARCHAR",
  sort: "VARCHAR",
  key: "VARCHAR",
  item: "VARCHAR",
  at: "TIMESTAMP",
  later: "TIMESTAMP",
  id: "VARCHAR",
};

/** Which column plays a role: what the unit allows there, then the role's name. */
const PLAYS: Readonly<Record<string, string | readonly string[]>> = {
  score: "score",
  label: "yes",
  prediction: "guess",
  click: "yes",
  query: "key",
  item: "item",
  version: "c",
  group: "key",
  entity: "key",
  column: "x",
  other: "y",
  explored: "b",
  fallback: "b",
  time: "at",
  arrival: "later",
  order: "z",
  tag: "d",
  exact: "x",
  approximate: "y",
  features: ["x", "y"],
  columns: ["x", "y"],
  keys: ["key"],
};

export function rolesOf(
  unit: Asked,
): Record<string, string | readonly string[]> {
  const kinds = unit.kinds as
    | Readonly<Record<string, readonly string[]>>
    | undefined;
  if (ROLES[unit.id]) return { ...ROLES[unit.id] };
  return Object.fromEntries(unit.needs.map((role) => {
    const usual = PLAYS[role] ?? "x", allowed = kinds?.[role];
    const first = typeof usual === "string" ? usual : usual[0]!;
    if (!allowed || allowed.includes(KIND[first]!)) return [role, usual];
    const name = Object.keys(KIND).find((key) => allowed.includes(KIND[key]!))!;
    return [role, typeof usual === "string" ? name : [name]];
  }));
}

const KIND: Readonly<Record<string, string>> = {
  x: "number",
  y: "number",
  z: "number",
  score: "number",
  yes: "number",
  guess: "number",
  c: "category",
  d: "category",
  key: "category",
  item: "category",
  b: "boolean",
  at: "time",
  later: "time",
};

export function world(seed: number, rows: number): Row[] {
  const draw = random(seed);
  return Array.from({ length: rows }, (_, i) => {
    const x = draw.normal(),
      yes = draw.uniform() < 1 / (1 + Math.exp(-x)) ? 1 : 0;
    const at = Date.UTC(2026, 0, 1) + i * 3_600_000;
    const y = 2 * x + draw.normal();
    const sort = draw.choice(["a", "b", "c"], [3, 2, 1]);
    const parts = ["a", "b", "c"].map((name) =>
      draw.uniform() + (name === sort ? 1 : 0)
    );
    const [a, b, c] = parts.map((part) =>
      part / parts.reduce((sum, x) => sum + x, 0)
    ) as [number, number, number];
    return {
      x,
      y,
      z: i + draw.uniform() / 2,
      c: draw.choice(["a", "b", "c", "d"], [8, 4, 2, 1]),
      d: draw.choice(["u", "v"]),
      b: draw.uniform() < 0.3,
      yes,
      guess: draw.uniform() < 0.8 ? yes : 1 - yes,
      score: 1 / (1 + Math.exp(-x - draw.normal() / 2)),
      near: y + draw.normal(),
      grade: draw.choice([0, 1, 2], [6, 3, 1]),
      p_a: a,
      p_b: b,
      p_c: c,
      said: a >= b && a >= c ? "a" : b >= c ? "b" : "c",
      sort,
      key: `q${Math.floor(i / 6)}`,
      item: `i${draw.integer(20)}`,
      at: new Date(at),
      later: new Date(at + draw.integer(100_000) * 1000),
      id: `row ${seed} ${i}`,
    };
  });
}

export function anyRow(): fc.Arbitrary<Row> {
  const number = fc.oneof(
    fc.constantFrom<Literal>(
      null,
      0,
      1,
      -1,
      NaN,
      Infinity,
      -Infinity,
      5e-324,
      1.7e308,
      2 ** 53,
    ),
    fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
  );
  const text = fc.constantFrom<Literal>(null, "", "a", "b", "é", "'\"", "10");
  const bit = fc.constantFrom<Literal>(null, 0, 1),
    time = fc.constantFrom<Literal>(null, new Date(0), new Date(8.64e12));
  return fc.record({
    x: number,
    y: number,
    z: number,
    c: text,
    d: text,
    b: fc.constantFrom<Literal>(null, true, false),
    yes: bit,
    guess: bit,
    score: fc.oneof(number, fc.double({ noNaN: true, min: 0, max: 1 })),
    near: number,
    grade: number,
    p_a: number,
    p_b: number,
    p_c: number,
    said: text,
    sort: text,
    key: text,
    item: text,
    at: time,
    later: time,
    id: fc.uuid(),
  });
}

export function eachNumber(row: Row, change: (x: number) => number): Row {
  return Object.fromEntries(
    Object.entries(row).map((
      [key, x],
    ) => [key, typeof x === "number" ? change(x) : x]),
  );
}

/** A table of rows; `types` overrules the columns' usual ones. */
export function table(
  rows: readonly Row[],
  types: Readonly<Record<string, string>> = {},
): Promise<Table> {
  return tableOf(rows, { types: { ...TYPES, ...types }, rowId: "id" });
}

/** Rows with holes: some values missing, some numbers no finite ones. */
export function holed(rows: readonly Row[], seed: number): Row[] {
  const draw = random(`holes ${seed}`);
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => {
        const u = draw.uniform();
        if (u < 0.03 && !["key", "item", "id"].includes(key)) {
          return [key, null];
        }
        const odd = u > 0.99 && ["x", "y", "z", "near"].includes(key);
        return [
          key,
          odd ? [NaN, Infinity, -Infinity][draw.integer(3)]! : value,
        ];
      }),
    )
  );
}
