import { rawSql, type Sql, sql } from "../table/mod.ts";
import type { DuckDb } from "./duckdb.ts";

/** What json_transform makes of an event of the scoring pipeline. */
export type SlateLayout = Readonly<Record<string, unknown>>;

const head = {
  event_id: "VARCHAR",
  ts: "DOUBLE",
  arrival: "BIGINT",
  system: "VARCHAR",
  kind: "VARCHAR",
  request_id: "VARCHAR",
  entity: "VARCHAR",
};

/** The columns of the scoring pipeline's own events; a value of another type becomes null, so one bad event spoils nothing else. */
export const slateLayouts: Readonly<Record<string, SlateLayout>> = {
  prediction: {
    ...head,
    model: "VARCHAR",
    fallback: "VARCHAR",
    fault: "VARCHAR",
    candidates: { count: "INTEGER", ids: ["BIGINT"] },
    items: [{
      item: "BIGINT",
      position: "INTEGER",
      score: "DOUBLE",
      propensity: "DOUBLE",
      explored: "BOOLEAN",
      source: "VARCHAR",
      features: "MAP(VARCHAR, DOUBLE)",
    }],
    stages: [{ name: "VARCHAR", ms: "DOUBLE" }],
    context: "JSON",
  },
  outcome: {
    ...head,
    item: "BIGINT",
    clicked: "BOOLEAN",
    watched: "BOOLEAN",
    watch_share: "DOUBLE",
    left_early: "BOOLEAN",
    saved: "BOOLEAN",
    searched: "BOOLEAN",
    rating: "INTEGER",
  },
};

/** The rows of events of the scoring pipeline. */
export function slateSql(lines: string, layout: SlateLayout): Sql {
  return sql`select * replace (make_timestamp(round(ts * 1000)::bigint) as ts, make_timestamp_ms(arrival) as arrival)
    from (select unnest(json_transform(json, ${
    JSON.stringify(layout)
  })) from read_ndjson_objects(${lines}, maximum_object_size = 33554432))`;
}

/** The exposures of predictions: one flat row a shown item, with the features and the context as columns; and how many. */
export async function exposureSql(
  engine: DuckDb,
  lines: string,
  layout: SlateLayout,
): Promise<{ readonly sql: Sql; readonly rows: number }> {
  const from = sql`(${slateSql(lines, layout)})`;
  const names = await engine.rows(
    sql`select distinct 'f' as part, unnest(map_keys(i.features)) as name, null as kind
      from (select unnest(items) as i from ${from})
      union all select 'c', name, max(json_type(context, '$."' || name || '"')) as kind
      from (select context, unnest(json_keys(context)) as name from ${from}) group by name order by all`,
  );
  const taken = new Set([...exposureColumns, "ts", "system"]);
  const columns = names.flatMap(({ part, name: text, kind }) => {
    const name = String(text), quoted = `"${name.replaceAll('"', '""')}"`;
    if (taken.has(name)) return [];
    taken.add(name);
    const key = `'${name.replaceAll("'", "''")}'`;
    if (part === "f") return [`i.features[${key}]::float as ${quoted}`];
    const value = `context->>('$."' || ${key} || '"')`;
    return [
      `try_cast(${value} as ${
        contextTypes[String(kind)] ?? "varchar"
      }) as ${quoted}`,
    ];
  });
  const [count] = await engine.rows(
    sql`select coalesce(sum(len(items)), 0)::double as n from ${from}`,
  );
  const flat =
    sql`select request_id, ts, system, entity, i.item as item, i.position as position, model,
      i.score as score, i.propensity as propensity, i.explored as explored, i.source as source, fallback
      ${rawSql(columns.map((column) => `, ${column}`).join(""))}
    from (select * exclude (items), unnest(items) as i from ${from})`;
  return { sql: flat, rows: Number(count?.n) };
}

const exposureColumns = [
  "request_id",
  "entity",
  "item",
  "position",
  "model",
  "score",
  "propensity",
  "explored",
  "source",
  "fallback",
];

// json_type's names; a key of several types in one segment takes the last by name, and what does not fit becomes null only
// when it is no text: VARCHAR is the last.
const contextTypes: Readonly<Record<string, string>> = {
  BIGINT: "bigint",
  UBIGINT: "bigint",
  DOUBLE: "double",
  BOOLEAN: "boolean",
};
