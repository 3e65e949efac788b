import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { quoteList, SchemaError } from "../errors.ts";
import type { EventSchema } from "../lake/mod.ts";
import { columnOf, identifier, rawSql, sql, type Table } from "../table/mod.ts";
import type { DuckDb } from "./duckdb.ts";
import { sourceFault } from "./source_fault.ts";

/** Which columns of a table are parts of an event that have another name there. */
export interface EventColumns {
  readonly id?: string;
  readonly time?: string;
  readonly arrival?: string;
  /** Columns that are no part of an event; default to none. */
  readonly exclude?: readonly string[];
}

/** One event of a file: its text, and when it came in where the file says so. */
export interface EventLine {
  readonly text: string;
  /** Milliseconds since 1970, UTC. */
  readonly arrival?: number;
}

/** The lines of an NDJSON file, plain or gzipped, as they stand there; empty ones are passed over. */
export async function* ndjsonLines(
  path: string,
  uri: string,
): AsyncGenerator<EventLine> {
  const file = createReadStream(path);
  const input = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  file.on("error", (error) => input.destroy(error));
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      const text = line.replace(/^\ufeff/, "");
      if (text.trim() !== "") yield { text };
    }
  } catch (error) {
    throw sourceFault(uri, (error as Error).message, error);
  }
}

/**
 * The rows of a table as events of a system: columns that are features by its schema go into `features`.
 *
 * Errors: SchemaError for a column that the schema does not know. Numbers keep all their digits; a time without a zone is UTC; NaN and infinities become text, so that they are set apart.
 */
export async function* tableLines(
  table: Table,
  engine: DuckDb,
  schema: EventSchema,
  kind: string,
  { id = "event_id", time = "ts", arrival, exclude = [] }: EventColumns,
): AsyncGenerator<EventLine> {
  columnOf(table, id);
  columnOf(table, time);
  if (arrival !== undefined) columnOf(table, arrival);
  const fields = schema.kinds[kind]!, type = fields.features?.type;
  const features = typeof type === "object" && "struct" in type
    ? Object.keys(type.struct)
    : [];
  const renamed = new Map([[id, "event_id"], [time, "ts"]]);
  const own: string[] = [], inside: string[] = [];
  const head = ["event_id", "ts", "system", "kind", "request_id"];
  for (const { name, type } of table.columns) {
    if (name === arrival || exclude.includes(name)) continue;
    const column = identifier(name).text;
    const isTime = name === time || /^(TIMESTAMP|DATE)/.test(type);
    const value = isTime
      ? `strftime(${column}::timestamptz::timestamp, '%Y-%m-%dT%H:%M:%S.%fZ')`
      : /^(DOUBLE|FLOAT)$/.test(type)
      ? `case when isfinite(${column}) then to_json(${column}) else to_json(${column}::varchar) end`
      : column;
    const isFeature = features.includes(name) && !renamed.has(name);
    const target = renamed.get(name) ?? name;
    if (!isFeature && !head.includes(target) && !Object.hasOwn(fields, name)) {
      throw new SchemaError(
        name,
        `Cannot take "${table.name}" in: column ${
          JSON.stringify(name)
        } is not in the schema of ${kind}, known are ${
          quoteList([...Object.keys(fields), ...features])
        } (--exclude leaves a column out)`,
      );
    }
    const key = identifier(target).text;
    (isFeature ? inside : own).push(`${key} := ${value}`);
  }
  if (inside.length > 0) own.push(`features := struct_pack(${inside.join()})`);
  const at = arrival === undefined
    ? rawSql("null")
    : sql`epoch_ms(${identifier(arrival)}::timestamptz)`;
  const result = await engine.connection.stream(
    sql`select to_json(struct_pack(${
      rawSql(own.join(", "))
    }))::varchar as line, ${at}::double as arrival from ${table.relation}`.text,
  );
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    const [lines, arrivals] = [
      chunk.getColumnValues(0),
      chunk.getColumnValues(1),
    ];
    for (const [n, line] of lines.entries()) {
      const when = arrivals[n];
      yield {
        text: String(line),
        ...(typeof when === "number" ? { arrival: when } : {}),
      };
    }
  }
}
