import { type Damage, nextRecord, visitRecords } from "./record.ts";
import type { Storage } from "./storage.ts";

/** The folder of segments, within a lake. */
export const segmentFolder = "log";

/** The path of a segment: 12 digits, so that names sort as numbers do. */
export function segmentPath(number: number): string {
  return `${segmentFolder}/${String(number).padStart(12, "0")}.log`;
}

/** The numbers of the segments in a lake, in order. */
export async function listSegments(storage: Storage): Promise<number[]> {
  const names = await storage.list(segmentFolder);
  return names.flatMap((name) =>
    /^\d{12}\.log$/.test(name) ? [Number(name.slice(0, 12))] : []
  ).sort((a, b) => a - b);
}

/** All that can be read of a segment. */
export interface SegmentContent {
  readonly bytes: Uint8Array;
  /** Where the payloads of whole records start and end, one after the other. */
  readonly spans: readonly number[];
  /** Bytes that are no record, between records or at the end. */
  readonly damage: readonly Damage[];
}

/** Reads a segment, past damage; lets other work in after each MiB. */
export async function scanSegment(
  storage: Pick<Storage, "read">,
  number: number,
): Promise<SegmentContent> {
  const bytes = await storage.read(segmentPath(number)) ?? new Uint8Array(0);
  const spans: number[] = [], damage: Damage[] = [];
  for (let at = 0; at < bytes.length;) {
    const from = at;
    at = visitRecords(
      bytes,
      from,
      2 ** 20,
      (start, end) => spans.push(start, end),
    );
    if (at - from < 2 ** 20 && at < bytes.length) {
      const to = nextRecord(bytes, at + 1) ?? bytes.length;
      damage.push({ from: at, to });
      at = to;
    }
    if (at < bytes.length) await new Promise((resolve) => setTimeout(resolve));
  }
  return { bytes, spans, damage };
}

/** The payloads of a segment's whole records; views into its bytes. */
export async function readSegment(
  storage: Pick<Storage, "read">,
  number: number,
): Promise<readonly Uint8Array[]> {
  const { bytes, spans } = await scanSegment(storage, number);
  const payloads: Uint8Array[] = [];
  for (let at = 0; at < spans.length; at += 2) {
    payloads.push(bytes.subarray(spans[at], spans[at + 1]));
  }
  return payloads;
}

/**
 * Cuts what a crash left half-written off a segment and answers how many bytes that were.
 *
 * The cut bytes stay beside it as `.torn`. Bytes that make no sense but have whole records after them are damage and
 * stay where they are, for sealing to tell. Does nothing to a whole segment, and twice does no more than once.
 */
export async function repairSegment(
  storage: Storage,
  number: number,
): Promise<number> {
  const path = segmentPath(number);
  const { bytes, damage } = await scanSegment(storage, number);
  const last = damage.at(-1);
  if (last?.to !== bytes.length) return 0;
  const torn = await storage.open(`${path}.torn`);
  await torn.append(bytes.subarray(last.from));
  await torn.sync();
  await torn.close();
  await storage.syncFolder(segmentFolder);
  await storage.truncate(path, last.from);
  return bytes.length - last.from;
}
