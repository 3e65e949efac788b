import type { Partition } from "./partition.ts";
import type { Storage } from "./storage.ts";

/** One Parquet file that is part of the lake. */
export interface ManifestFile extends Partition {
  readonly path: string;
  /** SHA-256 of its bytes, hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number;
  /** The smallest and largest event time. Milliseconds since 1970, UTC. */
  readonly minTs: number;
  readonly maxTs: number;
}

/** One line of the manifest: the files that one act added, all or none. */
export interface ManifestLine {
  /** The segment that was sealed into them, null for a backfill. */
  readonly segment: number | null;
  readonly files: readonly ManifestFile[];
}

/** The manifest's path within a lake: JSON, a line each. */
export const manifestPath = "manifest.ndjson";

/** All whole lines of the manifest, in order. A last line that a crash left half-written is not there yet. */
export async function readManifest(
  storage: Pick<Storage, "read">,
): Promise<ManifestLine[]> {
  return wholeLines(await storage.read(manifestPath)).lines;
}

/** Adds a line, durably: with it the files are part of the lake. */
export async function appendManifest(
  storage: Storage,
  line: ManifestLine,
): Promise<void> {
  const file = await storage.open(manifestPath);
  try {
    await file.append(new TextEncoder().encode(`${JSON.stringify(line)}\n`));
    await file.sync();
  } finally {
    await file.close();
  }
  await storage.syncFolder("");
}

/** Cuts a half-written last line off, so that the next one starts on its own. */
export async function repairManifest(storage: Storage): Promise<void> {
  const bytes = await storage.read(manifestPath);
  const { end } = wholeLines(bytes);
  if (bytes !== undefined && end < bytes.length) {
    await storage.truncate(manifestPath, end);
  }
}

function wholeLines(
  bytes: Uint8Array = new Uint8Array(0),
): { lines: ManifestLine[]; end: number } {
  const lines: ManifestLine[] = [], decoder = new TextDecoder();
  let end = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, end)) {
    try {
      lines.push(JSON.parse(decoder.decode(bytes.subarray(end, at))));
    } catch {
      break;
    }
    end = at + 1;
  }
  return { lines, end };
}
