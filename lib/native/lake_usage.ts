import { stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import {
  filesOf,
  indexFolder,
  lastSealed,
  listSegments,
  readManifest,
  segmentPath,
} from "../lake/mod.ts";
import { fileStorage } from "./files.ts";

/** What a part of a lake takes. */
export interface UsagePart {
  /** "log", "index", or a system and kind as "shop/click". */
  readonly part: string;
  readonly files: number;
  readonly bytes: number;
  readonly rows: number | null;
  /** Rows that came in after the watermark and are no part of their windows yet. */
  readonly late: number | null;
  /** Bytes a day over the last week of seals; null when there is less than a day of them. */
  readonly bytesPerDay: number | null;
}

/** What a lake takes of a disk, and how long that goes well. */
export interface LakeUsage {
  readonly parts: readonly UsagePart[];
  readonly bytes: number;
  readonly free: number;
  readonly bytesPerDay: number | null;
  /** Days until the disk is full at that rate; null when it does not grow or that is not known. */
  readonly daysLeft: number | null;
  readonly sealedTo: number;
  readonly unsealedBytes: number;
}

const dayMs = 86_400_000;

/** Adds up what a lake takes, by the manifest and the sizes of its files. */
export async function lakeUsage(
  root: string,
  now: number,
): Promise<LakeUsage> {
  const storage = fileStorage(root);
  const { lines } = await readManifest(storage);
  const files = filesOf(lines);
  const days = spanOf(
    lines.flatMap(({ at }) => at > now - 7 * dayMs && at > 0 ? [at] : []),
    now,
  );
  const recent = lines.filter(({ at, act }) =>
    at > now - 7 * dayMs && act === "seal"
  );
  const grown = (part: string) => {
    if (days === null) return null;
    const bytes = recent.flatMap(({ add }) => add).filter((file) =>
      `${file.system}/${file.kind}` === part
    ).reduce((sum, file) => sum + file.bytes, 0);
    return bytes / days;
  };
  const parts: UsagePart[] = [];
  for (
    const [part, some] of Map.groupBy(
      files,
      ({ system, kind }) => `${system}/${kind}`,
    )
  ) {
    parts.push({
      part,
      files: some.length,
      bytes: some.reduce((sum, { bytes }) => sum + bytes, 0),
      rows: some.reduce((sum, { rows }) => sum + rows, 0),
      late: some.reduce((sum, { rows, late }) => sum + (late ? rows : 0), 0),
      bytesPerDay: grown(part),
    });
  }
  const segments = await listSegments(storage), sealed = lastSealed(lines);
  const sizes = await Promise.all(
    segments.map((n) => sizeOf(join(root, segmentPath(n)))),
  );
  const times = await Promise.all(
    segments.map((n) => timeOf(join(root, segmentPath(n)))),
  );
  const lately = sizes.filter((_, n) => times[n]! > now - 7 * dayMs);
  const logBytes = sizes.reduce((sum, bytes) => sum + bytes, 0);
  const logDays = spanOf(times.filter((time) => time > now - 7 * dayMs), now);
  parts.push({
    part: "log",
    files: segments.length,
    bytes: logBytes,
    rows: null,
    late: null,
    bytesPerDay: logDays === null
      ? null
      : lately.reduce((sum, bytes) => sum + bytes, 0) / logDays,
  });
  const runs = await storage.list(indexFolder);
  const runSizes = await Promise.all(
    runs.map((name) => sizeOf(join(root, indexFolder, name))),
  );
  parts.push({
    part: "index",
    files: runs.length,
    bytes: runSizes.reduce((sum, bytes) => sum + bytes, 0),
    rows: null,
    late: null,
    bytesPerDay: null,
  });
  const rates = parts.flatMap(({ bytesPerDay }) => bytesPerDay ?? []);
  const perDay = rates.length
    ? rates.reduce((sum, rate) => sum + rate, 0)
    : null;
  const { bavail, bsize } = await statfs(root);
  const free = Number(bavail) * Number(bsize);
  return {
    parts: parts.sort((a, b) => b.bytes - a.bytes),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    free,
    bytesPerDay: perDay,
    daysLeft: perDay ? free / perDay : null,
    sealedTo: sealed,
    unsealedBytes: sizes.reduce(
      (sum, bytes, n) => sum + (segments[n]! > sealed ? bytes : 0),
      0,
    ),
  };
}

/** Days from the first of some times to now; null when that is less than an hour: too little to tell a rate. */
function spanOf(times: readonly number[], now: number): number | null {
  if (times.length === 0) return null;
  const days = (now - Math.min(...times)) / dayMs;
  return days < 1 / 24 ? null : days;
}

const sizeOf = (path: string) => stat(path).then(({ size }) => size, () => 0);
const timeOf = (path: string) =>
  stat(path).then(({ mtimeMs }) => mtimeMs, () => 0);
