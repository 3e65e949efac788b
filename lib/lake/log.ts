import { encodeRecords } from "./record.ts";
import { isPartitionName } from "./partition.ts";
import {
  listSegments,
  repairSegment,
  segmentFolder,
  segmentPath,
} from "./segment.ts";
import type { AppendFile, Storage } from "./storage.ts";

/** What every event has. */
export interface LakeEvent {
  readonly event_id: string;
  /** Milliseconds since 1970, UTC. */
  readonly ts: number;
  readonly system: string;
  readonly kind: string;
}

/** The open end of a log. */
export interface EventLog {
  /**
   * Resolves when all the events are safe on disk (after fdatasync); calls that wait together share one.
   * Errors: TypeError for a value that is no event, before anything is written; the storage's own otherwise.
   */
  append(events: readonly LakeEvent[]): Promise<void>;
  /** Ends the open segment, if anything is in it, and starts the next; answers the numbers of all closed ones. */
  rotate(): Promise<readonly number[]>;
  /** Writes what is pending and ends. */
  close(): Promise<void>;
}

/** Settings of a log. */
export interface LogOptions {
  /** Bytes after which a new segment starts; defaults to 8 MiB. */
  readonly segmentBytes?: number;
  /** The first segment's number is larger, so that a sealed one whose log is gone is never taken for new; defaults to 0. */
  readonly after?: number;
}

interface Waiting {
  readonly bytes: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens the log for writing: cuts torn tails off all segments and starts a new one, so nothing is ever written after a tear.
 *
 * The caller holds the lake's lock. When a write or a sync fails, its events are refused, the segment is cut back to
 * what was acknowledged and a new one is started, now or before the next batch: a failed fsync is never tried again on its file.
 */
export async function openLog(
  storage: Storage,
  { segmentBytes = 2 ** 23, after = 0 }: LogOptions = {},
): Promise<EventLog> {
  await storage.makeFolder(segmentFolder);
  const closed = await listSegments(storage);
  for (const number of closed) await repairSegment(storage, number);
  let number = Math.max(closed.at(-1) ?? 0, after) + 1;
  let file = await startSegment(storage, number),
    size = 0,
    tried = number,
    broken = false;
  let waiting: Waiting[] = [],
    work: Promise<void> = Promise.resolve(),
    busy = false,
    ended = false;

  // One thing at a time: writes, rotations and the end happen in the order in which they were asked for.
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = work.then(task);
    work = turn.then(() => {}, () => {});
    return turn;
  }

  async function next() {
    const started = await startSegment(storage, ++tried);
    await file.close().catch(() => {});
    closed.push(number);
    [file, number, size] = [started, tried, 0];
  }

  async function cutBack() {
    await storage.truncate(segmentPath(number), size);
    await next();
    broken = false;
  }

  async function flush() {
    busy = false;
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      if (broken) await cutBack();
      const bytes = joined(batch);
      broken = true;
      await file.append(bytes);
      await file.sync();
      broken = false;
      size += bytes.length;
      for (const { resolve } of batch) resolve();
      // When this fails the segment grows on and the next batch tries again.
      if (size >= segmentBytes) await next().catch(() => {});
    } catch (error) {
      for (const { reject } of batch) reject(error);
      await cutBack().catch(() => {});
    }
  }

  return {
    async append(events) {
      const bytes = encodeRecords(events.map(payloadOf));
      if (events.length === 0) return;
      if (ended) throw new Error("Cannot append to the log: it is closed");
      await new Promise<void>((resolve, reject) => {
        waiting.push({ bytes, resolve, reject });
        if (busy) return;
        busy = true;
        void inTurn(flush);
      });
    },
    rotate: () =>
      inTurn(async () => {
        if (broken) await cutBack();
        else if (size > 0) await next();
        return closed.slice();
      }),
    close() {
      ended = true;
      return inTurn(async () => {
        await flush();
        await file.close();
      });
    },
  };
}

async function startSegment(
  storage: Storage,
  number: number,
): Promise<AppendFile> {
  const file = await storage.create(segmentPath(number));
  await storage.syncFolder(segmentFolder);
  return file;
}

const encoder = new TextEncoder();

function payloadOf(event: LakeEvent): Uint8Array {
  const { event_id, ts, system, kind } = event;
  if (typeof event_id !== "string" || event_id === "") {
    throw new TypeError(
      `Cannot log an event: its event_id is ${
        JSON.stringify(event_id)
      }, a string is needed`,
    );
  }
  if (!Number.isFinite(ts) || Math.abs(ts) > 8.64e15) {
    throw new TypeError(
      `Cannot log "${event_id}": its ts is ${
        JSON.stringify(ts)
      }, milliseconds since 1970 are needed`,
    );
  }
  for (const [field, name] of [["system", system], ["kind", kind]]) {
    if (isPartitionName(name)) continue;
    throw new TypeError(
      `Cannot log "${event_id}": its ${field} is ${
        JSON.stringify(name)
      }, 1 to 64 letters, digits, "_" or "-" are needed`,
    );
  }
  return encoder.encode(JSON.stringify(event));
}

function joined(batch: readonly Waiting[]): Uint8Array {
  if (batch.length === 1) return batch[0]!.bytes;
  const bytes = new Uint8Array(
    batch.reduce((sum, one) => sum + one.bytes.length, 0),
  );
  let at = 0;
  for (const one of batch) {
    bytes.set(one.bytes, at);
    at += one.bytes.length;
  }
  return bytes;
}
