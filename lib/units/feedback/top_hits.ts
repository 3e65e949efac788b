import {
  numberList,
  optionColumn,
  type Positive,
  positive,
  type Row,
} from "../../check/mod.ts";
import {
  type ClusteredShare,
  clusteredShare,
  type ClusterSums,
} from "../../math/mod.ts";
import { asNumber } from "../../profile/mod.ts";
import { type Column, rawSql, type Sql, sql } from "../../table/mod.ts";

/** What units of excess concentration are told. */
export interface TopOptions extends Positive {
  /** Share of the items that counts as the top, at least one item; defaults to 0.01. */
  readonly top: number;
  /** Items of the catalogue; null counts those seen; defaults to null. */
  readonly items: number | null;
  /** Name of a column that says which explored rows were chosen: only those count, as what people want; defaults to null. */
  readonly click: string | null;
  /** An excess, or a rise of it, up to which nothing is said; defaults to 0.02. */
  readonly least: number;
}

export const topDefaults: TopOptions = {
  positive: null,
  top: 0.01,
  items: null,
  click: null,
  least: 0.02,
};

/** Says what is wrong with the options. Errors: RangeError. */
export function validateTop(
  id: string,
  { top, items, least }: TopOptions,
): void {
  const wrong = (name: string, found: unknown, needed: string) =>
    new RangeError(
      `Cannot use "${name}" of "${id}": it is ${found}, ${needed}`,
    );
  if (!(top > 0 && top < 1)) {
    throw wrong("top", top, "a share above 0 and below 1 is needed");
  }
  if (items !== null && !(Number.isInteger(items) && items >= 1)) {
    throw wrong("items", items, "a whole number from 1 or null is needed");
  }
  if (!(least >= 0 && least < 1)) {
    throw wrong("least", least, "a share from 0 to below 1 is needed");
  }
}

interface TopColumns {
  readonly item: Column;
  readonly explored: Column;
  readonly entity: Column;
}

/**
 * What users were shown of the top items, by period, for what the model chose and for what was explored.
 *
 * The top items of a period are those the model showed most to the other half of the users, so that being picked for a large count does not count as
 * an excess. A row a period and side: users, rows and hits with their squares by user.
 */
export function topHits(
  current: Sql,
  columns: readonly Column[],
  { item, explored, entity }: TopColumns,
  { top, items, click, ...named }: TopOptions,
  period: Sql = sql`0e0`,
): Sql {
  const chosen = click === null ? sql`1` : positive(
    optionColumn(columns, "click", click),
    { positive: null },
  );
  return sql`(with shown as (select i, u, e, p from (select ${item} i, ${entity} u, ${
    positive(explored, named)
  } e, ${period} p, ${chosen} c from ${current}) where i is not null and u is not null and e is not null and p is not null and (e = 0 or c = 1)),
    users as (select u, row_number() over (order by hash(u), u) % 2 half from (select distinct u from shown)),
    sided as (select shown.*, half from shown join users using (u)),
    ranked as (select p, half, i, row_number() over (partition by p, half order by count(*) desc, i) place from sided where e = 0 group by p, half, i),
    tops as (select p, half, i from ranked where place <= greatest(1, round(${top} * ${
    items === null ? sql`(select count(distinct i) from shown)` : sql`${items}`
  }))),
    hits as (select sided.p, e, u, cast(count(*) as double) n, cast(count(tops.i) as double) x from sided left join tops on sided.p = tops.p and sided.half <> tops.half and sided.i = tops.i group by sided.p, e, u),
    counts as (select row_number() over (order by count(*) desc, i) k, sum(count(*)) over (order by count(*) desc, i) upto, sum(count(*)) over () total, count(*) over () seen from shown where e = 0 group by i)
    select p, e, cast(count(*) as double) users, sum(n) n, sum(x) x, sum(n * n) nn, sum(x * n) xn, sum(x * x) xx,
      (select cast(count(distinct i) as double) from shown) items, (select cast(max(n) as double) from (select p, half, count(*) n from tops group by p, half)) top_items,
      (select cast(min(k) as double) from counts where 2 * upto >= total) half_items, (select cast(min(k) as double) from counts where upto >= 0.9 * total) most_items
    from hits group by p, e)`;
}

/** Time as whole periods of some days from the first row on. */
export function periodOf(time: Column, days: number, current: Sql): Sql {
  const t = asNumber(time);
  return sql`floor((${t} - (select min(${t}) from ${current})) / ${
    days * 86_400
  })`;
}

/** The relation of `topHits` as lists, and its facts. */
export function topQuery() {
  const list = (name: string) => numberList(rawSql(name), rawSql("p, e"));
  return {
    periods: list("p"),
    explored: list("e"),
    users: list("users"),
    rows: list("n"),
    hits: list("x"),
    rows2: list("nn"),
    rowsHits: list("xn"),
    hits2: list("xx"),
    items: sql`max(items)`,
    topItems: sql`max(top_items)`,
    halfItems: sql`max(half_items)`,
    mostItems: sql`max(most_items)`,
  };
}

export type TopLists = Row<ReturnType<typeof topQuery>>;

/** Both sides of a period. */
export interface TopPeriod {
  readonly period: number;
  readonly model: ClusterSums & ClusteredShare;
  readonly explored: ClusterSums & ClusteredShare;
}

/** The periods in which something was shown on both sides, in order. */
export function topPeriods(lists: TopLists): readonly TopPeriod[] {
  const sums = (i: number): ClusterSums => ({
    clusters: lists.users[i]!,
    rows: lists.rows[i]!,
    marked: lists.hits[i]!,
    nn: lists.rows2[i]!,
    xn: lists.rowsHits[i]!,
    xx: lists.hits2[i]!,
  });
  const side = (period: number, explored: number) => {
    const i = lists.periods.findIndex((p, i) =>
      p === period && lists.explored[i] === explored
    );
    return i < 0 ? undefined : { ...sums(i), ...clusteredShare(sums(i)) };
  };
  return [...new Set(lists.periods)].flatMap((period) => {
    const model = side(period, 0), explored = side(period, 1);
    return model && explored ? [{ period, model, explored }] : [];
  });
}
