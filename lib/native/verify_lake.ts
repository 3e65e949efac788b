import {
  filesOf,
  indexFolder,
  lastSealed,
  listSegments,
  manifestPath,
  openRun,
  readManifest,
  scanSegment,
  segmentPath,
  type Storage,
} from "../lake/mod.ts";
import { fileStorage } from "./files.ts";
import { faultOf, forgetVerified } from "./lake_files.ts";
import { temporaryFolder } from "./partition_writer.ts";

/** What was looked at in a lake, and what is wrong with it. */
export interface LakeVerdict {
  readonly files: number;
  readonly rows: number;
  readonly segments: number;
  readonly records: number;
  /** One sentence about each thing that is damaged or missing; none in a lake that is intact. */
  readonly faults: readonly string[];
  /** What is odd and harms nothing: files that no line names, ends that were cut after a crash. */
  readonly notes: readonly string[];
}

/**
 * Reads everything in a lake and compares it with its checksums: manifest, Parquet files, log, index of ids.
 *
 * A writer may be at work meanwhile: a record that is half-written at the end of the newest segment is no fault.
 */
export async function verifyLake(
  root: string,
  progress: (done: number, of: number) => void = () => {},
): Promise<LakeVerdict> {
  const storage = fileStorage(root);
  const { lines, damage } = await readManifest(storage);
  const faults = [...damage], notes: string[] = [];
  const files = filesOf(lines), segments = await listSegments(storage);
  const of = files.length + segments.length;
  let done = 0, records = 0;
  forgetVerified(root);
  for (const file of files) {
    const fault = await faultOf(storage, root, file);
    if (fault !== undefined) faults.push(`"${file.path}" ${fault}`);
    progress(++done, of);
  }
  for (const segment of segments) {
    const content = await scanSegment(storage, segment);
    records += content.spans.length / 2;
    for (const { from, to } of content.damage) {
      const isOpen = segment === segments.at(-1) && to === content.bytes.length;
      const text = `bytes ${from} to ${to} of "${
        segmentPath(segment)
      }" are no record`;
      if (isOpen) notes.push(`${text}: half-written, or cut by a crash`);
      else faults.push(text);
    }
    progress(++done, of);
  }
  for (const { seq, damage: some } of lines) {
    for (const { segment, from, to } of some ?? []) {
      if (segments.includes(segment)) continue;
      faults.push(
        `bytes ${from} to ${to} of log segment ${segment} were damaged when it was sealed (line ${seq} of the manifest)`,
      );
    }
  }
  faults.push(...await runFaults(storage));
  const listed = new Set(files.map(({ path }) => path));
  const leaving = new Set(lines.flatMap(({ remove }) => remove));
  for await (const path of parquetPaths(storage, "")) {
    if (listed.has(path) || leaving.has(path)) continue;
    notes.push(`"${path}" is named by no line of the manifest and is not read`);
  }
  for (const path of await tornPaths(storage)) {
    notes.push(`"${path}" holds what was cut off an end`);
  }
  const gap = lastSealed(lines) > 0 && lines.length === 0;
  if (gap) notes.push(`"${manifestPath}" is empty`);
  return {
    files: files.length,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    segments: segments.length,
    records,
    faults,
    notes,
  };
}

async function runFaults(storage: Storage): Promise<string[]> {
  const faults: string[] = [];
  for (const name of await storage.list(indexFolder)) {
    if (!name.endsWith(".run")) continue;
    const path = `${indexFolder}/${name}`;
    try {
      const run = await openRun(storage, path);
      for await (const _ of run.pages());
      await run.close();
    } catch (error) {
      faults.push((error as Error).message);
    }
  }
  return faults;
}

async function tornPaths(storage: Storage): Promise<string[]> {
  return [
    ...(await storage.list("")),
    ...(await storage.list("log")).map((name) => `log/${name}`),
  ].filter((path) => path.endsWith(".torn"));
}

/** The paths of all Parquet files below a folder of a lake. */
async function* parquetPaths(
  storage: Storage,
  folder: string,
): AsyncGenerator<string> {
  for (const name of await storage.list(folder)) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (name.endsWith(".parquet")) yield path;
    else if (
      !name.includes(".") &&
      !["log", indexFolder, temporaryFolder, "lock"].includes(path)
    ) yield* parquetPaths(storage, path);
  }
}
