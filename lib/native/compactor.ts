import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  type Compactor,
  type ManifestFile,
  memberText,
  payloadText,
  quarantineKind,
  utcDay,
  type WrittenFile,
} from "../lake/mod.ts";
import { joinSql, rawSql, type Sql, sql } from "../table/mod.ts";
import type { DuckDb } from "./duckdb.ts";
import { partitionWriter, temporaryFolder } from "./partition_writer.ts";

/** Merges files of a lake with DuckDB; the engine must have one thread to repeat the bytes. */
export function compactor(root: string, engine: DuckDb): Compactor {
  const folder = join(root, temporaryFolder);
  return {
    async clear() {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
    },
    async merge(files, known, at) {
      const [first] = files, columns = await columnsOf(engine, root, files);
      const isOwn = columns.includes("event_id");
      const id = rawSql(isOwn ? "event_id" : "(request_id, position)");
      await engine.run(
        sql`create or replace temp table merged as ${
          ranked(root, files, known, columns, id)
        }`,
      );
      const [counts] = await engine.rows(
        sql`select count(*) filter (place = 1 and is_new) as kept, count(*) filter (place > 1 and is_new and same) as twice,
          count(*) filter (place > 1 and is_new and not same) as other,
          epoch_ms(min(ts) filter (place = 1 and is_new)) as low, epoch_ms(max(ts) filter (place = 1 and is_new)) as high
          from merged`,
      );
      const kept = Number(counts?.kept ?? 0);
      const quarantine = Number(counts?.other ?? 0) === 0
        ? []
        : await conflicts(root, engine, first!, at);
      const temporary = `${temporaryFolder}/merged.parquet`;
      const order = isOwn ? "ts, event_id" : "ts, request_id, position";
      if (kept > 0) {
        await engine.run(
          sql`copy (select * exclude (place, same, is_new) from merged where place = 1 and is_new order by ${
            rawSql(order)
          }) to ${join(root, temporary)} (format parquet, compression zstd)`,
        );
      }
      await engine.run(sql`drop table merged`);
      const file: WrittenFile | undefined = kept === 0 ? undefined : {
        ...withoutFile(first!),
        temporary,
        rows: kept,
        minTs: Number(counts!.low),
        maxTs: Number(counts!.high),
        minArrival: Math.min(...files.map((one) => one.minArrival ?? 0)),
        maxArrival: Math.max(...files.map((one) => one.maxArrival ?? 0)),
        schema: Math.max(...files.map((one) => one.schema ?? 0)),
      };
      return { file, quarantine, duplicates: Number(counts?.twice ?? 0) };
    },
  };
}

function withoutFile(
  { path: _, sha256: __, bytes: ___, ...rest }: ManifestFile,
) {
  return rest;
}

async function columnsOf(
  engine: DuckDb,
  root: string,
  files: readonly ManifestFile[],
): Promise<string[]> {
  const rows = await engine.rows(
    sql`describe select * from ${parquetSql(root, files)}`,
  );
  return rows.map(({ column_name }) => String(column_name));
}

/** All rows with their place among those of one id, and whether their content is that of the first. */
function ranked(
  root: string,
  files: readonly ManifestFile[],
  known: readonly ManifestFile[],
  columns: readonly string[],
  id: Sql,
): Sql {
  const content = rawSql(
    columns.filter((name) => name !== "arrival").map((name) =>
      `"${name.replaceAll('"', '""')}"`
    ).join(", "),
  );
  const arrival = rawSql(columns.includes("arrival") ? "arrival" : "ts");
  const all = known.length === 0
    ? sql`select *, true as is_new from ${parquetSql(root, files)}`
    : sql`select *, true as is_new from ${parquetSql(root, files)}
        union all by name select *, false as is_new from ${
      parquetSql(root, known)
    }`;
  return sql`select *, row_number() over first_come as place,
      hash(${content}) = first(hash(${content})) over first_come as same
    from (${all}) window first_come as (partition by ${id} order by is_new, ${arrival})`;
}

async function conflicts(
  root: string,
  engine: DuckDb,
  { system }: ManifestFile,
  at: number,
): Promise<readonly WrittenFile[]> {
  const rows = await engine.rows(
    sql`select event_id, to_json(m)::varchar as raw from
      (select * exclude (place, same, is_new) from merged where place > 1 and is_new and not same) m`,
  );
  const writer = partitionWriter(root, engine), key = "conflicts";
  const encoder = new TextEncoder();
  await writer.add(
    key,
    rows.map(({ event_id, raw }) =>
      encoder.encode(payloadText(
        {
          system,
          kind: quarantineKind,
          ts: at,
          event_id: `quarantine:${crypto.randomUUID()}`,
          members: memberText({
            detail: "an event with this id and other content came before",
            id: String(event_id),
            raw: String(raw),
            reason: "id_conflict",
          }),
        },
        at,
      ))
    ),
  );
  return await writer.write(key, {
    system,
    kind: quarantineKind,
    day: utcDay(at),
    hour: new Date(at).getUTCHours(),
    rows: rows.length,
    minTs: at,
    maxTs: at,
    minArrival: at,
    maxArrival: at,
  });
}

function parquetSql(root: string, files: readonly ManifestFile[]): Sql {
  const paths = joinSql(files.map(({ path }) => sql`${join(root, path)}`));
  return sql`read_parquet([${paths}], union_by_name = true, hive_partitioning = false)`;
}
