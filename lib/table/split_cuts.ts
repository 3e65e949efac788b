import { rawSql, type Sql, sql } from "./sql.ts";
import type { Table } from "./table.ts";

/** A table with the expression that decides the part of a row. */
export interface KeyedTable {
  readonly table: Table;
  readonly key: Sql;
  /** The expression's type. */
  readonly type: string;
  /** Count each distinct key once: groups instead of rows. */
  readonly once: boolean;
}

/** Where a part begins. */
export interface Cut {
  readonly text: string;
  readonly sql: Sql;
}

/** The keys where validation and test begin, so that the shares of rows are met as nearly as equal keys allow. */
export async function cutsOf(
  { table, key, type, once }: KeyedTable,
  [train, validation]: readonly number[],
): Promise<readonly [Cut, Cut]> {
  const keys = once
    ? sql`(select distinct ${key} t from ${table.relation})`
    : sql`(select ${key} t from ${table.relation})`;
  const begin = (share: number) =>
    sql`cast(min(case when k > ${share} * n + 0.5e0 - 1e-9 then t end) as varchar)`;
  const [found] = await table.engine.rows(
    sql`select ${begin(train!)} a, ${
      begin(train! + validation!)
    } b, cast(max(t) as varchar) z from (select t, row_number() over (order by t) k, count(*) over () n from ${keys} where t is not null)`,
  );
  if (found!.z === null) {
    throw new RangeError(
      `Cannot split "${table.name}": no row has a value to split by`,
    );
  }
  const last = String(found!.z);
  return [
    cutOf(String(found!.a ?? last), type),
    cutOf(String(found!.b ?? last), type),
  ];
}

/**
 * Cuts that the user named; one names where test begins, with no validation before it.
 *
 * Errors: RangeError for a text that is none of the key's type and for cuts in the wrong order.
 */
export async function cutsAt(
  { table, type }: KeyedTable,
  at: readonly string[],
): Promise<readonly [Cut, Cut]> {
  const texts = at.map((text) => whole(text, type));
  const first = texts[0]!, second = texts.at(-1)!;
  const cast = (text: string) => sql`try_cast(${text} as ${rawSql(type)})`;
  const [found] = await table.engine.rows(
    sql`select ${cast(first)} is null a, ${cast(second)} is null b, ${
      cast(first)
    } > ${cast(second)} wrong`,
  );
  const bad = found!.a ? at[0] : found!.b ? at.at(-1) : undefined;
  if (bad !== undefined) {
    throw new RangeError(
      `Cannot split "${table.name}" at "${bad}": it is no ${type}`,
    );
  }
  if (found!.wrong) {
    throw new RangeError(
      `Cannot split "${table.name}" at "${at[0]}" and "${
        at[1]
      }": validation begins after test, ascending cuts are needed`,
    );
  }
  return [cutOf(first, type), cutOf(second, type)];
}

function cutOf(text: string, type: string): Cut {
  return { text, sql: sql`cast(${text} as ${rawSql(type)})` };
}

// "2026-11" is the month's first instant, as people say it.
function whole(text: string, type: string): string {
  if (!/^(TIMESTAMP|DATE)/i.test(type)) return text;
  if (/^\d{4}$/.test(text)) return `${text}-01-01`;
  return /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text;
}
