import { SchemaError } from "../errors.ts";
import { bucketOf, rowText } from "./bucket.ts";
import { type PartName, PARTS } from "./part_name.ts";
import { type GuardOptions, guardParts, type Parts } from "./parts.ts";
import { joinSql, rawSql, type Sql, sql } from "./sql.ts";
import { cutsAt, cutsOf, type KeyedTable } from "./split_cuts.ts";
import { type Column, columnOf, type Note, type Table } from "./table.ts";

/** What decides the part of a row. */
export type SplitBy = "random" | "stratified" | "group" | "time";

/** How a table is split. */
export interface SplitOptions extends GuardOptions {
  readonly by: SplitBy;
  /** The time, the group or the class; random needs none. */
  readonly column?: string;
  /** Shares of train, validation and test in any unit; two leave validation out; defaults to 70, 15, 15. */
  readonly ratio?: readonly number[];
  /** By time only, instead of a ratio: where validation and test begin, or where test begins. */
  readonly at?: readonly string[];
  /** What names a row; defaults to all its values, so that equal rows share a part. */
  readonly id?: string;
  /** Another seed is another draw; defaults to 1. */
  readonly seed?: number | string;
}

/** How a split was made: enough to make it again from the same rows. */
export interface SplitRecipe {
  readonly by: SplitBy;
  readonly column: string | null;
  readonly id: string | null;
  /** Shares of train, validation and test, 0..1; null where `at` was given. */
  readonly ratio: readonly number[] | null;
  /** Where validation and test begin, by time only. */
  readonly at: readonly [string, string] | null;
  readonly seed: string;
}

/** A split table: its parts behind a guard, how it was made and what came out. */
export interface Split extends Parts {
  readonly recipe: SplitRecipe;
  readonly rows: Readonly<Record<PartName, number>>;
  readonly notes: readonly Note[];
}

/**
 * Splits a table into train, validation and test, the same rows every time whatever their order.
 *
 * Random: rows by the place of their hash. Group: groups likewise, so no group stands on two sides; rows without a group
 * count as groups of their own. Stratified: each class by its own, so every part holds each class's share to within a
 * row. Time: train before the first cut, test from the second on, equal times on one side. Shares are met to within what
 * equal rows, large groups and equal times allow.
 *
 * Errors: RangeError for a wrong ratio or cut and for a part that stays empty; SchemaError for a column that is missing
 * or of a kind without an order.
 *
 * @example
 * ```ts
 * import { split } from "sightglass";
 * import { read } from "sightglass/native";
 * const table = await read(Array.from({ length: 100 }, (_, id) => ({ id, label: id % 5 === 0 })));
 * const parts = await split(table, { by: "stratified", column: "label", ratio: [80, 10, 10] });
 * const train = await parts.open("train");
 * console.assert(train.rows === 80);
 * await parts.open("test", { reason: "final figures for the March model" });
 * console.assert((await parts.reads()).length === 2);
 * ```
 */
export async function split(
  table: Table,
  options: SplitOptions,
): Promise<Split> {
  const recipe = recipeOf(table, options);
  const cut = await cutOf(table, recipe, options.at);
  const { left, ...rows } = await countRows(table, cut);
  const empty = PARTS.find((part, i) =>
    rows[part] === 0 && recipe.ratio?.[i] !== 0 &&
    !(part === "validation" && options.at?.length === 1)
  );
  if (empty) throw new RangeError(emptyPart(table, recipe, rows, empty));
  const { rowId: _, files: __, ...head } = table;
  const conditions = conditionsOf(cut);
  const tables = Object.fromEntries(PARTS.map((part) => [part, {
    ...head,
    name: `${table.name} (${part})`,
    relation: sql`(select ${joinSql(table.columns)} from ${cut.from} where ${
      conditions[part]
    })`,
    files: [],
    rows: rows[part],
    part,
  }])) as unknown as Readonly<Record<PartName, Table>>;
  const missing = {
    code: "left_out",
    message: `${left} row${
      left === 1 ? " has" : "s have"
    } no ${recipe.column}: left out of all parts`,
  };
  return {
    ...guardParts(table.name, tables, options),
    recipe: { ...recipe, at: cut.at ?? null },
    rows,
    notes: left > 0 ? [missing] : [],
  };
}

function recipeOf(table: Table, options: SplitOptions): SplitRecipe {
  const { by, column, id, at, seed = 1 } = options;
  const refuse = (what: string) =>
    new RangeError(`Cannot split "${table.name}" by ${by}: ${what}`);
  if (!["random", "stratified", "group", "time"].includes(by)) {
    throw refuse("random, stratified, group or time is needed");
  }
  if (by === "random" && column !== undefined) {
    throw refuse(`column "${column}" is given, none is needed`);
  }
  if (by !== "random" && column === undefined) {
    const role = by === "stratified" ? "class" : by;
    throw refuse(`no column is given, the ${role}'s is needed`);
  }
  if (at !== undefined && by !== "time") {
    throw refuse("cuts are given, only a split by time takes them");
  }
  if (at !== undefined && options.ratio !== undefined) {
    throw refuse("a ratio and cuts are given, one of them is needed");
  }
  if (at !== undefined && at.length !== 1 && at.length !== 2) {
    throw refuse(`${at.length} cuts are given, one or two are needed`);
  }
  if (column !== undefined) columnOf(table, column);
  if (id !== undefined) columnOf(table, id);
  return {
    by,
    column: column ?? null,
    id: id ?? null,
    ratio: at === undefined
      ? sharesOf(options.ratio ?? [70, 15, 15], refuse)
      : null,
    at: null,
    seed: String(seed),
  };
}

function sharesOf(
  ratio: readonly number[],
  refuse: (what: string) => RangeError,
): readonly number[] {
  const [train, validation, test] = ratio.length === 2
    ? [ratio[0]!, 0, ratio[1]!]
    : ratio;
  const total = ratio.reduce((sum, x) => sum + x, 0);
  if (
    !(ratio.length === 2 || ratio.length === 3) ||
    ratio.some((x) => !(x >= 0)) || !Number.isFinite(total) ||
    !(train! > 0 && test! > 0)
  ) {
    throw refuse(
      `the ratio is ${ratio.join("/")}, such as 70/15/15 or 80/20 is needed`,
    );
  }
  return [train! / total, validation! / total, test! / total];
}

// Rows with a key below the first cut are train, below the second validation, above it test.
interface CutTable {
  readonly from: Sql;
  readonly key: Sql;
  readonly first: Sql;
  readonly second: Sql;
  readonly at?: readonly [string, string];
}

function conditionsOf({ key, first, second }: CutTable) {
  return {
    train: sql`${key} < ${first}`,
    validation: sql`${key} >= ${first} and ${key} < ${second}`,
    test: sql`${key} >= ${second}`,
  };
}

async function cutOf(
  table: Table,
  recipe: SplitRecipe,
  at: readonly string[] | undefined,
): Promise<CutTable> {
  const { seed, by } = recipe;
  const { dialect } = table.engine;
  const row = rowText(
    recipe.id === null ? table.columns : [columnOf(table, recipe.id)],
  );
  const column = recipe.column === null
    ? undefined
    : columnOf(table, recipe.column);
  if (by === "stratified") return stratified(table, recipe, column!, row);
  const drawn = (text: Sql) => bucketOf(text, seed, dialect);
  const key = by === "random"
    ? drawn(row)
    : by === "group"
    ? drawn(sql`coalesce('=' || cast(${column!} as varchar), ${row})`)
    : timeKey(table, column!);
  const keyed: KeyedTable = {
    table,
    key,
    type: by === "time" ? timeType(column!) : "DOUBLE",
    once: by === "group",
  };
  const [first, second] = at
    ? await cutsAt(keyed, at)
    : await cutsOf(keyed, recipe.ratio!);
  return {
    from: table.relation,
    key,
    first: first.sql,
    second: second.sql,
    ...(by === "time" ? { at: [first.text, second.text] as const } : {}),
  };
}

// Each class is cut by itself: a row's place among its class's hashes, shifted by the class's own draw so that what
// is left over by rounding does not always fall on the same side.
function stratified(
  table: Table,
  { seed, ratio }: SplitRecipe,
  column: Column,
  row: Sql,
): CutTable {
  const { dialect } = table.engine;
  const text = rowText([column]);
  const key = rawSql('"sightglass place"');
  const from = sql`(select *, (rank() over (partition by ${text} order by ${
    bucketOf(row, seed, dialect)
  }) - ${
    bucketOf(text, `${seed}/class`, dialect)
  }) / count(*) over (partition by ${text}) ${key} from ${table.relation})`;
  const first = ratio![0]!, second = first + ratio![1]!;
  return { from, key, first: sql`${first}`, second: sql`${second}` };
}

// A date is compared as the instant it begins, so that a cut within a day means what it says.
function timeType({ type }: Column): string {
  return /^DATE$/i.test(type) ? "TIMESTAMP" : type;
}

function timeKey(table: Table, column: Column): Sql {
  if (column.kind === "time") {
    return sql`cast(${column} as ${rawSql(timeType(column))})`;
  }
  if (column.kind === "number") {
    return /^(FLOAT|DOUBLE|REAL)/i.test(column.type)
      ? sql`(case when not isnan(${column}) then ${column} end)`
      : column;
  }
  throw new SchemaError(
    column.name,
    `Cannot split "${table.name}" by time: column ${
      JSON.stringify(column.name)
    } is ${column.type}, a time or a number is needed`,
  );
}

async function countRows(
  table: Table,
  cut: CutTable,
): Promise<Record<PartName | "left", number>> {
  const conditions = conditionsOf(cut);
  const counts = [
    ...PARTS.map((part) =>
      sql`count(case when ${conditions[part]} then 1 end) ${rawSql(part)}`
    ),
    sql`count(case when ${cut.key} is null then 1 end) ${rawSql("missing")}`,
  ];
  const [found] = await table.engine.rows(
    sql`select ${joinSql(counts)} from ${cut.from}`,
  );
  const { train, validation, test, missing } = found!;
  return {
    train: Number(train),
    validation: Number(validation),
    test: Number(test),
    left: Number(missing),
  };
}

function emptyPart(
  table: Table,
  { by, column }: SplitRecipe,
  rows: Readonly<Record<PartName, number>>,
  part: PartName,
): string {
  const counts = PARTS.map((name) => `${rows[name]} ${name}`).join(", ");
  const needed = by === "time"
    ? `other cuts, or more distinct values of "${column}" are`
    : by === "group"
    ? "more groups, or another seed is"
    : "more rows are";
  return `Cannot split "${table.name}" by ${by}: the ${part} part is empty (rows: ${counts}), ${needed} needed`;
}
