import { cellKind, cellKinds } from "./cell_kind.ts";
import { CsvFault, type CsvShape, tokenizeCsv } from "./tokenize_csv.ts";

/** The first cell of a kind in a column: its text and its row, counted from 1 after the header. */
export interface FirstCell {
  readonly text: string;
  readonly row: number;
}

/** What all cells of one column are. */
export interface CsvColumn {
  readonly name: string;
  /** Cells by kind, in the order of `cellKinds`. */
  readonly counts: Float64Array;
  /** The first cell of each kind. */
  readonly first: readonly (FirstCell | undefined)[];
  /** Bytes of all cells that are not missing, quotes taken off. */
  readonly bytes: number;
  /** Cells written as `""`. */
  readonly quotedEmpty: number;
}

/** What every byte of a CSV says. */
export interface CsvScan {
  readonly shape: CsvShape;
  readonly columns: readonly CsvColumn[];
  readonly rows: number;
  /** Lines without a byte between records, which say nothing in a file of several columns. */
  readonly blanks: { readonly count: number; readonly first: number };
  /** Cells with a quote inside that is not RFC 4180's. */
  readonly quotes: { readonly count: number; readonly first: number };
}

/** How a CSV is cut into cells. */
export interface CsvFormat {
  readonly delimiter: string;
  /** Whether the first record holds the names; otherwise columns are called column0, column1 and so on. */
  readonly header: boolean;
  readonly nullValues: readonly string[];
}

const KINDS = cellKinds.length;
const TEXT = KINDS - 1;

/**
 * Reads every byte of a CSV once: its names, rows, and what the cells of each column are.
 *
 * Errors: CsvFault for a record whose number of cells is not the header's, and for those of `tokenizeCsv`.
 */
export async function scanCsv(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { delimiter, header, nullValues }: CsvFormat,
  options: { readonly partial?: boolean } = {},
): Promise<CsvScan> {
  const nulls = new Set(nullValues), decoder = new TextDecoder();
  const names: string[] = [];
  let counts = new Float64Array(), sizes = new Float64Array();
  let quotedEmpty = new Float64Array();
  let first: (FirstCell | undefined)[] = [];
  let width = 0, column = 0, rows = 0, inHeader = true;
  let pendingBlanks = 0, pendingFirst = 0;
  const blanks = { count: 0, first: 0 }, quotes = { count: 0, first: 0 };

  const textOf = (
    b: Uint8Array,
    from: number,
    to: number,
    quoting: number,
  ): string => {
    const text = decoder.decode(b.subarray(from, to));
    return quoting === 2 ? text.replaceAll('""', '"') : text;
  };
  const allocate = () => {
    width = names.length;
    counts = new Float64Array(width * KINDS);
    sizes = new Float64Array(width);
    quotedEmpty = new Float64Array(width);
    first = new Array(width * KINDS);
  };

  const shape = await tokenizeCsv(chunks, delimiter.charCodeAt(0), {
    cell(b, from, to, quoting) {
      if (inHeader) {
        if (header) names.push(textOf(b, from, to, quoting));
        else names.push(`column${names.length}`);
        if (header) return;
      }
      if (inHeader) counts = grow(counts, names.length * KINDS);
      if (inHeader) sizes = grow(sizes, names.length);
      if (inHeader) quotedEmpty = grow(quotedEmpty, names.length);
      const at = column++;
      if (at >= names.length) return;
      let kind = quoting > 1 ? TEXT : cellKind(b, from, to);
      if (quoting === 3) {
        if (quotes.count++ === 0) quotes.first = rows + 1;
      } else if (quoting === 1 && from === to) quotedEmpty[at]!++;
      if (nulls.size && kind && nulls.has(textOf(b, from, to, quoting))) {
        kind = 0;
      }
      const slot = at * KINDS + kind;
      if (counts[slot]!++ === 0 && kind) {
        first[slot] = { text: textOf(b, from, to, quoting), row: rows + 1 };
      }
      if (kind) {
        let size = to - from;
        if (quoting === 2) size = unescapedSize(b, from, to);
        sizes[at]! += size;
      }
    },
    record(line) {
      if (inHeader) {
        inHeader = false;
        width = names.length;
        if (header) return allocate();
      }
      if (column !== width) {
        throw new CsvFault(
          line,
          `has ${column === 1 ? "1 cell" : `${column} cells`}, the ${
            header ? "header" : "first line"
          } has ${width}`,
        );
      }
      if (pendingBlanks) {
        if (blanks.count === 0) blanks.first = pendingFirst;
        blanks.count += pendingBlanks;
        pendingBlanks = 0;
      }
      column = 0;
      rows++;
    },
    blank(line) {
      if (width === 1) {
        counts[0]!++;
        rows++;
      } else if (pendingBlanks++ === 0) pendingFirst = line;
    },
  }, options);
  const columns = names.map((name, i) => ({
    name,
    counts: counts.slice(i * KINDS, (i + 1) * KINDS),
    first: Array.from({ length: KINDS }, (_, k) => first[i * KINDS + k]),
    bytes: sizes[i]!,
    quotedEmpty: quotedEmpty[i]!,
  }));
  return { shape, columns, rows, blanks, quotes };
}

function grow(from: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(size);
  larger.set(from);
  return larger;
}

function unescapedSize(b: Uint8Array, from: number, to: number): number {
  let quotes = 0;
  for (let i = from; i < to; i++) if (b[i] === 34) quotes++;
  return to - from - quotes / 2;
}
