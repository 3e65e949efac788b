import { SchemaError } from "../errors.ts";
import {
  identifier,
  isWhole,
  type Note,
  rawSql,
  type ReadOptions,
  sql,
} from "../table/mod.ts";
import { cellKinds } from "./cell_kind.ts";
import { csvBytes } from "./csv_bytes.ts";
import { guessCsvFormat } from "./csv_format.ts";
import { csvType, keepsEmptyText } from "./csv_types.ts";
import type { DuckDb } from "./duckdb.ts";
import type { FileKind } from "./file_kind.ts";
import { exactPath } from "./find_files.ts";
import { checkNames } from "./parquet_table.ts";
import { rewriteCsv } from "./rewrite_csv.ts";
import { type CsvFormat, type CsvScan, scanCsv } from "./scan_csv.ts";
import { reasonOf, sourceFault } from "./source_fault.ts";
import { temporary } from "./temporary.ts";
import { CsvFault } from "./tokenize_csv.ts";

/** A CSV whose every byte was looked at, ready to be written as Parquet. */
export interface PreparedCsv {
  readonly file: FileKind;
  readonly uri: string;
  readonly format: CsvFormat;
  readonly scan: CsvScan;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly notes: readonly Note[];
}

const LOOK = 1 << 18;

/**
 * Looks at every byte of a CSV: encoding, delimiter, line endings, the number of cells of each record, the types that
 * all cells allow; what was guessed or is unusual stands in the notes.
 *
 * Errors: SourceError with the line or byte that is wrong, SchemaError for names that are missing or repeated.
 */
export async function prepareCsv(
  file: FileKind,
  uri: string,
  options: ReadOptions,
): Promise<PreparedCsv> {
  try {
    const guess = await guessCsvFormat(
      ...await beginning(file),
      byteOf(options.delimiter) ??
        (/\.(tsv|tab)(\.gz)?$/i.test(file.path) ? "\t" : undefined),
    );
    const format = {
      delimiter: guess.delimiter,
      header: guess.header,
      nullValues: options.nullValues ?? [],
    };
    const scan = await scanCsv(csvBytes(file.path, file), format);
    if (scan.columns.length === 0) throw sourceFault(uri, "it holds no header");
    checkNames(scan.columns.map(({ name }) => name), uri);
    const types = scan.columns.map((column) => csvType(column, scan.rows));
    const notes = [
      ...formatNotes(guess, options, scan),
      ...types.flatMap(({ note }, i) =>
        note && !options.types?.[scan.columns[i]!.name] ? [note] : []
      ),
    ];
    const columns = scan.columns.map(({ name }, i) => ({
      name,
      type: types[i]!.type,
    }));
    return { file, uri, format, scan, columns, notes };
  } catch (error) {
    if (error instanceof CsvFault) {
      throw sourceFault(
        uri,
        error.line === undefined
          ? error.message
          : `line ${error.line} ${error.message}`,
        error,
      );
    }
    if (
      error instanceof SchemaError || (error as Error).name === "SourceError"
    ) {
      throw error;
    }
    throw sourceFault(uri, reasonOf(error), error);
  }
}

function byteOf(delimiter: string | undefined): string | undefined {
  if (delimiter === undefined) return undefined;
  const byte = delimiter === "tab" || delimiter === "\\t" ? "\t" : delimiter;
  if (byte.length !== 1 || byte.charCodeAt(0) > 126 || /["\r\n]/.test(byte)) {
    throw new RangeError(
      `Cannot use delimiter ${
        JSON.stringify(delimiter)
      }: one ASCII character is needed`,
    );
  }
  return byte;
}

async function beginning(file: FileKind): Promise<[Uint8Array, boolean]> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (
    const chunk of csvBytes(file.path, { gzip: file.gzip, limit: LOOK })
  ) {
    parts.push(chunk.slice(0, LOOK - size));
    size += chunk.length;
    if (size > LOOK) break;
  }
  const bytes = new Uint8Array(Math.min(size, LOOK));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return [bytes, size <= LOOK];
}

const NAMES: Readonly<Record<string, string>> = {
  "\t": "a tab",
  ";": "a semicolon",
  "|": "a bar",
  ",": "a comma",
};

function formatNotes(
  guess: {
    readonly delimiter: string;
    readonly header: boolean;
    readonly also: readonly string[];
  },
  options: ReadOptions,
  { shape: { endings }, blanks, quotes, columns }: CsvScan,
): Note[] {
  const notes: Note[] = [];
  const add = (code: string, message: string) => notes.push({ code, message });
  const nameOf = (byte: string) => NAMES[byte] ?? JSON.stringify(byte);
  if (
    options.delimiter === undefined &&
    (guess.also.length || !/[,\t]/.test(guess.delimiter))
  ) {
    const also = guess.also.length
      ? `, ${guess.also.map(nameOf).join(", ")} would fit too`
      : "";
    add(
      "delimiter",
      `the delimiter is taken to be ${nameOf(guess.delimiter)}${also}`,
    );
  }
  if (!guess.header) {
    add(
      "header",
      `the first line holds only numbers and is read as a row: columns are called ${
        columns[0]!.name
      }${columns.length > 1 ? ` to ${columns.at(-1)!.name}` : ""}`,
    );
  }
  const kinds = [[endings.crlf, "CRLF"], [endings.lf, "LF"], [
    endings.cr,
    "CR",
  ]] as const;
  const used = kinds.filter(([count]) => count > 0).toSorted((a, b) =>
    b[0] - a[0]
  );
  if (used.length > 1) {
    add(
      "line_endings",
      `line endings are mixed: ${
        used.map(([count, name]) => `${count} ${name}`).join(", ")
      }`,
    );
  }
  if (blanks.count) {
    add(
      "blank_lines",
      `${
        blanks.count === 1
          ? "one blank line is"
          : `${blanks.count} blank lines are`
      } left out, first line ${blanks.first}`,
    );
  }
  if (quotes.count) {
    add(
      "quotes",
      `${
        quotes.count === 1
          ? "one cell has a quote"
          : `${quotes.count} cells have quotes`
      } inside text that is not quoted, kept as written, first in row ${quotes.first}`,
    );
  }
  return notes;
}

/**
 * Writes a prepared CSV as Parquet in the given types and checks rows, cells and bytes of text against the scan.
 *
 * Errors: SchemaError for a cell that a type asked for cannot hold; SourceError when the engine's reading differs.
 */
export async function writeCsv(
  prepared: PreparedCsv,
  types: ReadonlyMap<string, string>,
  asked: Readonly<Record<string, string>>,
  engine: DuckDb,
  target: string,
): Promise<void> {
  const { file, scan, format, uri } = prepared;
  const { endings } = scan.shape;
  const plain = !endings.cr && !(endings.lf && endings.crlf) &&
    !scan.blanks.count && !scan.quotes.count;
  const source = plain ? file.path : temporary(".csv");
  if (!plain) {
    await rewriteCsv(csvBytes(file.path, file), format.delimiter, source);
  }
  const readAs = scan.columns.map(({ name }) =>
    asked[name] === undefined ? types.get(name)! : "VARCHAR"
  );
  const keepsEmpty = format.nullValues.length === 0 &&
    keepsEmptyText(scan, readAs);
  const from = csvSql(prepared, source, plain, readAs, keepsEmpty);
  await checkAsked(prepared, asked, from, engine);
  const items = scan.columns.map(({ name }) => {
    const as = identifier(name).text, type = asked[name];
    return type === undefined ? as : `cast(${as} as ${type}) as ${as}`;
  });
  try {
    await engine.run(
      rawSql(
        `copy (select ${items.join(", ")} from ${from}) to ${
          sql`${target}`.text
        } (format parquet, compression zstd, preserve_order true)`,
      ),
    );
    await compare(prepared, readAs, asked, keepsEmpty, engine, target);
  } catch (error) {
    if (
      error instanceof SchemaError || (error as Error).name === "SourceError"
    ) throw error;
    throw sourceFault(uri, reasonOf(error), error);
  } finally {
    if (!plain) await Deno.remove(source);
  }
}

function csvSql(
  { file, scan, format }: PreparedCsv,
  source: string,
  plain: boolean,
  types: readonly string[],
  keepsEmpty: boolean,
): string {
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
    `allow_quoted_nulls=${!keepsEmpty}`,
    `compression='${plain && file.gzip ? "gzip" : "none"}'`,
    ...(longest > 2_000_000
      ? [`max_line_size=${longest}`, `buffer_size=${longest * 16}`]
      : []),
  ];
  return `read_csv(${text(exactPath(source))}, ${options.join(", ")})`;
}

async function checkAsked(
  { scan, uri }: PreparedCsv,
  asked: Readonly<Record<string, string>>,
  from: string,
  engine: DuckDb,
): Promise<void> {
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

async function compare(
  { scan, uri }: PreparedCsv,
  readAs: readonly string[],
  asked: Readonly<Record<string, string>>,
  keepsEmpty: boolean,
  engine: DuckDb,
  target: string,
): Promise<void> {
  const empty = cellKinds.indexOf("empty");
  const expected = [scan.rows], items = ["count(*)"];
  scan.columns.forEach((column, i) => {
    const name = identifier(column.name).text;
    const text = readAs[i] === "VARCHAR";
    items.push(`count(${name})`);
    expected.push(
      scan.rows - column.counts[empty]! +
        (keepsEmpty && text ? column.quotedEmpty : 0),
    );
    if (!text || asked[column.name] !== undefined) return;
    items.push(`coalesce(sum(strlen(${name})), 0)::double`);
    expected.push(column.bytes);
  });
  const [row] = await engine.rows(rawSql(
    `select ${
      items.map((item, i) => `${item} as c${i}`).join(", ")
    } from read_parquet(${sql`${exactPath(target)}`.text})`,
  ));
  const at = expected.findIndex((value, i) => Number(row![`c${i}`]) !== value);
  if (at < 0) return;
  throw sourceFault(
    uri,
    `the engine reads ${items[at]} as ${row![`c${at}`]} where the bytes hold ${
      expected[at]
    }`,
  );
}
