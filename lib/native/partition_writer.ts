import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rawSql, type Sql, sql } from "../table/mod.ts";
import type { PartitionWriter, WrittenFile } from "../lake/mod.ts";
import type { DuckDb } from "./duckdb.ts";

/** The folder of files that are not published yet, within a lake; whatever lies there at the start is left over. */
export const temporaryFolder = "tmp";

/**
 * Writes events as Parquet (zstd) with DuckDB, sorted by time and id; the engine must have one thread to repeat the bytes.
 *
 * Predictions, outcomes and exposures have the columns of their types in `lib/scoring`; `ts` and `arrival` become timestamps.
 * Every prediction also gives its exposures: one flat row a shown item, with the features and the context as columns.
 * Other kinds get the columns that their fields suggest.
 */
export function partitionWriter(root: string, engine: DuckDb): PartitionWriter {
  const folder = join(root, temporaryFolder);
  return {
    async write(payloads) {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      const lines = join(folder, "segment.ndjson");
      await writeFile(lines, ndjson(payloads));
      const written: WrittenFile[] = [];
      for (const group of await groupsOf(engine, lines)) {
        const source = { root, engine, lines, group };
        written.push(
          ...await writeDays(source, group.kind, await kindSql(source)),
        );
        if (group.kind === "prediction") {
          written.push(
            ...await writeDays(source, "exposure", await exposureSql(source)),
          );
        }
      }
      await rm(lines);
      return written;
    },
  };
}

interface Group {
  readonly system: string;
  readonly kind: string;
}

interface Source {
  readonly root: string;
  readonly engine: DuckDb;
  readonly lines: string;
  readonly group: Group;
}

async function groupsOf(engine: DuckDb, lines: string): Promise<Group[]> {
  const rows = await engine.rows(
    sql`select distinct json->>'$.system' as system, json->>'$.kind' as kind from ${
      texts(lines)
    } order by all`,
  );
  return rows.map(({ system, kind }) => ({
    system: String(system),
    kind: String(kind),
  }));
}

async function writeDays(
  { root, engine, group: { system } }: Source,
  kind: string,
  rows: Sql,
): Promise<WrittenFile[]> {
  await engine.run(sql`create or replace temp table sealed as ${rows}`);
  const days = await engine.rows(
    sql`select strftime(ts, '%Y-%m-%d') as day, count(*)::int as n, epoch_ms(min(ts)) as low, epoch_ms(max(ts)) as high
      from sealed group by day order by day`,
  );
  const written: WrittenFile[] = [];
  for (const row of days) {
    const day = String(row.day),
      temporary = `${temporaryFolder}/${system}.${kind}.${day}.parquet`;
    const order = kind === "exposure"
      ? rawSql("ts, request_id, position")
      : rawSql("ts, event_id");
    await engine.run(
      sql`copy (select * from sealed where strftime(ts, '%Y-%m-%d') = ${day} order by ${order})
        to ${join(root, temporary)} (format parquet, compression zstd)`,
    );
    written.push({
      system,
      kind,
      day,
      temporary,
      rows: Number(row.n),
      minTs: Number(row.low),
      maxTs: Number(row.high),
    });
  }
  await engine.run(sql`drop table sealed`);
  return written;
}

async function kindSql({ engine, lines, group }: Source): Promise<Sql> {
  const structure = structures[group.kind];
  if (structure !== undefined) {
    const arrival = group.kind === "outcome"
      ? rawSql(", make_timestamp_ms(arrival) as arrival")
      : rawSql("");
    return sql`select * replace (make_timestamp_ms(ts) as ts${arrival}) from ${
      events(lines, structure, group)
    }`;
  }
  // Nothing says what other kinds hold, so DuckDB looks at all of their lines, and at no others.
  const found = await engine.rows(
    sql`select json::varchar as text from ${texts(lines)}
      where (json->>'$.system') = ${group.system} and (json->>'$.kind') = ${group.kind}`,
  );
  const only = `${lines}.${group.kind}`;
  await writeFile(only, found.map(({ text }) => `${text}\n`).join(""));
  return sql`select * replace (make_timestamp_ms(ts::bigint) as ts)
    from read_json(${only}, format = 'newline_delimited', sample_size = -1, convert_strings_to_integers = false)`;
}

async function exposureSql({ engine, lines, group }: Source): Promise<Sql> {
  const from = events(lines, structures.prediction!, group);
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
  return sql`select request_id, make_timestamp_ms(ts) as ts, system, entity, i.item as item, i.position as position, model,
      i.score as score, i.propensity as propensity, i.explored as explored, i.source as source, fallback
      ${rawSql(columns.map((column) => `, ${column}`).join(""))}
    from (select * exclude (items), unnest(items) as i from ${from})`;
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

const head = {
  event_id: "VARCHAR",
  ts: "BIGINT",
  system: "VARCHAR",
  kind: "VARCHAR",
  request_id: "VARCHAR",
  entity: "VARCHAR",
};

// What json_transform makes of an event; a value of another type becomes null, so one bad event spoils nothing else.
const structures: Readonly<Record<string, object>> = {
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
    arrival: "BIGINT",
    clicked: "BOOLEAN",
    watched: "BOOLEAN",
    watch_share: "DOUBLE",
    left_early: "BOOLEAN",
    saved: "BOOLEAN",
    searched: "BOOLEAN",
    rating: "INTEGER",
  },
};

function events(
  lines: string,
  structure: object,
  { system, kind }: Group,
): Sql {
  return sql`(select unnest(json_transform(json, ${
    JSON.stringify(structure)
  })) from ${texts(lines)}
    where (json->>'$.system') = ${system} and (json->>'$.kind') = ${kind})`;
}

function texts(lines: string): Sql {
  return sql`read_ndjson_objects(${lines}, maximum_object_size = 16777216)`;
}

function ndjson(payloads: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(
    payloads.reduce((sum, { length }) => sum + length + 1, 0),
  );
  let at = 0;
  for (const payload of payloads) {
    bytes.set(payload, at);
    at += payload.length;
    bytes[at++] = 10;
  }
  return bytes;
}
