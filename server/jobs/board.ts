import {
  type Column,
  column,
  type Engine,
  identifier,
  joinSql,
  type Sql,
  sql,
} from "../../lib/mod.ts";
import { addSlice, sliceTable } from "./board_slices.ts";

/** An engine that can also make tables. */
export interface BoardEngine extends Engine {
  run(query: Sql): Promise<void>;
}

/** Which rows a board is made of, and which of their columns are looked at. */
export interface BoardSource {
  /** What stands behind FROM: one row a shown item. */
  readonly exposures: Sql;
  /** Days of the reference, `[from, to)`, such as "2026-01-26". */
  readonly reference: { readonly from: string; readonly to: string };
  /** What stands behind FROM: one row a title, with `id` and `released_at`. */
  readonly titles: Sql;
  /** Columns whose distribution is not looked at: ids, times, labels. */
  readonly exclude: readonly string[];
  /** Columns by whose values a change is looked at apart. */
  readonly slices: readonly string[];
}

/** Shape of the tables: raise it when a column changes, so that a stored board of another shape is made anew. */
export const boardEdition = 3;

/** Tables that `makeBoard` makes. */
export const boardTables = [
  "daily",
  "ranking_day",
  "item_day",
  "catalogue_day",
  "column_day",
  "column_share",
  "column_slice",
] as const;

/**
 * Makes the tables that dashboards read, from one row a shown item: some ten thousand rows whatever the traffic.
 *
 * `daily` and `ranking_day` by day and model, `item_day` by day and item, `catalogue_day` the titles there were, `column_day` (nulls and quantiles) and
 * `column_share` (rows by bin or value; day null is the reference) by column and day, `column_slice` how far a column moved in each slice. Bins are 24 equal ones between
 * the reference's quantiles 0.5 % and 99.5 %, and one beyond each end; values are the 14 most frequent and the rest.
 * Numbers with at most a dozen values are shown value by value.
 */
export async function makeBoard(
  engine: BoardEngine,
  source: BoardSource,
  progress: (share: number) => void = () => {},
): Promise<void> {
  await engine.run(
    sql`create or replace temp table exposure as select *, cast(ts as date) as day from ${source.exposures}`,
  );
  const columns = await columnsOf(engine, source);
  const tables = [dailySql, rankingSql, itemSql, catalogueSql(source)];
  for (const query of [...tables, ...emptySql]) {
    await engine.run(query);
    progress(0.1);
  }
  const { from, to } = source.reference;
  const inReference =
    sql`day >= cast(${from} as date) and day < cast(${to} as date)`;
  const spread = await spreadOf(engine, columns);
  for (const [done, each] of columns.entries()) {
    const add = spread.has(each.name) ? addNumber : addValues;
    for (const query of add(each, inReference)) await engine.run(query);
    for (const slice of source.slices) {
      if (slice === each.name) continue;
      await engine.run(
        addSlice(each.name, slice, spread.has(each.name), inReference),
      );
    }
    progress(0.3 + 0.7 * (done + 1) / columns.length);
  }
  await engine.run(sql`drop table exposure`);
}

async function columnsOf(
  engine: Engine,
  { exclude }: BoardSource,
): Promise<readonly Column[]> {
  const rows = await engine.rows(sql`describe exposure`);
  return rows
    .map((row) => column(String(row.column_name), String(row.column_type)))
    .filter(({ name, kind }) =>
      name !== "day" && !exclude.includes(name) &&
      (kind === "number" || kind === "category" || kind === "boolean")
    );
}

/** Numbers with more than a dozen values have bins; the others are shown value by value. */
async function spreadOf(
  engine: Engine,
  columns: readonly Column[],
): Promise<ReadonlySet<string>> {
  const numbers = columns.filter(({ kind }) => kind === "number");
  if (numbers.length === 0) return new Set();
  const counts = numbers.map((each, i) =>
    sql`count(distinct ${each}) as ${identifier(`c${i}`)}`
  );
  const [row] = await engine.rows(
    sql`select ${joinSql(counts)} from (select * from exposure limit 100000)`,
  );
  return new Set(
    numbers.filter((_, i) => Number(row?.[`c${i}`]) > 12).map(({ name }) =>
      name
    ),
  );
}

const dailySql = sql`create or replace table daily as
  select day, model, fallback, count(distinct request_id)::double as requests, count(*)::double as exposures,
    count(clicked)::double as judged, count(*) filter (clicked)::double as clicks,
    count(*) filter (watched)::double as watches, count(*) filter (explored)::double as explored,
    count(clicked) filter (explored)::double as explored_judged,
    count(*) filter (explored and clicked)::double as explored_clicks
  from exposure group by all order by all`;

// NDCG@20 of a slate's clicks in the order of the model's scores; slates without a click have none. The clicks of one
// request are not independent, so sums of squares by request are kept for the intervals.
const rankingSql = sql`create or replace table ranking_day as
  with ranked as (
    select day, model, request_id, clicked,
      row_number() over (partition by request_id order by score desc, position) as place,
      row_number() over (partition by request_id order by clicked desc) as best
    from exposure where fallback is null and clicked is not null),
  request as (
    select day, model, request_id, count(*) as shown, count(*) filter (clicked) as clicks,
      sum(case when clicked and place <= 20 then 1 / log2(1 + place) end) /
        sum(case when clicked and best <= 20 then 1 / log2(1 + best) end) as ndcg
    from ranked group by all)
  select day, model, count(*)::double as requests, sum(shown)::double as exposures, sum(clicks)::double as clicks,
    sum(clicks * clicks)::double as clicks_squared, sum(clicks * shown)::double as clicks_shown,
    sum(shown * shown)::double as shown_squared, count(ndcg)::double as ranked, sum(ndcg) as ndcg,
    sum(ndcg * ndcg) as ndcg_squared
  from request group by all order by all`;

const itemSql = sql`create or replace table item_day as
  select day, item::integer as item, any_value(genre) as genre, count(*)::double as exposures,
    count(*) filter (clicked)::double as clicks, count(*) filter (is_new = 1)::double as new_exposures
  from exposure group by day, item order by day, item`;

const catalogueSql = ({ titles }: BoardSource) =>
  sql`create or replace table catalogue_day as
  select day, (select count(*)::double from ${titles} where released_at < day + interval 1 day) as titles
  from (select distinct day from exposure) order by day`;

const emptySql = [
  sql`create or replace table column_day (column_name varchar, kind varchar, day date, n double, nulls double,
    q05 double, q25 double, q50 double, q75 double, q95 double)`,
  sql`create or replace table column_share (column_name varchar, kind varchar, day date, bin integer, label varchar,
    low double, high double, n double)`,
  sliceTable,
];

function addNumber({ name }: Column, inReference: Sql): readonly Sql[] {
  const x = sql`(case when isfinite(${identifier(name)}::double) then ${
    identifier(name)
  }::double end)`;
  return [
    sql`insert into column_day
      select ${name}, 'number', day, n, n - present, q[1], q[2], q[3], q[4], q[5]
      from (select day, count(*)::double as n, count(x) as present, quantile_cont(x, [0.05, 0.25, 0.5, 0.75, 0.95]) as q
        from (select day, ${x} as x from exposure) group by day) order by day`,
    sql`insert into column_share
      with edge as (
        select q[1] as a, case when q[2] > q[1] then q[2] else q[1] + 1 end as b
        from (select quantile_cont(x, [0.005, 0.995]) as q from (select ${x} as x from exposure where ${inReference}))),
      cell as (
        select day, ${inReference} as ref, least(greatest(floor((x - a) / (b - a) * 24), -1), 24)::integer as bin
        from (select day, ${x} as x from exposure), edge where x is not null),
      counted as (
        select day, bin, count(*)::double as n from cell group by all
        union all select null, bin, count(*)::double from cell where ref group by bin)
      select ${name}, 'number', day, bin, null, a + bin * (b - a) / 24, a + (bin + 1) * (b - a) / 24, n
      from counted, edge order by day, bin`,
  ];
}

function addValues({ name }: Column, inReference: Sql): readonly Sql[] {
  const value = identifier(name);
  return [
    sql`insert into column_day
      select ${name}, 'category', day, count(*)::double, (count(*) - count(${value}))::double, null, null, null, null, null
      from exposure group by day order by day`,
    sql`insert into column_share
      with raw as (select day, ${value} as v, count(*)::double as n from exposure where ${value} is not null group by all),
      counted as (select day, ${inReference} as ref, regexp_replace(v::varchar, '\\.0$', '') as x, n from raw),
      top as (
        select x, row_number() over (order by sum(n) desc, x) - 1 as bin from counted group by x
        qualify bin < 14),
      named as (
        select day, ref, coalesce(bin, 14)::integer as bin, top.x as label, n from counted left join top using (x)),
      summed as (
        select day, bin, label, sum(n) as n from named group by all
        union all select null, bin, label, sum(n) from named where ref group by all)
      select ${name}, 'category', day, bin, left(coalesce(label, 'other'), 60), null, null, n from summed order by day, bin`,
  ];
}
