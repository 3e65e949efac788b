import { appendManifest, type ManifestFile, readManifest } from "./manifest.ts";
import { type Partition, partitionFolder } from "./partition.ts";
import { readSegment } from "./segment.ts";
import type { Storage } from "./storage.ts";

/** A file that a writer has written and nobody sees yet. */
export interface WrittenFile extends Partition {
  /** Its path for now, within the lake. */
  readonly temporary: string;
  readonly rows: number;
  readonly minTs: number;
  readonly maxTs: number;
}

/** Turns events into Parquet files, one a partition, and derives rows of exposure from predictions. */
export interface PartitionWriter {
  /** `payloads` are events as JSON text. The same payloads give the same files. */
  write(payloads: readonly Uint8Array[]): Promise<readonly WrittenFile[]>;
}

/**
 * Seals closed segments that are not in the manifest yet: each becomes one Parquet file a partition, then one manifest line.
 *
 * Order: written, synced, renamed, folder synced, manifest line synced. A crash between two steps is healed by sealing
 * again, as a segment's files have the segment's name. Answers the numbers sealed. The segments stay: the log is the truth.
 */
export async function sealSegments(
  storage: Storage,
  writer: PartitionWriter,
  closed: readonly number[],
): Promise<number[]> {
  const known = new Set(
    (await readManifest(storage)).map(({ segment }) => segment),
  );
  const sealed = closed.filter((number) => !known.has(number));
  for (const number of sealed) {
    const payloads = await readSegment(storage, number);
    const name = `${String(number).padStart(12, "0")}.parquet`;
    await publish(
      storage,
      payloads.length === 0 ? [] : await writer.write(payloads),
      name,
      number,
    );
  }
  return sealed;
}

/** Puts written files in their places under `name` and adds them to the manifest in one line. */
export async function publish(
  storage: Storage,
  written: readonly WrittenFile[],
  name: string,
  segment: number | null,
): Promise<void> {
  const files: ManifestFile[] = [];
  for (const { temporary, ...file } of written) {
    const folder = partitionFolder(file), path = `${folder}/${name}`;
    await storage.syncFile(temporary);
    const bytes = await storage.read(temporary);
    if (bytes === undefined) {
      throw new Error(`Cannot publish "${path}": "${temporary}" is gone`);
    }
    await storage.makeFolder(folder);
    await storage.rename(temporary, path);
    await storage.syncFolder(folder);
    files.push({
      ...file,
      path,
      bytes: bytes.length,
      sha256: await sha256(bytes),
    });
  }
  await appendManifest(storage, { segment, files });
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest(
    "SHA-256",
    bytes as Uint8Array<ArrayBuffer>,
  );
  return new Uint8Array(digest).toHex();
}
