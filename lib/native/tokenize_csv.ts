import { isUtf8 } from "node:buffer";

/** What a tokenizer meets, in the order of the bytes. */
export interface CsvVisitor {
  /** A cell's content without its quotes; quoting: 0 bare, 1 quoted, 2 quoted with doubled quotes, 3 bare with a quote. */
  cell(bytes: Uint8Array, from: number, to: number, quoting: number): void;
  /** The end of a record; `line` is where it starts, from 1. */
  record(line: number): void;
  /** A line without a byte. */
  blank(line: number): void;
}

/** The outer shape of a CSV. */
export interface CsvShape {
  readonly bytes: number;
  readonly bom: boolean;
  /** Records ended by each kind of line ending. */
  readonly endings: {
    readonly lf: number;
    readonly crlf: number;
    readonly cr: number;
  };
  readonly longestRecord: number;
}

/** Text that is not a CSV: where, and why in words that continue "line 3". */
export class CsvFault extends Error {
  /** Builds the fault; `line` is 1-based, undefined where the byte's place says more. */
  constructor(readonly line: number | undefined, message: string) {
    super(message);
  }
}

/**
 * Walks over the cells of a CSV (RFC 4180, any line ending, any one-byte delimiter) in one pass over its bytes.
 *
 * A quote inside a bare cell stands for itself. Errors: CsvFault for bytes that are not UTF-8, a quote that is never
 * closed, and text after a closing quote. `partial` ignores an unfinished last record, for a look at the beginning.
 */
export async function tokenizeCsv(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  delimiter: number,
  visitor: CsvVisitor,
  { partial = false } = {},
): Promise<CsvShape> {
  const special = new Uint8Array(256);
  for (const byte of [delimiter, 10, 13, 34]) special[byte] = 1;
  const endings = { lf: 0, crlf: 0, cr: 0 };
  let buffer = new Uint8Array(1 << 16), held = 0, checked = 0, bytes = 0;
  let line = 1, recordLine = 1, recordStart = 0, cells = 0, longest = 0;
  let bom = false, started = false, offset = 0;

  /** Consumes whole cells of `[0, end)`; returns where the first unfinished one starts. */
  function consume(end: number, final: boolean): number {
    const b = buffer;
    let i = 0;
    if (!started && (end >= 3 || final)) {
      started = true;
      bom = b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf;
      if (bom) recordStart = i = 3;
    }
    if (!started) return 0;
    while (i < end) {
      const start = i;
      let from = i, to: number, quoting = 0, lines = 0;
      if (b[i] === 34) {
        quoting = 1;
        from = ++i;
        for (;;) {
          while (i < end && b[i] !== 34) {
            if (b[i] === 10 || b[i] === 13 && b[i + 1] !== 10) lines++;
            i++;
          }
          if (i + 1 >= end && !final) return start;
          if (i >= end) {
            throw new CsvFault(line, "opens a quote that is never closed");
          }
          if (b[i + 1] !== 34 || i + 1 >= end) break;
          quoting = 2;
          i += 2;
        }
        to = i++;
        if (
          i < end && b[i] !== delimiter && b[i] !== 10 && b[i] !== 13
        ) {
          throw new CsvFault(
            line + lines,
            "has text after a closing quote, inside a quoted cell a quote is written twice",
          );
        }
      } else {
        for (;;) {
          while (i < end && special[b[i]!] === 0) i++;
          if (b[i] !== 34 || i >= end) break;
          quoting = 3;
          i++;
        }
        to = i;
      }
      if (i >= end && !final) return start;
      if (i < end && b[i] === delimiter) {
        visitor.cell(b, from, to, quoting);
        cells++;
        line += lines;
        i++;
        continue;
      }
      if (i < end && b[i] === 13 && i + 1 >= end && !final) return start;
      if (cells === 0 && to === start && quoting === 0) {
        visitor.blank(recordLine);
      } else {
        visitor.cell(b, from, to, quoting);
        visitor.record(recordLine);
      }
      cells = 0;
      longest = Math.max(longest, offset + i - recordStart);
      if (i < end) {
        if (b[i] === 10) endings.lf++;
        else if (b[i + 1] === 10 && i + 1 < end) {
          endings.crlf++;
          i++;
        } else endings.cr++;
      }
      i++;
      recordStart = offset + i;
      line += lines + 1;
      recordLine = line;
    }
    if (final && cells > 0) {
      visitor.cell(b, end, end, 0);
      visitor.record(recordLine);
    }
    return i;
  }

  for await (const chunk of chunks) {
    if (held + chunk.length > buffer.length) {
      const larger = new Uint8Array(2 * (held + chunk.length));
      larger.set(buffer.subarray(0, held));
      buffer = larger;
    }
    buffer.set(chunk, held);
    held += chunk.length;
    bytes += chunk.length;
    const whole = wholeCharacters(buffer, held);
    if (!isUtf8(buffer.subarray(checked, whole))) {
      throw notUtf8(buffer, checked, whole, offset);
    }
    const done = Math.min(consume(held, false), held);
    buffer.copyWithin(0, done, held);
    offset += done;
    checked = Math.max(0, whole - done);
    held -= done;
  }
  if (!partial) {
    if (!isUtf8(buffer.subarray(0, held))) {
      throw notUtf8(buffer, 0, held, offset);
    }
    consume(held, true);
  }
  return { bytes, bom, endings, longestRecord: longest };
}

/** The end of the last whole UTF-8 character. */
function wholeCharacters(b: Uint8Array, end: number): number {
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = b[end - back]!;
    if (byte < 0x80) return end;
    if (byte >= 0xc0) {
      const need = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < need ? end - back : end;
    }
  }
  return end;
}

function notUtf8(
  b: Uint8Array,
  from: number,
  end: number,
  offset: number,
): CsvFault {
  let at = from;
  while (at < end) {
    const lead = b[at]!;
    const size = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (size > 1 && !isUtf8(b.subarray(at, Math.min(at + size, end)))) break;
    at += size;
  }
  const byte = b[at]!.toString(16).toUpperCase();
  return new CsvFault(
    undefined,
    `byte ${offset + at} is 0x${byte}, which is not UTF-8; UTF-8 is needed`,
  );
}
