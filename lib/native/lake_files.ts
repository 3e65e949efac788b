import { stat } from "node:fs/promises";
import { join } from "node:path";
import {
  filesOf,
  goneRows,
  type ManifestFile,
  partitionSpan,
  readManifest,
  sha256,
  type Storage,
} from "../lake/mod.ts";
import { fileStorage } from "./files.ts";

/** Which rows of a lake. */
export interface LakeSelection {
  readonly system: string;
  readonly kind: string;
  /** Only files that may hold rows of `[from, to)`, milliseconds since 1970, UTC; default to all. */
  readonly from?: number;
  readonly to?: number;
  /** Whether rows that came in after the watermark are among them; defaults to true. */
  readonly late?: boolean;
}

/** Files that may be read. */
export interface LakeFiles {
  readonly files: readonly ManifestFile[];
  /** Their paths, absolute where the lake's is. */
  readonly paths: readonly string[];
  /** One sentence about each thing that is not there or not whole: with any, what is read is incomplete. */
  readonly problems: readonly string[];
  /** The number of the manifest's last line: where `changedWindows` goes on. */
  readonly position: number;
}

/**
 * The files of a lake that hold some rows, by the manifest, each checked against its SHA-256.
 *
 * A file that is missing or damaged is left out and named in `problems`, and so are retention and damaged lines. A file
 * is read for its checksum once per process as long as its size and time of change stay the same.
 */
export async function lakeFiles(
  root: string,
  selection: LakeSelection,
): Promise<LakeFiles> {
  const storage = fileStorage(root);
  const { lines, damage } = await readManifest(storage);
  const files: ManifestFile[] = [], problems = damage.map(sentence);
  for (const file of filesOf(lines).filter((one) => isWanted(one, selection))) {
    const fault = await faultOf(storage, root, file);
    if (fault === undefined) files.push(file);
    else problems.push(sentence(`"${file.path}" ${fault}`));
  }
  for (const { seq, damage: some, at } of lines) {
    for (const { segment, from, to } of some ?? []) {
      problems.push(
        `Incomplete: bytes ${from} to ${to} of log segment ${segment} were damaged when it was sealed on ${
          day(at)
        } (line ${seq} of the manifest)`,
      );
    }
  }
  problems.push(...retained(lines, selection));
  return {
    files,
    paths: files.map(({ path }) => join(root, path)),
    problems,
    position: lines.at(-1)?.seq ?? 0,
  };
}

/** Why a file of the manifest cannot be used; undefined when its bytes are those that were written. */
export async function faultOf(
  storage: Pick<Storage, "read">,
  root: string,
  { path, bytes, sha256: wanted }: ManifestFile,
): Promise<string | undefined> {
  const full = join(root, path);
  const info = await stat(full).catch(() => undefined);
  if (!info) return "is missing";
  const state = `${info.size} ${info.mtimeMs} ${info.ino} ${wanted}`;
  if (verified.get(full) === state) return undefined;
  if (info.size !== bytes) return `has ${info.size} bytes instead of ${bytes}`;
  const content = await storage.read(path);
  if (content === undefined) return "is missing";
  if (await sha256(content) !== wanted) return "has the wrong checksum";
  verified.set(full, state);
  return undefined;
}

const verified = new Map<string, string>();

/** Lets all files of a lake be read again for their checksums, whatever was seen before. */
export function forgetVerified(root: string): void {
  for (const path of verified.keys()) {
    if (path.startsWith(`${root}/`)) verified.delete(path);
  }
}

function isWanted(
  file: ManifestFile,
  { system, kind, from = -Infinity, to = Infinity, late = true }: LakeSelection,
): boolean {
  const span = partitionSpan(file);
  return file.system === system && file.kind === kind && span.to > from &&
    span.from < to && (late || !file.late);
}

/** Rows that retention took away are no fault, but what is read is not all there was. */
function retained(
  lines: Parameters<typeof goneRows>[0],
  { system, kind, from = -Infinity, to = Infinity }: LakeSelection,
): string[] {
  const gone = goneRows(lines).filter((one) =>
    one.system === system && one.kind === kind && one.to > from && one.from < to
  );
  if (gone.length === 0) return [];
  const rows = gone.reduce((sum, one) => sum + one.rows, 0);
  return [
    sentence(
      `${rows} rows were removed by retention, the last on ${
        day(Math.max(...gone.map(({ at }) => at)))
      }`,
    ),
  ];
}

const sentence = (what: string) => `Incomplete: ${what}`;
const day = (at: number) => new Date(at).toISOString().slice(0, 10);
