import { crc32c } from "./crc32c.ts";

/** Bytes before a payload: its length and its CRC-32C, both unsigned, 32 bits, little-endian. */
export const recordHeader = 8;

/** The largest payload, just under 16 MiB: a length beyond it is damage. */
export const recordLimit = 2 ** 24 - 1;

/** What is in a segment's bytes. */
export interface Scan {
  /** The payloads of whole records, in order; views into the bytes. */
  readonly payloads: readonly Uint8Array[];
  /** Bytes up to the end of the last whole record. */
  readonly end: number;
}

/** Bytes between whole records that are no record: `[from, to)`. */
export interface Damage {
  readonly from: number;
  readonly to: number;
}

/** Frames payloads as records, one after another. Error: RangeError for an empty payload or one beyond the limit. */
export function encodeRecords(payloads: readonly Uint8Array[]): Uint8Array {
  const size = payloads.reduce(
    (sum, { length }) => sum + recordHeader + length,
    0,
  );
  const bytes = new Uint8Array(size), view = new DataView(bytes.buffer);
  let at = 0;
  for (const payload of payloads) {
    if (payload.length === 0 || payload.length > recordLimit) {
      throw new RangeError(
        `Cannot log a record of ${payload.length} bytes: 1 to ${recordLimit} are allowed`,
      );
    }
    view.setUint32(at, payload.length, true);
    view.setUint32(at + 4, crc32c(payload), true);
    bytes.set(payload, at + recordHeader);
    at += recordHeader + payload.length;
  }
  return bytes;
}

/**
 * Reads records until the bytes end or stop making sense; a torn or damaged record and all after it are not given.
 *
 * Stops after the record that reaches `most` bytes, defaults to all; the checksums of 8 MiB take about 18 ms.
 */
export function scanRecords(bytes: Uint8Array, most = Infinity): Scan {
  const payloads: Uint8Array[] = [];
  const end = visitRecords(
    bytes,
    0,
    most,
    (start, end) => payloads.push(bytes.subarray(start, end)),
  );
  return { payloads, end };
}

/** Visits the payloads of whole records from `from` on, as places in the bytes; answers where it ended, as `scanRecords` does. */
export function visitRecords(
  bytes: Uint8Array,
  from: number,
  most: number,
  visit: (start: number, end: number) => void,
): number {
  let at = from;
  while (at - from < most) {
    const payload = recordAt(bytes, at);
    if (payload === undefined) break;
    const start = at + recordHeader;
    at = start + payload.length;
    visit(start, at);
  }
  return at;
}

/**
 * The place of the next whole record from `from` on; undefined when there is none.
 *
 * A header holds bytes that the text of an event cannot hold (a length below 16 MiB has a zero byte), so what is found
 * is a record and no part of one.
 */
export function nextRecord(
  bytes: Uint8Array,
  from: number,
): number | undefined {
  for (let at = from; at + recordHeader < bytes.length; at++) {
    if (bytes[at + 3] === 0 && recordAt(bytes, at)) return at;
  }
  return undefined;
}

function recordAt(bytes: Uint8Array, at: number): Uint8Array | undefined {
  if (at + recordHeader > bytes.length) return undefined;
  const length = bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16 |
    bytes[at + 3]! << 24;
  const start = at + recordHeader;
  if (length <= 0 || length > recordLimit || start + length > bytes.length) {
    return undefined;
  }
  const payload = bytes.subarray(start, start + length);
  const crc = (bytes[at + 4]! | bytes[at + 5]! << 8 | bytes[at + 6]! << 16 |
    bytes[at + 7]! << 24) >>> 0;
  return crc32c(payload) === crc ? payload : undefined;
}
