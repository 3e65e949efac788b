import {
  filesOf,
  lastSealed,
  type ManifestLine,
  type OpenManifest,
} from "./manifest.ts";
import { partitionSpan } from "./partition.ts";
import { listSegments, segmentPath } from "./segment.ts";
import type { Storage } from "./storage.ts";

/** How long things are kept. */
export interface Retention {
  /** Days of event time that stay readable; defaults to for ever. */
  readonly dataDays?: number;
  /** Days after sealing in which the log of an event stays; defaults to for ever. */
  readonly logDays?: number;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly code: string;
}

const dayMs = 86_400_000;

/**
 * Takes partitions away whose events are too old, and segments that were sealed long enough ago.
 *
 * Stored reports and profiles stay as they are. Who reads a window again is told that rows were removed and when: the
 * manifest keeps the line. Answers how many rows and bytes of segments went.
 */
export async function retainFiles(
  storage: Storage,
  manifest: OpenManifest,
  { dataDays = Infinity, logDays = Infinity, now, code }: Retention,
): Promise<{ readonly rows: number; readonly segments: number }> {
  const old = filesOf(manifest.lines).filter((file) =>
    partitionSpan(file).to <= now - dataDays * dayMs
  );
  if (old.length > 0) {
    await manifest.append({
      act: "retain",
      at: now,
      code,
      segments: null,
      add: [],
      remove: old.map(({ path }) => path),
    });
  }
  const sealed = sealedBefore(manifest.lines, now - logDays * dayMs);
  const segments = (await listSegments(storage)).filter((n) => n <= sealed);
  for (const segment of segments) await storage.remove(segmentPath(segment));
  return {
    rows: old.reduce((sum, { rows }) => sum + rows, 0),
    segments: segments.length,
  };
}

/** Removes files from the disk that left the manifest between `graceMs` and two days before `now`: whoever was reading them is done. */
export async function sweepFiles(
  storage: Storage,
  manifest: OpenManifest,
  now: number,
  graceMs = 600_000,
): Promise<void> {
  const listed = new Set(filesOf(manifest.lines).map(({ path }) => path));
  for (const { at, remove } of manifest.lines) {
    if (at > now - graceMs || at < now - 2 * dayMs) continue;
    for (const path of remove) {
      if (!listed.has(path)) await storage.remove(path).catch(() => {});
    }
  }
}

function sealedBefore(lines: readonly ManifestLine[], limit: number): number {
  return lastSealed(lines.filter(({ at }) => at > 0 && at < limit));
}
