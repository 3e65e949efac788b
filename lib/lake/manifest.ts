import { crc32c } from "./crc32c.ts";
import { type Partition, partitionSpan } from "./partition.ts";
import type { Damage } from "./record.ts";
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
  /** The first and last arrival; undefined in lakes of before arrival was kept. */
  readonly minArrival?: number;
  readonly maxArrival?: number;
  /** Version of the system's schema; 0 when the columns come from the rows. */
  readonly schema?: number;
  /** Rows that came in after the watermark: no part of published windows until a backfill. */
  readonly late?: true;
}

/** Why files came and went. */
export type ManifestAct =
  | "seal"
  | "compact"
  | "late"
  | "retain"
  /** All that earlier lines said, in one. */
  | "base";

/** One line of the manifest: the files that one act added and took away, all or none. */
export interface ManifestLine {
  /** Its number, from 1 on without gaps: the position of readers that follow. */
  readonly seq: number;
  readonly act: ManifestAct;
  /** When. Milliseconds since 1970, UTC; 0 in lakes of before it was kept. */
  readonly at: number;
  /** Version of the code that wrote the files. */
  readonly code: string;
  /** The first and last segment that are sealed with it; null when none is. */
  readonly segments: readonly [number, number] | null;
  readonly add: readonly ManifestFile[];
  /** Paths that are no part of the lake any more. */
  readonly remove: readonly string[];
  /** Bytes of segments that were no record when it was sealed. */
  readonly damage?: readonly (Damage & { readonly segment: number })[];
  /** Rows that were left out because their id was there already, by system. */
  readonly duplicates?: Readonly<Record<string, number>>;
  /** Of a base: rows that retention took away before it. */
  readonly gone?: readonly GoneRows[];
}

/** Rows that retention took away. */
export interface GoneRows {
  readonly system: string;
  readonly kind: string;
  /** Event times, `[from, to)`. Milliseconds since 1970, UTC. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** When they went. */
  readonly at: number;
}

/** What the manifest says. */
export interface Manifest {
  readonly lines: readonly ManifestLine[];
  /** Sentences about lines that cannot be read: files may be missing. */
  readonly damage: readonly string[];
}

/** The manifest's path within a lake: JSON, a line each with its CRC-32C. */
export const manifestPath = "manifest.ndjson";

/** Reads the manifest. A last line that a crash left half-written is not there yet; any other bad line is damage. */
export async function readManifest(
  storage: Pick<Storage, "read">,
): Promise<Manifest> {
  return parseManifest(await storage.read(manifestPath));
}

/** What the bytes of a manifest say. */
export function parseManifest(bytes: Uint8Array | undefined): Manifest {
  const { lines, damage } = parse(bytes);
  return { lines, damage };
}

/** The manifest of a lake that is open for writing. */
export interface OpenManifest extends Manifest {
  /** Adds a line, durably: with it the files are part of the lake. Answers it with its number. */
  append(line: Omit<ManifestLine, "seq">): Promise<ManifestLine>;
}

/**
 * Opens the manifest for writing: cuts a half-written or damaged end off, so that the next line starts on its own.
 *
 * `damage` tells what was found, the end that was cut too: its bytes stay beside the manifest, and segments that were
 * sealed by it are sealed again.
 * When a line cannot be written or synced it is cut off before the next is tried.
 */
export async function openManifest(storage: Storage): Promise<OpenManifest> {
  const bytes = await storage.read(manifestPath) ?? new Uint8Array(0);
  const parsed = parse(bytes), lines = [...parsed.lines];
  let size = parsed.end, next = parsed.next, broken = size < bytes.length;

  async function add(text: Uint8Array) {
    if (broken) await storage.truncate(manifestPath, size);
    broken = true;
    const file = await storage.open(manifestPath);
    try {
      await file.append(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await storage.syncFolder("");
    broken = false;
    size += text.length;
  }

  if (parsed.open) await add(encoder.encode("\n"));
  else if (broken) {
    await setAside(storage, bytes.subarray(size));
    await storage.truncate(manifestPath, size);
    broken = false;
  }
  return {
    lines,
    damage: parsed.damage,
    async append(line) {
      const numbered = { seq: next, ...line };
      await add(encoder.encode(lineText(numbered)));
      next++;
      lines.push(numbered);
      return numbered;
    },
  };
}

/** The line that stands for earlier ones: the files that are left of them, and what must not be forgotten. */
export function baseLine(
  lines: readonly ManifestLine[],
  files: readonly ManifestFile[],
  { seq, at, code, sealed }: {
    readonly seq: number;
    readonly at: number;
    readonly code: string;
    readonly sealed: number;
  },
): ManifestLine {
  const damage = lines.flatMap((line) => line.damage ?? []);
  const duplicates: Record<string, number> = {};
  for (const line of lines) {
    for (const [system, rows] of Object.entries(line.duplicates ?? {})) {
      duplicates[system] = (duplicates[system] ?? 0) + rows;
    }
  }
  const gone = goneRows(lines);
  return {
    seq,
    act: "base",
    at,
    code,
    segments: sealed > 0 ? [1, sealed] : null,
    add: files,
    remove: [],
    ...(damage.length ? { damage } : {}),
    ...(Object.keys(duplicates).length ? { duplicates } : {}),
    ...(gone.length ? { gone } : {}),
  };
}

/** What retention took away, by partition. */
export function goneRows(lines: readonly ManifestLine[]): GoneRows[] {
  const known = new Map<string, ManifestFile>(), gone: GoneRows[] = [];
  for (const line of lines) {
    gone.push(...line.gone ?? []);
    for (const path of line.act === "retain" ? line.remove : []) {
      const file = known.get(path);
      if (!file) continue;
      const { system, kind, rows } = file;
      gone.push({ system, kind, ...partitionSpan(file), rows, at: line.at });
    }
    for (const file of line.add) known.set(file.path, file);
  }
  return gone;
}

/** Puts other lines in the place of the manifest, in one step; the old one stays beside it under a name. */
export async function replaceManifest(
  storage: Storage,
  lines: readonly ManifestLine[],
  before: string,
): Promise<void> {
  const aside = `${manifestPath}.tmp`;
  await storage.remove(aside).catch(() => {});
  const file = await storage.create(aside);
  try {
    await file.append(encoder.encode(lines.map(lineText).join("")));
    await file.sync();
  } finally {
    await file.close();
  }
  const old = await storage.read(manifestPath);
  if (old !== undefined) {
    const copy = await storage.open(`${manifestPath}.${before}`);
    await copy.append(old);
    await copy.sync();
    await copy.close();
  }
  await storage.rename(aside, manifestPath);
  await storage.syncFolder("");
}

/** What is cut off stays beside the manifest: a torn line, or one that the disk damaged, whose segments are sealed again. */
async function setAside(storage: Storage, bytes: Uint8Array): Promise<void> {
  const file = await storage.open(`${manifestPath}.torn`);
  await file.append(bytes);
  await file.sync();
  await file.close();
  await storage.syncFolder("");
}

/** The files that are part of the lake after some lines, in the order in which they came. */
export function filesOf(lines: readonly ManifestLine[]): ManifestFile[] {
  const files = new Map<string, ManifestFile>();
  for (const { add, remove } of lines) {
    for (const path of remove) files.delete(path);
    for (const file of add) files.set(file.path, file);
  }
  return [...files.values()];
}

/** The last segment that is sealed, 0 for none; all before it are, as they are sealed in order. */
export function lastSealed(lines: readonly ManifestLine[]): number {
  return lines.reduce(
    (last, { segments }) => Math.max(last, segments?.[1] ?? 0),
    0,
  );
}

/** A line as it stands in the file. */
export function lineText(line: ManifestLine): string {
  const text = `"v":2,${JSON.stringify(line).slice(1)}`;
  return `${PREFIX}${crcText(text)}",${text}\n`;
}

const encoder = new TextEncoder();
const PREFIX = '{"crc":"';

function crcText(text: string): string {
  return crc32c(encoder.encode(text)).toString(16).padStart(8, "0");
}

interface Parsed extends Manifest {
  /** Bytes up to the end of the last good line; what comes after is cut off by a writer. */
  readonly end: number;
  /** Whether the last line lacks its end. */
  readonly open: boolean;
  /** The number of the next line. */
  readonly next: number;
}

function parse(bytes: Uint8Array = new Uint8Array(0)): Parsed {
  const lines: ManifestLine[] = [], damage: string[] = [];
  const decoder = new TextDecoder();
  const read = (from: number, to: number) =>
    lineOf(decoder.decode(bytes.subarray(from, to)), lines.length);
  let start = 0, end = 0, number = 0, open = false;
  let bad: { readonly line: number; readonly from: number } | undefined;
  while (start < bytes.length) {
    const found = bytes.indexOf(10, start), from = start;
    const to = found < 0 ? bytes.length : found;
    // A crash leaves a part of a line; a whole one with a bit flipped in its end is still one.
    const whole = read(from, to);
    const line = whole ?? (found < 0 ? read(from, to - 1) : undefined);
    start = to + 1;
    number++;
    if (!line) {
      if (found >= 0) bad ??= { line: number, from };
      continue;
    }
    if (bad) {
      damage.push(
        `line ${bad.line} of the manifest is damaged (bytes ${bad.from} to ${from})`,
      );
    }
    bad = undefined;
    lines.push(line);
    open = found < 0;
    end = found >= 0 ? start : whole ? to : to - 1;
  }
  if (bad) {
    damage.push(
      `the end of the manifest is no whole line (bytes ${bad.from} to ${bytes.length})`,
    );
  }
  let next = lines[0]?.act === "base" ? lines[0].seq : 1;
  for (const { seq } of lines) {
    if (seq > next && damage.length === 0) {
      damage.push(`lines ${next} to ${seq - 1} of the manifest are missing`);
    }
    next = seq + 1;
  }
  return { lines, damage, end, open, next };
}

function lineOf(text: string, before: number): ManifestLine | undefined {
  try {
    if (text.startsWith('{"segment":')) return olderLine(text, before + 1);
    const body = text.slice(PREFIX.length + 10);
    const isWhole = text.startsWith(PREFIX) &&
      text.slice(PREFIX.length, PREFIX.length + 8) === crcText(body);
    if (!isWhole) return undefined;
    const { v: _, ...line } = JSON.parse(`{${body}`);
    return line;
  } catch {
    return undefined;
  }
}

/** Lines of before they had a checksum: `{segment, files}`, each file a whole day. */
function olderLine(text: string, seq: number): ManifestLine {
  const { segment, files } = JSON.parse(text);
  return {
    seq,
    act: "seal",
    at: 0,
    code: "",
    segments: segment === null ? null : [segment, segment],
    add: files.map((file: object) => ({ hour: null, ...file })),
    remove: [],
  };
}
