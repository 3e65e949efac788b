import { csvBytes } from "./csv_bytes.ts";
import type { FileKind } from "./file_kind.ts";
import { temporary } from "./temporary.ts";

/** What the bytes of a JSON file say before it is parsed. */
export interface JsonLook {
  readonly bom: boolean;
  readonly blank: boolean;
  /** A whole number of 16 digits or an exponent of three, which a double may not hold, somewhere. */
  readonly longNumbers: boolean;
}

/** Reads all bytes of a JSON file once, about a nanosecond each. */
export async function lookAtJson(file: FileKind): Promise<JsonLook> {
  let bom = false, blank = true, longNumbers = false, first = true;
  let digits = 0, limit = 16;
  for await (const b of csvBytes(file.path, file)) {
    let from = 0;
    if (first) {
      bom = b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf;
      from = bom ? 3 : 0;
      first = false;
    }
    for (let i = from; i < b.length; i++) {
      const byte = b[i]!;
      if (byte > 32) blank = false;
      if (byte >= 48 && byte <= 57) {
        if (++digits >= limit) longNumbers = true;
      } else if (byte === 46) limit = Infinity;
      else if (byte !== 43 && byte !== 45) {
        limit = digits > 0 && (byte | 32) === 101 ? 3 : 16;
        digits = 0;
      }
    }
  }
  return { bom, blank, longNumbers };
}

/** Copies a file without its byte order mark; returns the path. */
export async function withoutBom(file: FileKind): Promise<string> {
  const target = temporary(".json");
  using out = await Deno.open(target, { write: true, create: true });
  let skip = 3;
  for await (const chunk of csvBytes(file.path, file)) {
    const bytes = chunk.subarray(skip);
    skip = 0;
    for (let at = 0; at < bytes.length;) {
      at += out.writeSync(bytes.subarray(at));
    }
  }
  return target;
}

// DuckDB counts lines from 1 or 2, with or without blank ones, as the error goes.
/** The first line of NDJSON that is no object, in words that follow a file's name; undefined when all are. */
export async function badLine(file: FileKind): Promise<string | undefined> {
  if (file.format !== "NDJSON") return undefined;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 0;
  let rest = new Uint8Array();
  const check = (bytes: Uint8Array): string | undefined => {
    line++;
    try {
      const text = decoder.decode(bytes).trim();
      const value = text === "" ? {} : JSON.parse(text);
      if (typeof value === "object" && value && !Array.isArray(value)) {
        return undefined;
      }
      return `line ${line} is no object, one object a line is needed`;
    } catch (error) {
      return error instanceof SyntaxError
        ? `line ${line} is no whole JSON object, one object a line is needed`
        : `line ${line} is not UTF-8; UTF-8 is needed`;
    }
  };
  for await (const chunk of csvBytes(file.path, file)) {
    const bytes = new Uint8Array(rest.length + chunk.length);
    bytes.set(rest);
    bytes.set(chunk, rest.length);
    let from = 0;
    for (let to; (to = bytes.indexOf(10, from)) >= 0; from = to + 1) {
      const bad = check(bytes.subarray(from, to));
      if (bad) return bad;
    }
    rest = bytes.subarray(from);
  }
  return rest.length ? check(rest) : undefined;
}
