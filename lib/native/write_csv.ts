import { SchemaError } from "../errors.ts";
import { identifier, isWhole, rawSql, sql } from "../table/mod.ts";
import { cellKinds } from "./cell_kind.ts";
import { csvBytes } from "./csv_bytes.ts";
import { keepsEmptyText } from "./csv_types.ts";
import type { DuckDb } from "./duckdb.ts";
import { exactPath } from "./find_files.ts";
import type { PreparedCsv } from "./prepare_csv.ts";
import { rewriteCsv } from "./rewrite_csv.ts";
import { reasonOf, sourceFault } from "./source_fault.ts";
import { temporary } from "./temporary.ts";

/** Where and how a CSV is written. */
export interface CsvTarget {
  readonly types: ReadonlyMap<string, string>;
  /** Types that the caller asks for. */
  readonly asked: Readonly<Record<string, string>>;
  readonly engine: DuckDb;
  readonly path: string;
}

/** A copy that began before all bytes were looked at; it counts only if the same statement turns out to be right. */
export interface EarlyCopy {
  readonly statement: string;
  /** Settles when the engine is done, true when it succeeded. */
  readonly done: Promise<boolean>;
}

/** Begins to write a CSV in the types of its beginning. */
export function startCsv(sample: PreparedCsv, target: CsvTarget): EarlyCopy {
  const statement = copySql(sample, sample.file.path, true, target);
  const done = target.engine.run(rawSql(statement)).then(
    () => true,
    () => false,
  );
  return { statement, done };
}

/**
 * Writes a prepared CSV as Parquet in the given types and checks rows, cells and bytes of text against the scan.
 *
 * Errors: SchemaError for a cell that a type asked for cannot hold; SourceError when the engine's reading differs.
 */
export async function writeCsv(
  prepared: PreparedCsv,
  target: CsvTarget,
  early?: EarlyCopy,
): Promise<void> {
  const { file, scan, format, uri } = prepared;
  const { endings } = scan.shape;
  const plain = !endings.cr && !(endings.lf && endings.crlf) &&
    !scan.blanks.count && !scan.quotes.count;
  const made = await early?.done;
  try {
    const statement = copySql(prepared, file.path, true, target);
    if (plain) {
      await checkAsked(prepared, target, file.path, true);
      if (!made || early?.statement !== statement) {
        await target.engine.run(rawSql(statement));
      }
      if (await difference(prepared, target) === undefined) return;
    }
  } catch (error) {
    if (error instanceof SchemaError) throw error;
    // The engine stumbles over a file that is right by its bytes: it gets it in the plainest form.
  }
  const source = temporary(".csv");
  try {
    await rewriteCsv(csvBytes(file.path, file), format.delimiter, source);
    await checkAsked(prepared, target, source, false);
    await target.engine.run(
      rawSql(copySql(prepared, source, false, target)),
    );
  } catch (error) {
    if (error instanceof SchemaError) throw error;
    throw sourceFault(uri, reasonOf(error), error);
  } finally {
    await Deno.remove(source);
  }
  const differs = await difference(prepared, target);
  if (differs !== undefined) throw sourceFault(uri, differs);
}

function copySql(
  prepared: PreparedCsv,
  source: string,
  plain: boolean,
  target: CsvTarget,
): string {
  const items = prepared.scan.columns.map(({ name }) => {
    const as = identifier(name).text, type = target.asked[name];
    return type === undefined ? as : `cast(${as} as ${type}) as ${as}`;
  });
  return `copy (select ${items.join(", ")} from ${
    csvSql(prepared, source, plain, target)
  }) to ${
    sql`${target.path}`.text
  } (format parquet, compression zstd, preserve_order true)`;
}

function readTypes({ scan }: PreparedCsv, { types, asked }: CsvTarget) {
  return scan.columns.map(({ name }) =>
    asked[name] === undefined ? types.get(name)! : "VARCHAR"
  );
}

function keepsEmpty(prepared: PreparedCsv, target: CsvTarget): boolean {
  return prepared.format.nullValues.length === 0 &&
    keepsEmptyText(prepared.scan, readTypes(prepared, target));
}

function csvSql(
  prepared: PreparedCsv,
  source: string,
  plain: boolean,
  target: CsvTarget,
): string {
  const { file, scan, format } = prepared;
  const types = readTypes(prepared, target);
  const text = (value: string) => sql`${value}`.text;
  const columns = scan.columns.map(({ name }, i) =>
    `${text(name)}: ${text(types[i]!)}`
  );
  const longest = scan.shape.longestRecord + 1024;
  const options = [
    "auto_detect=false",
    `columns={${columns.join(", ")}}`,
    `header=${format.header}`,
    `delim=${text(format.delimiter)}`,
    `quote='"'`,
    `escape='"'`,
    `new_line='${plain && scan.shape.endings.crlf ? "\\r\\n" : "\\n"}'`,
    `nullstr=[${["", ...format.nullValues].map(text).join(", ")}]`,
    `allow_quoted_nulls=${!keepsEmpty(prepared, target)}`,
    `compression='${plain && file.gzip ? "gzip" : "none"}'`,
    ...(plain ? [] : ["parallel=false"]),
    ...(longest > 2_000_000
      ? [`max_line_size=${longest}`, `buffer_size=${longest * 2}`]
      : []),
  ];
  return `read_csv(${text(exactPath(source))}, ${options.join(", ")})`;
}

async function checkAsked(
  prepared: PreparedCsv,
  target: CsvTarget,
  source: string,
  plain: boolean,
): Promise<void> {
  const { scan, uri } = prepared, { asked, engine } = target;
  const from = csvSql(prepared, source, plain, target);
  for (const { name } of scan.columns) {
    const type = asked[name];
    if (type === undefined) continue;
    const column = identifier(name).text;
    const rounds = isWhole(type)
      ? ` or try_cast(${column} as double) <> floor(try_cast(${column} as double))`
      : "";
    const rows = await engine.rows(rawSql(
      `select ${column} as cell from ${from} where ${column} is not null and (try_cast(${column} as ${type}) is null${rounds}) limit 1`,
    )).catch((error) => {
      throw new SchemaError(
        name,
        `Cannot read ${JSON.stringify(uri)}: column ${
          JSON.stringify(name)
        } as ${JSON.stringify(type)}: ${reasonOf(error)}`,
        { cause: error },
      );
    });
    if (rows.length) {
      throw new SchemaError(
        name,
        `Cannot read ${JSON.stringify(uri)}: column ${
          JSON.stringify(name)
        } holds ${JSON.stringify(rows[0]!.cell)}, ${type} is asked for`,
      );
    }
  }
}

async function difference(
  prepared: PreparedCsv,
  target: CsvTarget,
): Promise<string | undefined> {
  const { scan } = prepared, types = readTypes(prepared, target);
  const empty = cellKinds.indexOf("empty"), kept = keepsEmpty(prepared, target);
  const expected = [scan.rows], items = ["count(*)"];
  scan.columns.forEach((column, i) => {
    const name = identifier(column.name).text, text = types[i] === "VARCHAR";
    items.push(`count(${name})`);
    expected.push(
      scan.rows - column.counts[empty]! +
        (kept && text ? column.quotedEmpty : 0),
    );
    if (!text || target.asked[column.name] !== undefined) return;
    items.push(`coalesce(sum(strlen(${name})), 0)::double`);
    expected.push(column.bytes);
  });
  const [row] = await target.engine.rows(rawSql(
    `select ${
      items.map((item, i) => `${item} as c${i}`).join(", ")
    } from read_parquet(${sql`${exactPath(target.path)}`.text})`,
  ));
  const at = expected.findIndex((value, i) => Number(row![`c${i}`]) !== value);
  return at < 0
    ? undefined
    : `the engine reads ${items[at]} as ${
      row![`c${at}`]
    } where the bytes hold ${expected[at]}`;
}
