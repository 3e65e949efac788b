import { type ClusterSums, designEffect } from "../math/mod.ts";
import {
  type Column,
  columnOf,
  finite,
  joinSql,
  rawSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";
import { asNumber, batches } from "./plan.ts";
import type { Clusters, ColumnProfile, Profile } from "./profile.ts";
import { quantilesOf } from "./quantiles_of.ts";

/** Entities whose rows are looked at. */
const ENTITIES = 20_000;

/** Shares of the rows at whose quantiles a number's body is asked. */
const EDGES = [1 / 6, 1 / 3, 1 / 2, 2 / 3, 5 / 6];

/**
 * A profile whose columns also say how alike the rows of one entity are, from the rows of the 20,000 entities with the smallest hash.
 *
 * `edges` is the profile whose quantiles say where a number is cut, the reference's. Edge cases: a table in which no entity has two rows stays
 * as it is; rows without an entity are left out. Errors: SchemaError when the table lacks the entity's column.
 */
export async function withClusters(
  profile: Profile,
  table: Table,
  entity: string,
  { edges = profile, columns, entities = ENTITIES }: {
    readonly edges?: Profile;
    /** Only these columns, defaults to all. */
    readonly columns?: readonly string[];
    readonly entities?: number;
  } = {},
): Promise<Profile> {
  const key = columnOf(table, entity);
  const drawn = await drawEntities(table, key, entities);
  if (!(drawn.nn > drawn.rows)) return profile;
  const asked = table.columns.filter(({ name, kind }) =>
    name !== entity && kind !== "nested" && profile.columns.has(name) &&
    (columns?.includes(name) ?? true)
  );
  const found = new Map(profile.columns);
  for (const part of batches(asked)) {
    const shares = await sharesOf(drawn, part, edges);
    for (const [k, column] of part.entries()) {
      const was = profile.columns.get(column.name)!, { present } = shares[k]!;
      const values = hasValues(was)
        ? await valueEffects(drawn, column, present)
        : new Map<string, number>();
      const clusters: Clusters = {
        entities: drawn.clusters,
        alike: drawn.nn / drawn.rows,
        missing: shares[k]!.missing,
        body: shares[k]!.body,
        values,
      };
      found.set(column.name, { ...was, clusters });
    }
  }
  return { ...profile, columns: found };
}

/** The rows of some entities, each with its entity as `e`. */
interface Drawn {
  readonly table: Table;
  readonly key: Column;
  readonly relation: Sql;
  readonly clusters: number;
  readonly rows: number;
  readonly nn: number;
}

async function drawEntities(
  table: Table,
  key: Column,
  entities: number,
): Promise<Drawn> {
  const [row] = await table.engine.rows(
    sql`select cast(count(*) as double) u, sum(n) n, sum(n * n) nn, cast(max(h) as varchar) h from (select cast(count(*) as double) n, hash(${key}) h from ${table.relation} where ${key} is not null group by ${key} order by h limit ${
      rawSql(String(entities))
    })`,
  );
  const last = rawSql(`${row!.h ?? 0}::ubigint`);
  return {
    table,
    key,
    relation:
      sql`(select * from ${table.relation} where ${key} is not null and hash(${key}) <= ${last})`,
    clusters: row!.u as number,
    rows: row!.n as number ?? 0,
    nn: row!.nn as number ?? 0,
  };
}

interface Shares {
  readonly missing: number;
  readonly body: number;
  /** Sums over the entities' rows that hold a value. */
  readonly present: Pick<ClusterSums, "clusters" | "rows" | "nn">;
}

async function sharesOf(
  { table, key, relation, clusters, rows, nn }: Drawn,
  columns: readonly Column[],
  edges: Profile,
): Promise<readonly Shares[]> {
  const inner: Sql[] = [], outer: Sql[] = [];
  const name = (text: string) => rawSql(text);
  const cuts = columns.map((column, k) => {
    const { numbers } = edges.columns.get(column.name) ?? {};
    const at = numbers?.count.length && isNumeric(column)
      ? [...new Set(quantilesOf(numbers, EDGES))]
      : [];
    const x = column.kind === "number"
      ? finite(asNumber(column))
      : column.kind === "time"
      ? asNumber(column)
      : column;
    inner.push(sql`cast(count(${x}) as double) ${name(`p${k}`)}`);
    outer.push(
      sql`sum(${name(`p${k}`)}) ${name(`s${k}`)}, sum(${
        name(`p${k} * p${k}`)
      }) ${name(`ss${k}`)}, sum(${name(`n * p${k}`)}) ${name(`sn${k}`)}`,
    );
    at.forEach((edge, i) => {
      const b = `b${k}_${i}`;
      inner.push(
        sql`cast(count(case when ${x} <= ${edge} then 1 end) as double) ${
          name(b)
        }`,
      );
      outer.push(
        sql`sum(${name(b)}) ${name(`x${k}_${i}`)}, sum(${
          name(`${b} * ${b}`)
        }) ${name(`xx${k}_${i}`)}, sum(${name(`${b} * p${k}`)}) ${
          name(`xn${k}_${i}`)
        }`,
      );
    });
    return at;
  });
  const [row] = await table.engine.rows(
    sql`select ${joinSql(outer)} from (select cast(count(*) as double) n, ${
      joinSql(inner)
    } from ${relation} group by ${key})`,
  );
  const of = (field: string) => row![field] as number ?? 0;
  return columns.map((_, k) => {
    const present = { clusters, rows: of(`s${k}`), nn: of(`ss${k}`) };
    return {
      present,
      missing: designEffect({
        clusters,
        rows,
        nn,
        marked: present.rows,
        xx: present.nn,
        xn: of(`sn${k}`),
      }),
      body: Math.max(
        1,
        ...cuts[k]!.map((_, i) =>
          designEffect({
            ...present,
            marked: of(`x${k}_${i}`),
            xx: of(`xx${k}_${i}`),
            xn: of(`xn${k}_${i}`),
          })
        ),
      ),
    };
  });
}

function isNumeric({ kind }: Column): boolean {
  return kind === "number" || kind === "time";
}

/** Single values of a number with fewer rows are not asked. */
const SPIKE_ROWS = 10;

function hasValues({ values, numbers }: ColumnProfile): boolean {
  return !!values ||
    !!numbers?.count.some((rows, i) =>
      rows >= SPIKE_ROWS && numbers.hi[i]! - numbers.lo[i]! < 1
    );
}

/** Values told one by one; rarer ones count as if all rows of an entity were alike. */
const VALUES = 100;

async function valueEffects(
  { table, key, relation }: Drawn,
  column: Column,
  present: Shares["present"],
): Promise<ReadonlyMap<string, number>> {
  const value = column.kind === "number"
    ? finite(asNumber(column))
    : column.kind === "time"
    ? asNumber(column)
    : sql`cast(${column} as varchar)`;
  const rows = await table.engine.rows(
    sql`select v, sum(x) x, sum(x * x) xx, sum(x * p) xn from (select *, sum(x) over (partition by e) p from (select e, v, cast(count(*) as double) x from (select ${key} e, ${value} v from ${relation}) where v is not null group by e, v)) group by v order by x desc, v limit ${
      rawSql(String(VALUES))
    }`,
  );
  return new Map(rows.map(({ v, x, xx, xn }) => [
    String(v),
    designEffect({
      ...present,
      marked: x as number,
      xx: xx as number,
      xn: xn as number,
    }),
  ]));
}
