import { scanRecords } from "./record.ts";
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

/** The payloads of a segment's whole records; lets other work in after each MiB. */
export async function readSegment(
  storage: Storage,
  number: number,
): Promise<readonly Uint8Array[]> {
  const bytes = await storage.read(segmentPath(number)) ?? new Uint8Array(0);
  const payloads: Uint8Array[] = [];
  for (let at = 0;;) {
    const part = scanRecords(bytes.subarray(at), 2 ** 20);
    for (const payload of part.payloads) payloads.push(payload);
    at += part.end;
    if (part.end < 2 ** 20 || at === bytes.length) return payloads;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/**
 * Cuts what a crash left half-written off a segment and answers how many bytes that were.
 *
 * The cut bytes stay beside it as `.torn`: they were never acknowledged, but if the disk damaged a record in the
 * middle they are not lost. Does nothing to a whole segment, and twice does no more than once.
 */
export async function repairSegment(
  storage: Storage,
  number: number,
): Promise<number> {
  const path = segmentPath(number);
  const bytes = await storage.read(path) ?? new Uint8Array(0);
  const { end } = scanRecords(bytes);
  if (end === bytes.length) return 0;
  const torn = await storage.open(`${path}.torn`);
  await torn.append(bytes.subarray(end));
  await torn.sync();
  await torn.close();
  await storage.syncFolder(segmentFolder);
  await storage.truncate(path, end);
  return bytes.length - end;
}
