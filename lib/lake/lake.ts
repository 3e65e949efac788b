import type { EventSchema } from "./event_schema.ts";
import { openIdIndex } from "./id_index.ts";
import {
  type Fate,
  type Incoming,
  intake,
  type IntakeCounts,
} from "./intake.ts";
import { type LakeEvent, toDraft } from "./lake_event.ts";
import { openLog } from "./log.ts";
import {
  lastSealed,
  type Manifest,
  type ManifestFile,
  type ManifestLine,
  openManifest,
} from "./manifest.ts";
import { retainFiles, type Retention, sweepFiles } from "./retain_files.ts";
import { beginEra } from "./schema_log.ts";
import {
  compactFiles,
  type CompactOptions,
  type Compactor,
} from "./compact_files.ts";
import { type LateSelection, takeLate } from "./take_late.ts";
import { type PartitionWriter, sealSegments } from "./seal.ts";
import { listSegments, segmentPath } from "./segment.ts";
import type { Storage } from "./storage.ts";

/** A lake open for writing: the log's end and what turns it into Parquet. One process at a time. */
export interface Lake {
  /** Logs events that this process made; resolves when they are safe on disk. Errors: TypeError for a value that is no event. */
  append(events: readonly LakeEvent[]): Promise<void>;
  /** Takes events in that were judged; resolves when they are safe on disk, good ones and refused ones. */
  admit(candidates: readonly Incoming[]): Promise<readonly Fate[]>;
  /** Counts by system since the lake was opened. */
  counts(): ReadonlyMap<string, IntakeCounts>;
  /** How it does. */
  state(): LakeState;
  /** What the manifest says now. */
  manifest(): Manifest;
  /** After a fault: looks whether the disk takes writes again. */
  probe(): Promise<void>;
  /** Turns everything logged so far into Parquet; answers the number of segments that were sealed. */
  seal(): Promise<number>;
  /** Merges small files, and drops repeats that came in after their ids were forgotten; answers the manifest's new lines. */
  compact(
    options?: Omit<CompactOptions, "at" | "code">,
  ): Promise<readonly ManifestLine[]>;
  /** The backfill of rows that came in after the watermark; answers how many. */
  takeLate(selection: Omit<LateSelection, "at" | "code">): Promise<number>;
  /** Takes away what is older than it says, and files that left the manifest a while ago; answers what went. */
  retain(
    retention: Omit<Retention, "now" | "code">,
  ): Promise<{ readonly rows: number; readonly segments: number }>;
  /** Seals nothing more, writes what is pending, and lets other processes in. */
  close(): Promise<void>;
}

/** How a lake does. */
export interface LakeState {
  /** Bytes of events that wait to be written. */
  readonly waitingBytes: number;
  /** Bytes of events that are safe and not sealed yet. */
  readonly unsealedBytes: number;
  /** Why the last write failed; undefined when it did not. */
  readonly fault: string | undefined;
  /** What was found at the start or since and should be known: cut ends, damage. */
  readonly notes: readonly string[];
  /** Ids that are known, and bytes of memory for them. */
  readonly ids: { readonly ids: number; readonly memory: number };
}

/** Settings of a lake. */
export interface LakeOptions {
  /** Bytes after which a new segment of the log starts; defaults to 8 MiB. */
  readonly segmentBytes?: number;
  /** What systems take in; defaults to none. */
  readonly schemas?: readonly EventSchema[];
  /** Milliseconds since 1970, UTC; defaults to the system's clock. */
  readonly clock?: () => number;
  /** Whether files hold an hour or a day of events; defaults to "hour". */
  readonly partition?: "hour" | "day";
  /** Days of arrival in which an id is known again; defaults to 31. */
  readonly idDays?: number;
  /** Version of the code, for the manifest; defaults to none. */
  readonly code?: string;
}

/** What makes files of events, and looks after them. */
export interface LakeEngine {
  /** Opens what writes partitions of events that came in by some schemas. */
  writer(
    schemas: readonly EventSchema[],
  ): Promise<PartitionWriter & { close(): void }>;
  /** Opens what merges files. */
  compactor(): Promise<Compactor & { close(): void }>;
  /** Why a file cannot be used; undefined when its bytes are those that were written. */
  faultOf(file: ManifestFile): Promise<string | undefined>;
}

/**
 * Opens the lake in a storage, makes it when there is none, and heals what a crash left: torn tails, half-published files.
 *
 * Readers go by the manifest at any time. Call `seal` every few minutes. Error: when another process has it open.
 */
export async function openLakeOn(
  storage: Storage,
  engine: LakeEngine,
  { schemas = [], clock = Date.now, partition = "hour", code = "", ...options }:
    LakeOptions = {},
): Promise<Lake> {
  await storage.makeFolder("");
  const unlock = await storage.lock("lock");
  const notes: string[] = [];
  try {
    const manifest = await openManifest(storage);
    notes.push(...manifest.damage);
    const sealed = lastSealed(manifest.lines);
    const index = await openIdIndex(storage, {
      clock,
      ...(options.idDays === undefined ? {} : { days: options.idDays }),
    });
    const log = await openLog(storage, {
      after: sealed,
      ...(options.segmentBytes === undefined
        ? {}
        : { segmentBytes: options.segmentBytes }),
      closed: (segment) => index.closed(segment),
      cut: (bytes, segment) =>
        notes.push(
          `${bytes} bytes at the end of segment ${segment} were no whole record and were set aside`,
        ),
    });
    const last = (await log.rotate()).at(-1) ?? 0;
    const eras = await beginEra(storage, {
      after: Math.max(last, sealed),
      schemas,
    }, sealed);
    const door = intake(log, index, clock);
    const watermarks = new Map(
      schemas.map(({ system, watermarkHours }) => [system, watermarkHours]),
    );

    let oldBytes = await bytesAfter(storage, sealed), sealedBytes = 0;
    const sealNow = async () => {
      const closed = await log.rotate(), written = log.writtenBytes;
      let done = 0;
      // Events that came in by other schemas are sealed by those.
      for (const [at, era] of [{ after: 0, schemas: [] }, ...eras].entries()) {
        const end = eras[at]?.after ?? Infinity;
        const some = closed.filter((n) =>
          n > Math.max(era.after, lastSealed(manifest.lines)) && n <= end
        );
        if (some.length === 0) continue;
        const writer = await engine.writer(era.schemas);
        try {
          done += (await sealSegments(storage, manifest, writer, some, {
            code,
            at: Math.floor(clock()),
            partition,
            watermarkHours: (system) => watermarks.get(system) ?? Infinity,
          })).length;
        } finally {
          writer.close();
        }
      }
      [oldBytes, sealedBytes] = [0, written];
      return done;
    };
    // Sealing, merging and removing take turns: each changes the manifest.
    let work: Promise<unknown> = Promise.resolve();
    const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
      const turn = work.then(task);
      work = turn.catch(() => {});
      return turn;
    };
    const stamp = () => ({ at: Math.floor(clock()), code });
    return {
      async append(events) {
        await door.admit(
          events.map((event) => ({
            ...toDraft(event),
            raw: JSON.stringify(event),
          })),
        );
      },
      admit: door.admit,
      counts: door.counts,
      manifest: () => manifest,
      state: () => ({
        waitingBytes: log.waitingBytes,
        unsealedBytes: oldBytes + log.writtenBytes - sealedBytes,
        fault: log.fault?.message,
        notes,
        ids: index.size,
      }),
      probe: () => log.probe(),
      seal: () => inTurn(sealNow),
      compact: (more = {}) =>
        inTurn(async () => {
          const compactor = await engine.compactor();
          try {
            return await compactFiles(
              storage,
              manifest,
              compactor,
              engine.faultOf,
              {
                ...(options.idDays === undefined
                  ? {}
                  : { idDays: options.idDays }),
                ...more,
                ...stamp(),
              },
            );
          } finally {
            compactor.close();
          }
        }),
      takeLate: (selection) =>
        inTurn(async () => {
          const line = await takeLate(manifest, { ...selection, ...stamp() });
          return (line?.add ?? []).reduce((sum, { rows }) => sum + rows, 0);
        }),
      retain: (retention) =>
        inTurn(async () => {
          const now = Math.floor(clock());
          await sweepFiles(storage, manifest, now);
          return await retainFiles(storage, manifest, {
            ...retention,
            now,
            code,
          });
        }),
      async close() {
        await work;
        await log.close();
        await index.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Bytes of segments after one. */
async function bytesAfter(storage: Storage, sealed: number): Promise<number> {
  let bytes = 0;
  for (const segment of await listSegments(storage)) {
    if (segment <= sealed) continue;
    const file = await storage.openRead(segmentPath(segment));
    bytes += file.size;
    await file.close();
  }
  return bytes;
}
