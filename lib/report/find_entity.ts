import { isTable } from "../check/mod.ts";
import {
  type ColumnProfile,
  type Profile,
  withClusters,
} from "../profile/mod.ts";
import { type Column, isWhole, sql, type Table } from "../table/mod.ts";
import { type ReportRoles, ROLES } from "./roles.ts";

/** A column whose rows resemble each other, so that there is less to go by than there are rows. */
export interface FoundEntity {
  readonly name: string;
  /** Rows that say as much as one, of the column where they are most alike. */
  readonly effect: number;
}

interface Sides {
  readonly reference: Profile;
  readonly current: Profile;
}

/** Fewer values are classes; with more rows a value, or more of the rows in one, it is a class that goes on. */
const LEAST = 20, MOST_ROWS = 1000, MOST_SHARE = 0.1;

/** A column of which the current data brings fewer new values is known to the reference, and varies little. */
const NEW = 0.1;

/** A design effect is worth a word from here on, and above what chance makes of so many entities. */
const EFFECT = 1.3;

/** Entities and columns that are looked at to see how alike rows are. */
const ENTITIES = 2000, COLUMNS = 8;

/**
 * The column that looks like an entity no one named: its values repeat, the current data brings new ones, and the rows of one resemble each other.
 *
 * Categories are looked at, and whole numbers whose name ends like an id or that have a role which groups rows. Undefined where there is none.
 */
export async function findEntity(
  profiles: Sides,
  tables: {
    readonly reference: Table | Profile;
    readonly current: Table | Profile;
  },
  roles: ReportRoles,
): Promise<FoundEntity | undefined> {
  const { reference, current } = tables;
  if (!isTable(reference) || !isTable(current)) return undefined;
  const found: FoundEntity[] = [];
  for (const { column } of profiles.current.columns.values()) {
    if (!await repeats(profiles, { reference, current }, column, roles)) {
      continue;
    }
    const effect = await effectOf(
      profiles,
      { reference, current },
      column,
      roles,
    );
    if (effect) found.push({ name: column.name, effect });
  }
  return found.sort((a, b) => b.effect - a.effect)[0];
}

const NAMES =
  /(^|[_\W])(id|key|user|customer|client|account|card|device|patient|member|session|visitor|player|driver|merchant|household|subject)s?$|[a-z]I[dD]$/i;

async function repeats(
  { reference, current }: Sides,
  tables: { readonly reference: Table; readonly current: Table },
  column: Column,
  { label, prediction, item, id, group, query }: ReportRoles,
): Promise<boolean> {
  const { name } = column;
  const then = reference.columns.get(name), now = current.columns.get(name)!;
  if (!then || [label, prediction, item, id].includes(name)) return false;
  const named = name === group || name === query || NAMES.test(name);
  const able = column.kind === "category" || isWhole(column.type) && named;
  if (!able || !likely(now)) return false;
  const [row] = await tables.current.engine.rows(
    sql`select cast(count(*) as double) d, sum(n) n, max(n) most, sum(case when k is null then n end) fresh from (select cast(${column} as varchar) v, cast(count(*) as double) n from ${tables.current.relation} where ${column} is not null group by 1) left join (select distinct cast(${column} as varchar) k from ${tables.reference.relation}) on k = v`,
  );
  const distinct = row!.d as number, rows = row!.n as number ?? 0;
  return distinct >= LEAST && rows >= 2 * distinct &&
    rows <= MOST_ROWS * distinct &&
    (row!.most as number ?? 0) <= MOST_SHARE * rows &&
    (row!.fresh as number ?? 0) >= NEW * rows;
}

/** What a profile already says: of a number only where each value was counted. */
function likely({ rows, nulls, values, numbers }: ColumnProfile): boolean {
  const distinct = values?.distinct ??
    (numbers && !numbers.grid ? numbers.count.length : undefined);
  const held = rows - nulls;
  return distinct === undefined ||
    distinct >= LEAST && held >= 2 * distinct && held <= MOST_ROWS * distinct;
}

async function effectOf(
  profiles: Sides,
  tables: { readonly reference: Table; readonly current: Table },
  column: Column,
  roles: ReportRoles,
): Promise<number | undefined> {
  const taken = new Set<unknown>(
    ROLES.map((role) => roles[role]).filter((name) =>
      name !== roles.label && name !== roles.score && name !== roles.prediction
    ),
  );
  const columns = [...profiles.current.columns.values()].filter((other) =>
    other.column.name !== column.name && !taken.has(other.column.name) &&
    other.column.kind !== "nested" &&
    (other.numbers?.count.length ?? other.values?.distinct ?? 0) > 1 &&
    (other.values?.distinct ?? 2) < LEAST
  ).slice(0, COLUMNS).map((other) => other.column.name);
  const { columns: found } = await withClusters(
    profiles.current,
    tables.current,
    column.name,
    { columns, entities: ENTITIES },
  );
  const clusters = columns.flatMap((name) => found.get(name)!.clusters ?? []);
  const most = Math.max(
    1,
    ...clusters.flatMap(({ body, values }) => [body, ...values.values()]),
  );
  const chance = 3 * Math.sqrt(2 / (clusters[0]?.entities ?? Infinity));
  return most > EFFECT + chance ? most : undefined;
}
