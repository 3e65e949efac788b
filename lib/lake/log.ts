import { encodeRecords } from "./record.ts";
import {
  listSegments,
  repairSegment,
  segmentFolder,
  segmentPath,
} from "./segment.ts";
import type { AppendFile, Storage } from "./storage.ts";

/** The open end of a log. */
export interface EventLog {
  /**
   * Resolves when all payloads are safe on disk (after fdatasync); calls that wait together share one.
   *
   * `written` is told the segment, after the sync and before anybody else can act. Error: the storage's own.
   */
  append(
    payloads: readonly Uint8Array[],
    written?: (segment: number) => void,
  ): Promise<void>;
  /** Ends the open segment, if anything is in it, and starts the next; answers the numbers of all closed ones. */
  rotate(): Promise<readonly number[]>;
  /** Bytes that wait to be written. */
  readonly waitingBytes: number;
  /** Bytes that were written since it was opened. */
  readonly writtenBytes: number;
  /** Why the last write failed; undefined when it did not. */
  readonly fault: Error | undefined;
  /** After a fault: writes as much again, aside, to see whether the disk takes it; the fault goes when it does. */
  probe(): Promise<void>;
  /** Writes what is pending and ends. */
  close(): Promise<void>;
}

/** Settings of a log. */
export interface LogOptions {
  /** Bytes after which a new segment starts; defaults to 8 MiB. */
  readonly segmentBytes?: number;
  /** The first segment's number is larger, so that a sealed one whose log is gone is never taken for new; defaults to 0. */
  readonly after?: number;
  /** Told of each segment to which nothing is added any more. */
  readonly closed?: (segment: number) => void;
  /** Told how many bytes were cut off the end of the last segment, when there were any. */
  readonly cut?: (bytes: number, segment: number) => void;
}

interface Waiting {
  readonly bytes: Uint8Array;
  readonly written: (segment: number) => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens the log for writing: cuts a torn tail off the last segment and starts a new one, so nothing is ever written after a tear.
 *
 * The caller holds the lake's lock. When a write or a sync fails, its events are refused, the segment is cut back to
 * what was acknowledged and a new one is started, now or before the next batch: a failed fsync is never tried again on its file.
 * Only the last segment can be torn, as each was synced to its end before the next was made: the others are not read here.
 */
export async function openLog(
  storage: Storage,
  {
    segmentBytes = 2 ** 23,
    after = 0,
    closed: tellClosed = () => {},
    cut = () => {},
  }: LogOptions = {},
): Promise<EventLog> {
  await storage.makeFolder(segmentFolder);
  const closed = await listSegments(storage);
  // The last may be empty because the power went when it was new: then the one before was the last to be written.
  for (const number of closed.slice(-2)) {
    const bytes = await repairSegment(storage, number);
    if (bytes > 0) cut(bytes, number);
  }
  let number = Math.max(closed.at(-1) ?? 0, after) + 1;
  let file = await startSegment(storage, number),
    size = 0,
    tried = number,
    broken = false;
  let waiting: Waiting[] = [],
    waitingBytes = 0,
    writtenBytes = 0,
    work: Promise<void> = Promise.resolve(),
    busy = false,
    ended = false,
    fault: Error | undefined,
    failedBytes = 0;

  // One thing at a time: writes, rotations and the end happen in the order in which they were asked for.
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = work.then(task);
    work = turn.then(() => {}, () => {});
    return turn;
  }

  async function next() {
    const started = await startSegment(storage, ++tried);
    const ended = number, isEmpty = size === 0;
    await file.close().catch(() => {});
    [file, number, size] = [started, tried, 0];
    if (isEmpty) await storage.remove(segmentPath(ended)).catch(() => {});
    else {
      closed.push(ended);
      tellClosed(ended);
    }
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
    const bytes = joined(batch);
    try {
      if (broken) await cutBack();
      broken = true;
      await file.append(bytes);
      await file.sync();
      broken = false;
      fault = undefined;
      size += bytes.length;
      writtenBytes += bytes.length;
      waitingBytes -= bytes.length;
      for (const { written } of batch) written(number);
      for (const { resolve } of batch) resolve();
      // When this fails the segment grows on and the next batch tries again.
      if (size >= segmentBytes) await next().catch(() => {});
    } catch (error) {
      waitingBytes -= bytes.length;
      [fault, failedBytes] = [error as Error, bytes.length];
      for (const { reject } of batch) reject(error);
      await cutBack().catch(() => {});
    }
  }

  return {
    get waitingBytes() {
      return waitingBytes;
    },
    get writtenBytes() {
      return writtenBytes;
    },
    get fault() {
      return fault;
    },
    async append(payloads, written = () => {}) {
      const bytes = encodeRecords(payloads);
      if (payloads.length === 0) return;
      if (ended) throw new Error("Cannot append to the log: it is closed");
      waitingBytes += bytes.length;
      await new Promise<void>((resolve, reject) => {
        waiting.push({ bytes, written, resolve, reject });
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
    probe: () =>
      inTurn(async () => {
        if (fault === undefined) return;
        if (broken) await cutBack();
        await tryToWrite(storage, Math.max(failedBytes, 65_536));
        fault = undefined;
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

async function tryToWrite(storage: Storage, bytes: number): Promise<void> {
  const path = `${segmentFolder}/probe`;
  const file = await storage.open(path);
  try {
    await file.append(new Uint8Array(bytes));
    await file.sync();
  } finally {
    await file.close();
    await storage.remove(path);
  }
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
