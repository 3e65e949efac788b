import {
  lastSealed,
  type ManifestAct,
  type ManifestFile,
  type ManifestLine,
  type OpenManifest,
} from "./manifest.ts";
import { partitionFolder } from "./partition.ts";
import { memberText, payloadText } from "./payload.ts";
import { type SealGroup, sealGroups, type SealSplit } from "./seal_groups.ts";
import { quarantineKind, unknownSystem } from "./intake.ts";
import type { Damage } from "./record.ts";
import { scanSegment, segmentPath } from "./segment.ts";
import type { Storage } from "./storage.ts";

/** A file that a writer has written and nobody sees yet. */
export interface WrittenFile
  extends Omit<ManifestFile, "path" | "sha256" | "bytes"> {
  /** Its path for now, within the lake. */
  readonly temporary: string;
}

/** Turns events into Parquet files, one a partition, and derives rows of exposure from predictions. */
export interface PartitionWriter {
  /** Adds lines of JSON to what is to be written of a group; `key` names it. A chunk holds whole lines, the last without its end. */
  add(key: string, chunks: readonly Uint8Array[]): Promise<void>;
  /** Writes the files of a group. The same payloads give the same files. */
  write(key: string, group: SealGroup): Promise<readonly WrittenFile[]>;
  /** Forgets what was added and removes what was written and not published. */
  clear(): Promise<void>;
}

/** Settings of sealing. */
export interface SealOptions extends SealSplit {
  /** Version of the code, for the manifest; defaults to none. */
  readonly code?: string;
  /** When. Milliseconds since 1970, UTC; defaults to 0. */
  readonly at?: number;
  /** What files' names begin with; defaults to nothing. */
  readonly name?: string;
  /** Bytes of segments that become one file a partition; defaults to 256 MiB. */
  readonly batchBytes?: number;
}

/**
 * Seals closed segments that are not in the manifest yet: one Parquet file a partition, then one manifest line.
 *
 * Order: written, synced, renamed, folder synced, manifest line synced. A crash between two steps leaves files that no
 * line names, which nobody reads and `removeUnlisted` removes. Answers the numbers sealed. One segment is in memory at
 * a time. What is damaged in a segment is told in the manifest, and its bytes go to quarantine.
 */
export async function sealSegments(
  storage: Storage,
  manifest: OpenManifest,
  writer: PartitionWriter,
  closed: readonly number[],
  options: SealOptions = {},
): Promise<number[]> {
  const sealed = closed.filter((number) => number > lastSealed(manifest.lines));
  for (let at = 0; at < sealed.length;) {
    at += await sealSome(storage, manifest, writer, sealed.slice(at), options);
  }
  return sealed;
}

/** Seals segments until they are enough for one batch; answers how many. */
async function sealSome(
  storage: Storage,
  manifest: OpenManifest,
  writer: PartitionWriter,
  numbers: readonly number[],
  options: SealOptions,
): Promise<number> {
  const { batchBytes = 2 ** 28, code = "", at = 0 } = options;
  const groups = sealGroups(options);
  const damage: (Damage & { segment: number })[] = [];
  let count = 0, bytes = 0;
  await writer.clear();
  for (; count < numbers.length && bytes < batchBytes; count++) {
    const segment = numbers[count]!;
    const content = await scanSegment(storage, segment);
    bytes += content.bytes.length;
    const chunks = groups.split(content.bytes, content.spans);
    for (const one of content.damage) {
      damage.push({ segment, ...one });
      const payload = damagedPayload(segment, one, content.bytes, at);
      chunks.push(...groups.split(payload, [1, payload.length]));
    }
    for (const [key, some] of Map.groupBy(chunks, ({ key }) => key)) {
      await writer.add(key, some.map((chunk) => chunk.bytes));
    }
  }
  const written: WrittenFile[] = [];
  for (const [key, group] of groups.all()) {
    written.push(...await writer.write(key, group));
  }
  const [first, last] = [numbers[0]!, numbers[count - 1]!];
  await publish(
    storage,
    manifest,
    written,
    `${options.name ?? ""}${digits(first)}-${digits(last)}`,
    {
      act: "seal",
      at,
      code,
      segments: [first, last],
      ...(damage.length ? { damage } : {}),
    },
  );
  await writer.clear();
  return count;
}

/** Puts written files in their places, under `name` and what tells them apart, and adds them to the manifest in one line. */
export async function publish(
  storage: Storage,
  manifest: OpenManifest,
  written: readonly WrittenFile[],
  name: string,
  line: Partial<Omit<ManifestLine, "seq" | "add">> & {
    readonly act: ManifestAct;
  },
): Promise<ManifestLine> {
  const add: ManifestFile[] = [], folders = new Set<string>();
  for (const { temporary, ...file } of written) {
    const folder = partitionFolder(file);
    const path = `${folder}/${name}${file.late ? ".late" : ""}.parquet`;
    await storage.syncFile(temporary);
    const bytes = await storage.read(temporary);
    if (bytes === undefined) {
      throw new Error(`Cannot publish "${path}": "${temporary}" is gone`);
    }
    await storage.makeFolder(folder);
    await storage.rename(temporary, path);
    folders.add(folder);
    add.push({
      ...file,
      path,
      bytes: bytes.length,
      sha256: await sha256(bytes),
    });
  }
  for (const folder of folders) await storage.syncFolder(folder);
  return await manifest.append({
    at: 0,
    code: "",
    segments: null,
    remove: [],
    ...line,
    add,
  });
}

/** The SHA-256 of bytes, hexadecimal. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest(
    "SHA-256",
    bytes as Uint8Array<ArrayBuffer>,
  );
  return new Uint8Array(digest).toHex();
}

const digits = (number: number) => String(number).padStart(12, "0");
const encoder = new TextEncoder();

function damagedPayload(
  segment: number,
  { from, to }: Damage,
  bytes: Uint8Array,
  at: number,
): Uint8Array {
  const raw = bytes.subarray(from, Math.min(to, from + 65_536)).toBase64();
  return encoder.encode(
    "\n" + payloadText(
      {
        system: unknownSystem,
        kind: quarantineKind,
        ts: at,
        event_id: `quarantine:${segmentPath(segment)}:${from}`,
        members: memberText({
          detail: `bytes ${from} to ${to} of ${
            segmentPath(segment)
          } are no record, in base64`,
          id: null,
          raw,
          reason: "damaged_record",
        }),
      },
      at,
    ),
  );
}
