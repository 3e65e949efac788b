import {
  filesOf,
  type ManifestFile,
  type ManifestLine,
  type OpenManifest,
} from "./manifest.ts";
import { partitionSpan } from "./partition.ts";
import { publish, type WrittenFile } from "./seal.ts";
import type { Storage } from "./storage.ts";

/** Makes one file of several of a partition. */
export interface Compactor {
  /**
   * Writes their rows, each id once, the first to come in, and none whose id is in `known` files; rows with other
   * content than the first go to quarantine.
   */
  merge(
    files: readonly ManifestFile[],
    known: readonly ManifestFile[],
    at: number,
  ): Promise<Merged>;
  clear(): Promise<void>;
}

/** What came of files that were merged. */
export interface Merged {
  /** Undefined when no row is left. */
  readonly file: WrittenFile | undefined;
  /** Files of quarantine: rows with an id that was there and other content. */
  readonly quarantine: readonly WrittenFile[];
  /** Rows that were left out because the same was there before. */
  readonly duplicates: number;
}

/** Settings of compaction. */
export interface CompactOptions {
  readonly at: number;
  readonly code: string;
  /** Days of arrival in which ids are told apart as they come in; files further apart may repeat one. Defaults to 31. */
  readonly idDays?: number;
  /** Files of a partition from which on they are merged; defaults to 2. Those that may repeat an id are always. */
  readonly least?: number;
  /** Partitions that are merged at most; defaults to all. */
  readonly most?: number;
  /** Only partitions that ended before this; defaults to all. Milliseconds since 1970, UTC. */
  readonly before?: number;
}

/**
 * Merges the small files of partitions, one line of the manifest each: readers see the old files or the new one.
 *
 * Rows whose id came in again after the index had forgotten it go, so that figures stay exact for ever. Damaged files are
 * not touched: `faulty` says which. Answers the lines.
 */
export async function compactFiles(
  storage: Storage,
  manifest: OpenManifest,
  compactor: Compactor,
  faulty: (file: ManifestFile) => Promise<string | undefined>,
  options: CompactOptions,
): Promise<ManifestLine[]> {
  const { at, code, least = 2, most = Infinity, before = Infinity } = options;
  const partitions = Map.groupBy(
    filesOf(manifest.lines),
    ({ system, kind, day, hour }) => `${system}.${kind}.${day}.${hour}`,
  );
  const lines: ManifestLine[] = [];
  for (const [, all] of [...partitions].sort(([a], [b]) => a < b ? -1 : 1)) {
    const mayRepeat = all.length > 1 && mayRepeatIds(all, options.idDays ?? 31);
    const isOver = partitionSpan(all[0]!).to <= before;
    if (!mayRepeat && !(isOver && all.length >= least)) continue;
    if (lines.length >= most) break;
    const faults = await Promise.all(all.map(faulty));
    if (faults.some((fault) => fault !== undefined)) continue;
    const late = all.filter((file) => file.late);
    const inTime = all.filter((file) => !file.late);
    for (const [files, known] of [[inTime, []], [late, inTime]] as const) {
      const isAlone = files.length < 2 && !(mayRepeat && known.length > 0);
      if (files.length === 0 || isAlone) continue;
      await compactor.clear();
      const { file, quarantine, duplicates } = await compactor.merge(
        files,
        mayRepeat ? known : [],
        at,
      );
      const isSame = files.length === 1 && duplicates === 0 &&
        quarantine.length === 0;
      if (isSame) continue;
      lines.push(
        await publish(
          storage,
          manifest,
          [...(file ? [file] : []), ...quarantine],
          `compact-${String(manifest.lines.length + 1).padStart(12, "0")}`,
          {
            act: "compact",
            at,
            code,
            remove: files.map(({ path }) => path),
            ...(duplicates > 0
              ? { duplicates: { [all[0]!.system]: duplicates } }
              : {}),
          },
        ),
      );
    }
  }
  await compactor.clear();
  return lines;
}

/** Whether files came in so far apart that the index may have forgotten the ids of one when the other came. */
function mayRepeatIds(files: readonly ManifestFile[], idDays: number): boolean {
  const first = Math.min(...files.map(({ maxArrival = 0 }) => maxArrival));
  const last = Math.max(...files.map(({ minArrival = 0 }) => minArrival));
  return last - first > idDays * 86_400_000;
}
