import type { EventSchema } from "./event_schema.ts";
import type { LakeEngine } from "./lake.ts";
import {
  baseLine,
  filesOf,
  type ManifestFile,
  type ManifestLine,
  type OpenManifest,
  readManifest,
  replaceManifest,
} from "./manifest.ts";
import { partitionFolder } from "./partition.ts";
import { readEras, type SchemaEra } from "./schema_log.ts";
import { type SealOptions, sealSegments } from "./seal.ts";
import { listSegments, repairSegment } from "./segment.ts";
import type { Storage } from "./storage.ts";
import { takeLate } from "./take_late.ts";

/** What came of making a lake's files again. */
export interface Replayed {
  readonly segments: number;
  readonly rows: number;
  /** Rows in files that stay as they were, because their part of the log is gone. */
  readonly kept: number;
}

/** Settings of a replay. */
export interface LogReplayOptions extends SealOptions {
  readonly at: number;
  readonly code: string;
  readonly schemas: readonly EventSchema[];
}

/**
 * Makes all files and the manifest again from the log, which is the truth; the caller holds the lake's lock.
 *
 * Files whose part of the log is gone stay. What a backfill took in and what retention took away stays so. Readers see the
 * old lake until one rename puts the new manifest in its place; the old one stays beside it.
 */
export async function replayLog(
  storage: Storage,
  engine: LakeEngine,
  options: LogReplayOptions,
): Promise<Replayed> {
  const { lines, damage } = await readManifest(storage);
  const present = await listSegments(storage);
  for (const segment of present.slice(-2)) {
    await repairSegment(storage, segment);
  }
  const old = filesOf(lines);
  const { kept, from } = split(lines, old, present);
  const eras = await readEras(storage).catch((): SchemaEra[] => []);
  const made: ManifestLine[] = [];
  const next = (lines.at(-1)?.seq ?? 0) + 1;
  made.push(
    baseLine(lines, kept, {
      seq: next,
      at: options.at,
      code: options.code,
      sealed: from - 1,
    }),
  );
  const manifest: OpenManifest = {
    lines: made,
    damage: [],
    append(line) {
      const numbered = { seq: next + made.length, ...line };
      made.push(numbered);
      return Promise.resolve(numbered);
    },
  };
  const segments = present.filter((segment) => segment >= from);
  const all = eras.length ? eras : [{ after: 0, schemas: options.schemas }];
  for (const [at, era] of [{ after: 0, schemas: [] }, ...all].entries()) {
    const end = all[at]?.after ?? Infinity;
    const some = segments.filter((n) => n > era.after && n <= end);
    if (some.length === 0) continue;
    const writer = await engine.writer(era.schemas);
    try {
      await sealSegments(storage, manifest, writer, some, {
        ...options,
        name: `replay-${next}-`,
      });
    } finally {
      writer.close();
    }
  }
  await again(lines, manifest, options);
  await replaceManifest(
    storage,
    made,
    `before-${next}${damage.length ? "-damaged" : ""}`,
  );
  const live = new Set(filesOf(made).map(({ path }) => path));
  for (const { path } of lines.flatMap(({ add }) => add)) {
    if (!live.has(path)) await storage.remove(path).catch(() => {});
  }
  const sum = (files: readonly ManifestFile[]) =>
    files.reduce((total, { rows }) => total + rows, 0);
  return {
    segments: segments.length,
    rows: sum(filesOf(made)) - sum(kept),
    kept: sum(kept),
  };
}

/** Files that cannot be made again, and the first segment from which on all can. */
function split(
  lines: readonly ManifestLine[],
  files: readonly ManifestFile[],
  present: readonly number[],
): { readonly kept: readonly ManifestFile[]; readonly from: number } {
  const spans = new Map<string, readonly [number, number]>();
  for (const { segments, add, remove } of lines) {
    const before = remove.flatMap((
      path,
    ) => [spans.get(path) ?? [0, 0] as const]);
    const span = segments ?? [
      Math.min(...before.map(([first]) => first)),
      Math.max(...before.map(([, last]) => last)),
    ] as const;
    for (const { path } of add) spans.set(path, span);
  }
  const spanOf = ({ path }: ManifestFile) => spans.get(path)!;
  let from = present[0] ?? Infinity;
  // A file of segments on both sides stays whole, and so moves the border.
  for (;;) {
    const kept = files.filter((file) => spanOf(file)[0] < from);
    const next = Math.max(from, ...kept.map((file) => spanOf(file)[1] + 1));
    if (next === from || !Number.isFinite(next)) return { kept, from };
    from = next;
  }
}

/** Does again what backfills and retention had done. */
async function again(
  lines: readonly ManifestLine[],
  manifest: OpenManifest,
  { at, code }: LogReplayOptions,
): Promise<void> {
  const known = new Map<string, ManifestFile>();
  for (const { act, add, remove } of lines) {
    const gone = remove.flatMap((path) => known.get(path) ?? []);
    if (act === "late") {
      const folders = new Set(add.map(partitionFolder));
      const systems = new Set(add.map(({ system }) => system));
      for (const system of systems) {
        await takeLate(manifest, {
          system,
          at,
          code,
          only: (file) => folders.has(partitionFolder(file)),
        });
      }
    }
    if (act === "retain") {
      const folders = new Set(gone.map(partitionFolder));
      const paths = filesOf(manifest.lines).filter((file) =>
        folders.has(partitionFolder(file))
      ).map(({ path }) => path);
      if (paths.length > 0) {
        await manifest.append({
          act,
          at,
          code,
          segments: null,
          add: [],
          remove: paths,
        });
      }
    }
    for (const file of add) known.set(file.path, file);
  }
}
