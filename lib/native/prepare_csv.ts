import type { Note, ReadOptions } from "../table/mod.ts";
import { csvBytes } from "./csv_bytes.ts";
import { guessCsvFormat } from "./csv_format.ts";
import { csvType } from "./csv_types.ts";
import type { FileKind } from "./file_kind.ts";
import { checkNames } from "./check_names.ts";
import { type CsvFormat, type CsvScan, scanCsv } from "./scan_csv.ts";
import { reasonOf, sourceFault } from "./source_fault.ts";
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
const LARGE = 1 << 23;

/**
 * Looks at every byte of a CSV: encoding, delimiter, line endings, the number of cells of each record, the types that
 * all cells allow; what was guessed or is unusual stands in the notes.
 *
 * `early` gets what the beginning of a large file says, for work that most likely turns out right.
 * Errors: SourceError with the line or byte that is wrong, SchemaError for names that are missing or repeated.
 */
export async function prepareCsv(
  file: FileKind,
  uri: string,
  options: ReadOptions,
  early?: (sample: PreparedCsv) => void,
): Promise<PreparedCsv> {
  try {
    const [head, whole] = await beginning(file);
    const guess = await guessCsvFormat(
      head,
      whole,
      byteOf(options.delimiter) ??
        (/\.(tsv|tab)(\.gz)?$/i.test(file.path) ? "\t" : undefined),
    );
    const format = {
      delimiter: guess.delimiter,
      header: guess.header,
      nullValues: options.nullValues ?? [],
    };
    const settle = (scan: CsvScan): PreparedCsv => {
      if (scan.columns.length === 0) {
        throw sourceFault(uri, "it holds no header");
      }
      checkNames(scan.columns.map(({ name }) => name), uri);
      const types = scan.columns.map(csvType);
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
    };
    if (early && file.bytes > LARGE) {
      early(settle(await scanCsv([head], format, { partial: true })));
    }
    return settle(await scanCsv(csvBytes(file.path, file), format));
  } catch (error) {
    if (error instanceof CsvFault) {
      const where = error.line === undefined ? "" : `line ${error.line} `;
      throw sourceFault(uri, where + error.message, error);
    }
    const { code } = error as { code?: string };
    throw code === undefined ? error : sourceFault(uri, reasonOf(error), error);
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
