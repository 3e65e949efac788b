import { SchemaError } from "../errors.ts";
import {
  identifier,
  type Note,
  rawSql,
  type ReadOptions,
  sql,
} from "../table/mod.ts";
import type { DuckDb } from "./duckdb.ts";
import type { FileKind } from "./file_kind.ts";
import { exactPath } from "./find_files.ts";
import { checkNames } from "./check_names.ts";
import { badLine, lookAtJson, withoutBom } from "./look_at_json.ts";
import { reasonOf, sourceFault } from "./source_fault.ts";

/** NDJSON or a JSON array whose types were inferred from all its rows. */
export interface PreparedJson {
  readonly file: FileKind;
  readonly uri: string;
  /** What stands behind FROM, with numbers beyond BIGINT as text. */
  readonly from: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Expressions by column that give the noted type. */
  readonly items: ReadonlyMap<string, string>;
  readonly notes: readonly Note[];
}

/**
 * Infers the types of a JSON file's columns from all rows; nested objects and lists stay nested.
 *
 * A column of several kinds becomes text, whole numbers beyond BIGINT or what a double holds become text; both are
 * noted. Errors: SourceError with the line where the JSON breaks or a key is repeated, SchemaError for keys that differ
 * only in case.
 */
export async function prepareJson(
  file: FileKind,
  uri: string,
  engine: DuckDb,
  options: ReadOptions,
): Promise<PreparedJson> {
  try {
    const look = await lookAtJson(file);
    if (look.blank) throw sourceFault(uri, "it holds no record");
    const source = look.bom ? await withoutBom(file) : file.path;
    const packed = file.gzip && !look.bom;
    const base = [
      sql`${exactPath(source)}`.text,
      `format='${file.format === "JSON" ? "array" : "newline_delimited"}'`,
      `records=true`,
      `compression='${packed ? "gzip" : "uncompressed"}'`,
      "maximum_object_size=67108864",
    ];
    const described = await engine.rows(rawSql(
      `describe select * from read_json(${
        base.join(", ")
      }, sample_size=-1, map_inference_threshold=-1, field_appearance_threshold=0)`,
    ));
    const found = described.map((row) => ({
      name: String(row.column_name),
      type: String(row.column_type).replace(
        "TIMESTAMP WITH TIME ZONE",
        "TIMESTAMPTZ",
      ),
    }));
    await checkKeys(found.map(({ name }) => name), base, uri, engine);
    const asText = /^(HUGEINT|UBIGINT|UHUGEINT|UUID|TIME|JSON)$/;
    const readAs = found.map(({ name, type }) => ({
      name,
      type: type === "JSON"
        ? "JSON"
        : asText.test(type) || type === "DOUBLE" && look.longNumbers ||
            options.types?.[name] !== undefined
        ? "VARCHAR"
        : type,
    }));
    const columns = readAs.map(({ name, type }) =>
      `${sql`${name}`.text}: ${sql`${type}`.text}`
    );
    const from = `read_json(${base.join(", ")}, columns={${
      columns.join(", ")
    }})`;
    return {
      file,
      uri,
      from,
      ...await settle(found, from, uri, engine, options, look.longNumbers),
    };
  } catch (error) {
    if (
      error instanceof SchemaError || (error as Error).name === "SourceError"
    ) throw error;
    const reason = await badLine(file) ?? jsonReason(error);
    throw sourceFault(uri, reason, error);
  }
}

/** Writes prepared JSON as Parquet in the given types. Errors: SourceError. */
export async function writeJson(
  { items, from, uri, columns }: PreparedJson,
  types: ReadonlyMap<string, string>,
  engine: DuckDb,
  target: string,
): Promise<void> {
  const selected = columns.map(({ name, type }) => {
    const to = types.get(name)!, item = items.get(name)!;
    const as = identifier(name).text;
    if (to === type || type === "NULL") {
      return `cast(${item} as ${to}) as ${as}`;
    }
    return to === "VARCHAR" && /[\[(]/.test(type)
      ? `cast(to_json(${item}) as varchar) as ${as}`
      : `cast(${item} as ${to}) as ${as}`;
  });
  try {
    await engine.run(rawSql(
      `copy (select ${selected.join(", ")} from ${from}) to ${
        sql`${target}`.text
      } (format parquet, compression zstd, preserve_order true)`,
    ));
  } catch (error) {
    throw sourceFault(uri, jsonReason(error), error);
  }
}

interface Settled {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly items: ReadonlyMap<string, string>;
  readonly notes: readonly Note[];
}

// One pass over the columns whose text says more than the type that was inferred.
async function settle(
  found: readonly { readonly name: string; readonly type: string }[],
  from: string,
  uri: string,
  engine: DuckDb,
  options: ReadOptions,
  longNumbers: boolean,
): Promise<Settled> {
  const items = new Map(found.map(({ name }) => [name, identifier(name).text]));
  const notes: Note[] = [];
  const columns: { name: string; type: string }[] = [];
  const asks = found.map(({ name, type }, i) => {
    const c = identifier(name).text, asked = options.types?.[name];
    const text = type === "JSON" ? `(${c} ->> '$')` : c;
    if (asked !== undefined) {
      return `min(${text}) filter (${text} is not null and try_cast(${text} as ${asked}) is null) as c${i}`;
    }
    if (type === "JSON") return `count(${text}) as c${i}`;
    return type === "DOUBLE" && longNumbers
      ? `min(cast(${c} as varchar)) filter (regexp_full_match(cast(${c} as varchar), '-?[0-9]{16,}') and try_cast(try_cast(${c} as double) as hugeint) is distinct from try_cast(${c} as hugeint)) as c${i}`
      : `null as c${i}`;
  });
  const nothing = asks.every((ask) => ask.startsWith("null "));
  const [row] = nothing ? [{}] : await engine.rows(
    rawSql(`select ${asks.join(", ")} from ${from}`),
  );
  found.forEach(({ name, type }, i) => {
    const c = identifier(name).text, value = row![`c${i}`] ?? null;
    const asked = options.types?.[name];
    const note = (message: string) =>
      notes.push({
        code: "column_type",
        message: `column ${
          JSON.stringify(name)
        } is read as text: it holds ${message}`,
      });
    const add = (type: string, item = c) => {
      columns.push({ name, type });
      items.set(name, item);
    };
    if (asked !== undefined) {
      if (value !== null) {
        throw new SchemaError(
          name,
          `Cannot read ${JSON.stringify(uri)}: column ${
            JSON.stringify(name)
          } holds ${JSON.stringify(value)}, ${asked} is asked for`,
        );
      }
      add(asked, `cast(${c} as ${asked})`);
    } else if (type === "JSON") {
      if (value === 0) return add("NULL", "null");
      note("values of several kinds");
      add("VARCHAR", `(${c} ->> '$')`);
    } else if (/HUGEINT|UBIGINT/.test(type)) {
      note("whole numbers beyond BIGINT");
      add("VARCHAR");
    } else if (type === "DOUBLE" && value !== null) {
      note(`whole numbers that a double would round (as ${value})`);
      add("VARCHAR");
    } else if (type === "DOUBLE") add("DOUBLE", `cast(${c} as double)`);
    else add(/^(UUID|TIME)$/.test(type) ? "VARCHAR" : type);
  });
  return { columns, items, notes };
}

// DuckDB renames keys that differ only in case, and empty ones.
async function checkKeys(
  names: readonly string[],
  base: readonly string[],
  uri: string,
  engine: DuckDb,
): Promise<void> {
  const known = new Set(names.map((name) => name.toLowerCase()));
  const renamed = names.some((name) =>
    known.has(name.toLowerCase().replace(/_\d+$/, "")) && /_\d+$/.test(name) ||
    /^C\d+$/.test(name)
  );
  if (!renamed) return;
  const plain = base.filter((option) => option !== "records=true");
  const rows = await engine.rows(rawSql(
    `select distinct unnest(json_keys(json)) as key from read_json(${
      plain.join(", ")
    }, records=false, columns={json: 'JSON'})`,
  ));
  checkNames(rows.map(({ key }) => String(key)).sort(), uri);
}

function jsonReason(error: unknown): string {
  const reason = reasonOf(error);
  const key = /has duplicate key "(.*)"$/.exec(reason)?.[1];
  if (/non-record JSON/.test(reason)) {
    return "its values are no objects, an object a line or an array of objects is needed";
  }
  const line = /in line (\d+)/.exec(reason)?.[1];
  const at = line ? `line ${line}: ` : "";
  if (key !== undefined) {
    return `${at}key ${
      JSON.stringify(key)
    } stands twice in one object, keys must differ`;
  }
  const why = reason.replace(/^.*?in file "[^"]*",? ?/, "")
    .replace(/^(at byte \d+ )?in line \d+: /, "").replace(/\. Try .*$/, "");
  return `${at}${why}, an object a line or an array of objects is needed`;
}
