import { identifier, rawSql, sql } from "../table/mod.ts";
import type { DuckDb } from "./duckdb.ts";
import { checkNames } from "./check_names.ts";
import { sourceFault } from "./source_fault.ts";
import { temporary } from "./temporary.ts";

/** A row of plain JavaScript values. */
export type PlainRecord = Readonly<Record<string, unknown>>;

type Kind = "BOOLEAN" | "BIGINT" | "DOUBLE" | "TIMESTAMP" | "VARCHAR" | "JSON";

/**
 * Writes an array of objects as Parquet: booleans, numbers (BIGINT when all are safe integers or bigints, otherwise
 * DOUBLE), dates, texts; objects and arrays stay nested, as text where their shapes differ; undefined and null are missing. Returns the path.
 *
 * Errors: TypeError for a row that is no object, a column of several kinds, or a bigint beyond BIGINT; names that are
 * missing or differ only in case.
 */
export async function writeRecords(
  records: readonly PlainRecord[],
  name: string,
  engine: DuckDb,
): Promise<string> {
  const kinds = kindsOf(records, name);
  if (kinds.size === 0) throw sourceFault(name, "its objects hold no key");
  checkNames([...kinds.keys()], name);
  const source = temporary(".ndjson"), target = temporary(".parquet");
  const columns = [...kinds];
  using file = await Deno.open(source, { write: true, create: true });
  const encoder = new TextEncoder();
  for (let at = 0; at < records.length; at += 4096) {
    const lines = records.slice(at, at + 4096).map((record) =>
      `{${
        columns.map(([key, kind], i) =>
          `"c${i}":${
            jsonOf(
              Object.hasOwn(record, key) ? record[key] : null,
              kind,
            )
          }`
        )
          .join(",")
      }}\n`
    );
    const bytes = encoder.encode(lines.join(""));
    for (let k = 0; k < bytes.length;) k += file.writeSync(bytes.subarray(k));
  }
  const text = sql`${source}`.text;
  const lines = "format='newline_delimited', maximum_object_size=67108864";
  const nested = new Map<string, string>();
  if (columns.some(([, kind]) => kind === "JSON")) {
    const described = await engine.rows(rawSql(
      `describe select * from read_json(${text}, ${lines}, sample_size=-1, map_inference_threshold=-1, field_appearance_threshold=0)`,
    ));
    for (const { column_name, column_type } of described) {
      nested.set(String(column_name), String(column_type));
    }
  }
  const types = columns.map(([, kind], i) =>
    kind === "JSON"
      ? nested.get(`c${i}`)!
      : kind === "DOUBLE"
      ? "VARCHAR"
      : kind
  );
  const declared = types.map((type, i) => `c${i}: ${sql`${type}`.text}`);
  const from = `read_json(${text}, ${lines}, columns={${declared.join(", ")}})`;
  const items = columns.map(([key, kind], i) => {
    const as = identifier(key).text;
    if (kind === "DOUBLE") return `cast(c${i} as double) as ${as}`;
    return types[i] === "JSON" ? `(c${i} ->> '$') as ${as}` : `c${i} as ${as}`;
  });
  await engine.run(rawSql(
    `copy (select ${items.join(", ")} from ${from}) to ${
      sql`${target}`.text
    } (format parquet, compression zstd, preserve_order true)`,
  ));
  await Deno.remove(source);
  return target;
}

function kindsOf(
  records: readonly PlainRecord[],
  name: string,
): Map<string, Kind> {
  const kinds = new Map<string, Kind | undefined>();
  const fail = (key: string, row: number, what: string): never => {
    throw new TypeError(
      `Cannot read ${JSON.stringify(name)}: column ${
        JSON.stringify(key)
      } in row ${row + 1} ${what}`,
    );
  };
  records.forEach((record, row) => {
    if (
      typeof record !== "object" || record === null || Array.isArray(record)
    ) {
      throw new TypeError(
        `Cannot read ${JSON.stringify(name)}: row ${row + 1} is ${
          JSON.stringify(record)
        }, an object is needed`,
      );
    }
    for (const [key, value] of Object.entries(record)) {
      const kind = kindOf(value), known = kinds.get(key);
      if (kind === "unknown") fail(key, row, `holds a ${typeof value}`);
      if (
        typeof value === "bigint" && BigInt.asIntN(64, value) !== value
      ) fail(key, row, `holds ${value}, which is beyond BIGINT`);
      if (kind === undefined || kind === known) {
        if (!kinds.has(key)) kinds.set(key, undefined);
      } else if (known === undefined) kinds.set(key, kind as Kind);
      else if (isNumber(known) && isNumber(kind as Kind)) {
        kinds.set(key, "DOUBLE");
      } else fail(key, row, `is ${kind}, rows before are ${known}`);
    }
  });
  return new Map([...kinds].map(([key, kind]) => [key, kind ?? "VARCHAR"]));
}

function isNumber(kind: Kind): boolean {
  return kind === "BIGINT" || kind === "DOUBLE";
}

function kindOf(value: unknown): Kind | "unknown" | undefined {
  switch (typeof value) {
    case "undefined":
      return undefined;
    case "boolean":
      return "BOOLEAN";
    case "bigint":
      return "BIGINT";
    case "string":
      return "VARCHAR";
    case "number":
      return Number.isSafeInteger(value) && !Object.is(value, -0)
        ? "BIGINT"
        : "DOUBLE";
    case "object":
      if (value === null) return undefined;
      return value instanceof Date ? "TIMESTAMP" : "JSON";
  }
  return "unknown";
}

function jsonOf(value: unknown, kind: Kind): string {
  if (value === null || value === undefined) return "null";
  if (kind === "DOUBLE") return `"${Object.is(value, -0) ? "-0" : value}"`;
  if (typeof value === "bigint") return String(value);
  if (value instanceof Date) {
    return Number.isNaN(value.getTime())
      ? "null"
      : `"${value.toISOString().slice(0, -1)}"`;
  }
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw new TypeError(
      `Cannot read a nested value: ${(error as Error).message}`,
      { cause: error },
    );
  }
}
