import {
  bucketOf,
  columnOf,
  identifier,
  joinSql,
  rawSql,
  rowText,
  type Sql,
  sql,
  type Table,
} from "../../table/mod.ts";

/** How classes are evened out. */
export interface ResampleOptions {
  /** Rows of the rarest class for one of the largest, 0..1; defaults to 1, all alike. */
  readonly balance?: number;
  /** Another seed is another draw; defaults to 1. */
  readonly seed?: number | string;
}

/** A table whose classes were evened out, and what scores learnt from it must be corrected by. */
export interface Resampled {
  readonly table: Table;
  /** Rows by class before and after. */
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
}

/**
 * Takes fewer rows of the frequent classes: each keeps at most the rarest class's rows / `balance`, the same ones every
 * time.
 *
 * Only for the part a model learns from: take it after the split. Scores learnt from it are too high for the rare class
 * until `correctPrior` has undone it, with the shares before and after. Rows without a label are left out.
 * Errors: RangeError for a balance out of range, a label of one class, and a validation or test part; SchemaError for a
 * missing column.
 */
export async function underSample(
  table: Table,
  label: string,
  options: ResampleOptions = {},
): Promise<Resampled> {
  const { counts, balance, key } = await prepare(table, label, options);
  const most = Math.floor(Math.min(...counts.values()) / balance);
  return resampled(
    table,
    label,
    counts,
    (n) => Math.min(n, most),
    (ranked) =>
      sql`select ${names(table)} from ${ranked} where "(place)" <= ${
        rawSql(String(most))
      }`,
    key,
  );
}

/**
 * Repeats rows of the rare classes: each comes up to the largest class's rows x `balance`, the rows that are repeated once
 * more being the same ones every time.
 *
 * Only after the split, or copies of a row stand in two parts. Rows without a label are left out; the scores want
 * `correctPrior`. Errors: as `underSample`.
 */
export async function overSample(
  table: Table,
  label: string,
  options: ResampleOptions = {},
): Promise<Resampled> {
  const { counts, balance, key } = await prepare(table, label, options);
  const least = Math.floor(Math.max(...counts.values()) * balance);
  const wanted = (n: number) => Math.max(n, least);
  return resampled(
    table,
    label,
    counts,
    wanted,
    (ranked) =>
      sql`select ${
        names(table)
      } from (select *, unnest(range(cast(case when "(n)" >= ${least} then 1 else floor(${least} / "(n)") + case when "(place)" <= ${least} - "(n)" * floor(${least} / "(n)") then 1 else 0 end end as bigint))) "(copy)" from ${ranked})`,
    key,
  );
}

interface Prepared {
  readonly counts: ReadonlyMap<string, number>;
  readonly balance: number;
  readonly key: Sql;
}

async function prepare(
  table: Table,
  label: string,
  { balance = 1, seed = 1 }: ResampleOptions,
): Promise<Prepared> {
  if (!(balance > 0 && balance <= 1)) {
    throw new RangeError(
      `Cannot even out "${label}": balance is ${balance}, a share above 0 and at most 1 is needed`,
    );
  }
  if (table.part === "test" || table.part === "validation") {
    throw new RangeError(
      `Cannot even out "${table.name}": it is the ${table.part} part, which must stay as the world is; the train part is needed`,
    );
  }
  const column = columnOf(table, label);
  const found = await table.engine.rows(
    sql`select cast(${column} as varchar) c, cast(count(*) as double) n from ${table.relation} where ${column} is not null group by 1 order by 1`,
  );
  if (found.length < 2) {
    throw new RangeError(
      `Cannot even out "${label}" of "${table.name}": it has ${found.length} classes, at least 2 are needed`,
    );
  }
  return {
    counts: new Map(found.map(({ c, n }) => [c as string, n as number])),
    balance,
    key: bucketOf(
      table.rowId
        ? sql`cast(${table.rowId} as varchar)`
        : rowText(table.columns),
      String(seed),
      table.engine.dialect,
    ),
  };
}

function names(table: Table): Sql {
  return joinSql(table.columns.map(({ name }) => identifier(name)));
}

function resampled(
  table: Table,
  label: string,
  counts: ReadonlyMap<string, number>,
  wanted: (n: number) => number,
  pick: (ranked: Sql) => Sql,
  key: Sql,
): Resampled {
  const column = identifier(label);
  const ranked =
    sql`(select *, row_number() over (partition by ${column} order by ${key}, ${
      joinSql(table.columns.filter(({ kind }) => kind !== "nested"))
    }) "(place)", count(*) over (partition by ${column}) "(n)" from ${table.relation} where ${column} is not null)`;
  const after = new Map([...counts].map(([c, n]) => [c, wanted(n)]));
  const { rowId: _rowId, ...rest } = table;
  return {
    table: {
      ...rest,
      relation: sql`(${pick(ranked)})`,
      rows: [...after.values()].reduce((sum, n) => sum + n, 0),
    },
    before: Object.fromEntries(counts),
    after: Object.fromEntries(after),
  };
}
