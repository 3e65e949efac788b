import { csvBytes } from "./csv_bytes.ts";
import { reasonOf, sourceFault } from "./source_fault.ts";

/** A format that `read` knows. */
export type FileFormat = "Parquet" | "CSV" | "NDJSON" | "JSON" | "Arrow IPC";

/** What a file holds by its bytes, not by its name alone. */
export interface FileKind {
  readonly path: string;
  readonly format: FileFormat;
  readonly gzip: boolean;
  readonly bytes: number;
  /** An Arrow stream instead of an Arrow file. */
  readonly stream: boolean;
}

const BY_NAME: readonly (readonly [RegExp, FileFormat])[] = [
  [/\.(parquet|pq|parq)$/i, "Parquet"],
  [/\.(csv|tsv|tab)(\.gz)?$/i, "CSV"],
  [/\.(ndjson|jsonl)(\.gz)?$/i, "NDJSON"],
  [/\.json(\.gz)?$/i, "JSON"],
  [/\.(arrow|arrows|ipc|feather)$/i, "Arrow IPC"],
];

/** The format that a file's name promises, undefined for other names. */
export function formatOfName(path: string): FileFormat | undefined {
  return BY_NAME.find(([pattern]) => pattern.test(path))?.[1];
}

const FOREIGN: readonly (readonly [string, string])[] = [
  ["PK\x03\x04", "a zip archive or a spreadsheet"],
  ["\xd0\xcf\x11\xe0", "an old spreadsheet"],
  ["SQLite format 3", "an SQLite database"],
  ["%PDF", "a PDF"],
  ["ORC", "ORC"],
  ["Obj\x01", "Avro"],
  ["FEA1", "Feather version 1"],
  ["(\xb5/\xfd", "Zstandard data"],
  ["BZh", "bzip2 data"],
  ["\xfd7zXZ", "xz data"],
  ["\x93NUMPY", "a NumPy array"],
  ["\x89PNG", "a PNG image"],
  ["\xff\xd8\xff", "a JPEG image"],
  ["\x89HDF", "HDF5"],
  ["\x80\x04", "a Python pickle"],
  ["PARE", "encrypted Parquet"],
  ["<!DOCTYPE", "an HTML page"],
  ["<html", "an HTML page"],
  ["<?xml", "XML"],
  ["\xff\xfe", "UTF-16 text"],
  ["\xfe\xff", "UTF-16 text"],
];

const NEEDED = "Parquet, CSV, NDJSON or Arrow IPC is needed";

/**
 * What a file holds.
 *
 * Errors: SourceError when it is missing, empty, not readable, a Parquet file that was cut, of a kind that is not read,
 * or of another kind than its name says.
 */
export async function fileKind(path: string, uri = path): Promise<FileKind> {
  const { head, tail, bytes } = await ends(path, uri);
  if (bytes === 0) throw sourceFault(uri, "it has 0 bytes");
  const gzip = head[0] === 0x1f && head[1] === 0x8b;
  const inner = gzip ? await beginning(path, uri) : head;
  const format = formatOf(inner, uri);
  const named = formatOfName(path);
  const json = format === "JSON" || format === "NDJSON";
  if (named && named !== format && !(json && /JSON/.test(named))) {
    throw sourceFault(
      uri,
      `it holds ${format}, not ${named} as its name says`,
    );
  }
  if (format === "Parquet") checkParquet(uri, tail, bytes, gzip);
  if (gzip && format === "Arrow IPC") {
    throw sourceFault(uri, `gzip around Arrow IPC is not read; unpack it`);
  }
  return { path, format, gzip, bytes, stream: inner[0] === 0xff };
}

async function ends(
  path: string,
  uri: string,
): Promise<{ head: Uint8Array; tail: Uint8Array; bytes: number }> {
  try {
    using file = await Deno.open(path);
    const bytes = (await file.stat()).size;
    const head = new Uint8Array(Math.min(bytes, 4096));
    await file.read(head);
    const tail = new Uint8Array(Math.min(bytes, 8));
    await file.seek(bytes - tail.length, Deno.SeekMode.Start);
    await file.read(tail);
    return { head, tail, bytes };
  } catch (error) {
    throw sourceFault(uri, reasonOf(error), error);
  }
}

async function beginning(path: string, uri: string): Promise<Uint8Array> {
  try {
    for await (const chunk of csvBytes(path, { gzip: true, limit: 1 })) {
      return chunk.subarray(0, 4096);
    }
  } catch (error) {
    throw sourceFault(uri, reasonOf(error), error);
  }
  throw sourceFault(uri, "its gzip data unpacks to 0 bytes");
}

const latin1 = new TextDecoder("latin1");

function formatOf(head: Uint8Array, uri: string): FileFormat {
  const text = latin1.decode(head.subarray(0, 4096));
  if (text.startsWith("PAR1")) return "Parquet";
  if (text.startsWith("ARROW1")) return "Arrow IPC";
  if (text.startsWith("\xff\xff\xff\xff")) return "Arrow IPC";
  const foreign = FOREIGN.find(([magic]) => text.startsWith(magic));
  if (foreign || text.slice(8, 12) === "DUCK") {
    if (foreign?.[1] === "UTF-16 text") {
      throw sourceFault(uri, "it holds UTF-16 text, UTF-8 is needed");
    }
    const what = foreign?.[1] ?? "a DuckDB database";
    throw sourceFault(uri, `it holds ${what}; ${NEEDED}`);
  }
  if (text[0] === "\0" || text[1] === "\0") {
    throw sourceFault(uri, "it holds UTF-16 text, UTF-8 is needed");
  }
  const body = text.replace(/^\xef\xbb\xbf/, "").trimStart();
  if (/^\[\s*([{\]]|$)/.test(body)) return "JSON";
  return /^\{\s*("|\}|$)/.test(body) ? "NDJSON" : "CSV";
}

function checkParquet(
  uri: string,
  tail: Uint8Array,
  bytes: number,
  gzip: boolean,
): void {
  if (gzip) {
    throw sourceFault(uri, "gzip around Parquet is not read; unpack it");
  }
  const footer = new DataView(tail.buffer).getUint32(0, true);
  if (
    bytes < 12 || latin1.decode(tail.subarray(4)) !== "PAR1" ||
    footer > bytes - 12
  ) {
    throw sourceFault(
      uri,
      `it is cut off after ${bytes} bytes, its footer is missing; a whole Parquet file is needed`,
    );
  }
}
