import type { LakeEvent } from "../../lib/mod.ts";
import {
  type DuckDb,
  openDuckDb,
  openLake,
  type ParquetColumn,
  writeParquet,
} from "../../lib/native/mod.ts";

/** A file of a world: its path below the world's folder, its size and its hash. */
export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A folder that is filled aside and appears whole. */
export interface Store {
  parquet(path: string, columns: readonly ParquetColumn[]): Promise<void>;
  bytes(path: string, bytes: Uint8Array): Promise<void>;
  json(path: string, value: unknown): Promise<void>;
  /** Logs events and seals them into the partitions of the lake, as the server does. */
  log(events: readonly LakeEvent[]): Promise<void>;
  /** Ends the log. Its sealed segments go, as the world's lake is their Parquet; the newest stays, so that numbers go on. */
  finish(): Promise<void>;
  /** Hashes all files, in the order of their paths. */
  files(): Promise<StoredFile[]>;
  /** Puts the folder in its place; what stood there goes. */
  publish(): Promise<void>;
  /** Frees what the store holds and removes what was not published. */
  close(): Promise<void>;
}

/** Opens a folder beside `out`, empty. One thread writes, so that the same columns give the same bytes. */
export async function openStore(out: string): Promise<Store> {
  const aside = `${out}.tmp`;
  await removed(aside);
  await Deno.mkdir(aside, { recursive: true });
  const engine: DuckDb = await openDuckDb({ threads: 1, ordered: true });
  // each append becomes a segment of its own, and whole days are one file a kind
  const lake = await openLake(`${aside}/lake`, {
    segmentBytes: 1,
    partition: "day",
    clock: () => 0,
  });
  let finished = false, logged = 0;
  const tables = queue(), lakes = queue();
  const pathOf = async (path: string) => {
    const target = `${aside}/${path}`;
    await Deno.mkdir(target.slice(0, target.lastIndexOf("/")), {
      recursive: true,
    });
    return target;
  };
  const bytes = async (path: string, content: Uint8Array) =>
    await Deno.writeFile(await pathOf(path), content);
  return {
    bytes,
    parquet: (path, columns) =>
      tables.add(async () =>
        await writeParquet(engine.connection, await pathOf(path), columns)
      ),
    json: (path, value) =>
      bytes(path, new TextEncoder().encode(JSON.stringify(value, null, 1))),
    log: (events) =>
      lakes.add(async () => {
        await lake.append(
          events.map((event) => ({ arrival: event.ts, ...event })),
        );
        if (++logged % sealEvery === 0) await lake.seal();
      }),
    finish: async () => {
      await Promise.all([tables.done(), lakes.done()]);
      await lake.seal();
      finished = true;
      await lake.close();
      await removed(`${aside}/lake/lock`);
      await removed(`${aside}/lake/tmp`);
      await removed(`${aside}/lake/index`);
      await keepNewest(`${aside}/lake/log`);
    },
    files: async () => {
      const paths = await listed(aside);
      return await Promise.all(
        paths.map((path) => hashed(aside, path)),
      );
    },
    publish: async () => {
      const old = `${out}.old`;
      await removed(old);
      await Deno.rename(out, old).catch(ignoreMissing);
      await Deno.rename(aside, out);
      await removed(old);
    },
    close: async () => {
      await Promise.allSettled([tables.done(), lakes.done()]);
      if (!finished) await lake.close();
      engine.close();
      await removed(aside);
    },
  };
}

/**
 * Tasks one after the other, beside the simulation: DuckDB writes on its own threads.
 *
 * `add` waits while `most` tasks or more are to be done, so that they do not pile up; a fault comes out there or in `done`.
 */
function queue(most = 6) {
  const tasks: Promise<unknown>[] = [Promise.resolve()];
  return {
    async add(task: () => Promise<unknown>): Promise<void> {
      const next = tasks.at(-1)!.then(task);
      next.catch(() => {});
      tasks.push(next);
      if (tasks.length > most) await tasks.shift();
    },
    done: () => tasks.at(-1),
  };
}

/** Days between two seals of the lake. */
const sealEvery = 10;

async function listed(folder: string, below = ""): Promise<string[]> {
  const paths: string[] = [];
  for await (const entry of Deno.readDir(`${folder}/${below}`)) {
    const path = below + entry.name;
    if (entry.isDirectory) paths.push(...await listed(folder, `${path}/`));
    else paths.push(path);
  }
  return paths.sort();
}

async function keepNewest(folder: string): Promise<void> {
  const segments = await listed(folder);
  for (const segment of segments.slice(0, -1)) {
    await Deno.remove(`${folder}/${segment}`);
  }
}

async function hashed(folder: string, path: string): Promise<StoredFile> {
  const content = await Deno.readFile(`${folder}/${path}`);
  const digest = await crypto.subtle.digest("SHA-256", content);
  const sha256 = Array.from(
    new Uint8Array(digest),
    (byte) => byte.toString(16).padStart(2, "0"),
  ).join("");
  return { path, bytes: content.length, sha256 };
}

const removed = (path: string) =>
  Deno.remove(path, { recursive: true }).catch(ignoreMissing);

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
