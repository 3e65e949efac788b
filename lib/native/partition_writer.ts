import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Sql, sql } from "../table/mod.ts";
import {
  type EventSchema,
  type KindSchema,
  type PartitionWriter,
  quarantineKind,
  type SealGroup,
  type WrittenFile,
} from "../lake/mod.ts";
import type { DuckDb } from "./duckdb.ts";
import { schemaSql } from "./schema_sql.ts";
import { exposureSql, slateLayouts, slateSql } from "./slate_sql.ts";

/** The folder of files that are not published yet, within a lake; whatever lies there at the start is left over. */
export const temporaryFolder = "tmp";

/**
 * Writes events as Parquet (zstd) with DuckDB, in the order of the log; the engine must have one thread and keep the order.
 *
 * A system's schema says which columns there are, the features among them. Without one, predictions and outcomes have the
 * columns of their types in `lib/scoring`, every prediction also gives its exposures, and other kinds get the columns
 * that their fields suggest. `ts` and `arrival` are timestamps.
 */
export function partitionWriter(
  root: string,
  engine: DuckDb,
  schemas: readonly EventSchema[] = [],
): PartitionWriter {
  const folder = join(root, temporaryFolder);
  const linesOf = (key: string) => join(folder, `${key}.ndjson`);
  return {
    async add(key, chunks) {
      const file = await open(linesOf(key), "a");
      try {
        for (const bytes of chunks) {
          await file.appendFile(bytes);
          await file.appendFile("\n");
        }
      } finally {
        await file.close();
      }
    },
    async write(key, group) {
      const lines = linesOf(key);
      const schema = schemas.find(({ system }) => system === group.system);
      const fields = group.kind === quarantineKind
        ? quarantineFields
        : schema && Object.hasOwn(schema.kinds, group.kind)
        ? schema.kinds[group.kind]
        : undefined;
      const source = { root, engine, key };
      const written: WrittenFile[] = [];
      const own = { ...group, schema: schema?.version ?? 0 };
      const isSlate = (!schema || schema.slates) &&
        Object.hasOwn(slateLayouts, group.kind);
      if (isSlate) {
        const layout = slateLayouts[group.kind]!;
        written.push(await copy(source, own, slateSql(lines, layout)));
        if (group.kind === "prediction") {
          const { sql: flat, rows } = await exposureSql(engine, lines, layout);
          if (rows > 0) {
            const derived = { ...own, kind: "exposure", rows };
            written.push(await copy(source, derived, flat));
          }
        }
      } else {
        const rows = fields ? schemaSql(lines, fields) : inferredSql(lines);
        written.push(await copy(source, own, rows));
      }
      await rm(lines);
      return written;
    },
    async clear() {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
    },
  };
}

const quarantineFields: KindSchema = {
  id: { type: "string" },
  reason: { type: "string" },
  detail: { type: "string" },
  raw: { type: "string" },
  as: { type: "string" },
};

interface Source {
  readonly root: string;
  readonly engine: DuckDb;
  readonly key: string;
}

async function copy(
  { root, engine, key }: Source,
  group: SealGroup & { readonly schema: number },
  rows: Sql,
): Promise<WrittenFile> {
  const temporary = `${temporaryFolder}/${key}.${group.kind}.parquet`;
  const [result] = await engine.rows(
    sql`copy (${rows}) to ${
      join(root, temporary)
    } (format parquet, compression zstd)`,
  );
  if (Number(result?.Count) !== group.rows) {
    throw new Error(
      `Cannot seal "${key}": ${group.rows} rows were logged, ${result?.Count} came out`,
    );
  }
  return { ...group, temporary };
}

// Nothing says what other kinds hold, so DuckDB looks at all of their lines.
function inferredSql(lines: string): Sql {
  return sql`select * replace (make_timestamp(round(ts * 1000)::bigint) as ts, make_timestamp_ms(arrival) as arrival)
    from read_json(${lines}, format = 'newline_delimited', sample_size = -1, convert_strings_to_integers = false,
      maximum_object_size = 33554432)`;
}
