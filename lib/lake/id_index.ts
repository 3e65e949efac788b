import { halfSipHash } from "./half_sip_hash.ts";
import {
  DamagedRun,
  type IdRun,
  indexFolder,
  openRun,
  runPath,
  type RunSpan,
  writeRun,
} from "./id_run.ts";
import { type IdTable, idTable, idWords } from "./id_table.ts";
import { mergeRuns, nextMerge } from "./merge_runs.ts";
import { readHead } from "./payload.ts";
import { listSegments, readSegment } from "./segment.ts";
import type { Storage } from "./storage.ts";

/** The ids of the events of the last weeks, each with the hash of its content: 24 bytes an event on disk. */
export interface IdIndex {
  /** Writes the entry of an event into `out`: the hash of its system and id, and that of its content. */
  hash(event: Hashed, out: Uint32Array): void;
  /** What is known of an id: "same" or "other" content, or undefined. A promise only when the disk must be asked. */
  look(entry: Uint32Array): Known | Promise<Known>;
  /** Like `look`, of the ids in memory only. */
  peek(entry: Uint32Array): Known;
  /** Adds an event that is safe in a segment. */
  add(segment: number, entry: Uint32Array, arrival: number): void;
  /** Says that nothing is added to a segment any more: its ids go to disk in the background. */
  closed(segment: number): void;
  /** Counts what changes on disk: an answer of `look` holds while this stays the same. */
  readonly version: number;
  /** Ids that are kept, bytes of memory and of disk. */
  readonly size: { readonly ids: number; readonly memory: number };
  /** Waits until what was begun in the background is done. */
  settle(): Promise<void>;
  /** Ends; what is on disk stays. */
  close(): Promise<void>;
}

/** Undefined: an id that is not known. */
export type Known = "same" | "other" | undefined;

/** What of an event is hashed. */
export interface Hashed {
  readonly system: string;
  readonly kind: string;
  readonly ts: number;
  readonly event_id: string;
  readonly members: string;
}

/** Settings of an index. */
export interface IdIndexOptions {
  /** Milliseconds since 1970, UTC. */
  readonly clock: () => number;
  /** Days of arrival in which an id is known again; defaults to 31. */
  readonly days?: number;
  /** Bytes of filters in memory; older runs do without one beyond it. Defaults to 64 MiB. */
  readonly memoryBytes?: number;
  /** Told how far the segments are read that no run covers. */
  readonly progress?: (done: number, of: number) => void;
}

type Span = Pick<RunSpan, "first" | "last">;

interface Table {
  readonly ids: IdTable;
  segment: number;
  from: number;
  to: number;
}

/**
 * Opens the index of a lake and reads the segments whose ids are in no run: the newest ones after a crash, all when the
 * index was lost. The log is the truth; a damaged or missing run is made again from its segments.
 */
export async function openIdIndex(
  storage: Storage,
  { clock, days = 31, memoryBytes = 2 ** 26, progress = () => {} }:
    IdIndexOptions,
): Promise<IdIndex> {
  await storage.makeFolder(indexFolder);
  const sip = halfSipHash(await keyOf(storage));
  let runs: IdRun[] = [], tables: Table[] = [], version = 0, closing = false;
  let work: Promise<void> = Promise.resolve(), asking = 0;
  let retired: IdRun[] = [];
  const scratch = new Uint32Array(idWords);

  const hash: IdIndex["hash"] = (event, out) => {
    sip(`${event.system}\n${event.event_id}`, out, 0, 4);
    sip(`${event.kind}\n${event.ts}${event.members}`, out, 4, 2);
  };
  const compare = (a: Uint32Array, at: number, entry: Uint32Array): Known =>
    a[at + 4] === entry[4] && a[at + 5] === entry[5] ? "same" : "other";

  function peek(entry: Uint32Array): Known {
    for (let n = tables.length - 1; n >= 0; n--) {
      const { ids } = tables[n]!, at = ids.find(entry);
      if (at >= 0) return compare(ids.words, at, entry);
    }
    return undefined;
  }

  function inTurn(task: () => Promise<void>): Promise<void> {
    const turn = work.then(task);
    work = turn.catch(() => {});
    return turn;
  }

  async function ask(entry: Uint32Array): Promise<Known> {
    asking++;
    try {
      for (const run of runs.filter((one) => one.mayHold(entry))) {
        const found = await run.find(entry);
        if (found) return compare(found, 0, entry);
      }
      return undefined;
    } finally {
      asking--;
      await closeRetired();
    }
  }

  // A run that is asked stays open until the answer is there.
  async function closeRetired() {
    if (asking > 0) return;
    const old = retired;
    retired = [];
    for (const run of old) await run.close();
  }

  function add(segment: number, entry: Uint32Array, arrival: number) {
    let table = tables.at(-1);
    if (table?.segment !== segment) {
      table = { ids: idTable(), segment, from: arrival, to: arrival };
      tables.push(table);
    }
    table.ids.add(entry);
    table.from = Math.min(table.from, arrival);
    table.to = Math.max(table.to, arrival);
  }

  async function open(path: string): Promise<IdRun> {
    const used = runs.reduce((sum, { memory }) => sum + memory, 0);
    return await openRun(storage, path, { filter: used < memoryBytes });
  }

  async function replace(path: string, old: readonly IdRun[]) {
    const made = await open(path);
    runs = [...runs.filter((run) => !old.includes(run)), made]
      .sort((a, b) => a.first - b.first);
    version++;
    retired.push(...old);
    await closeRetired();
    for (const run of old) {
      if (run.path !== path) await storage.remove(run.path);
    }
  }

  async function flush(table: Table) {
    const { ids, segment, from, to } = table;
    const span = { first: segment, last: segment, from, to };
    await writeRun(storage, span, ids.size, [ids.sorted()]);
    await replace(runPath(span), []);
    tables = tables.filter((one) => one !== table);
    await forget();
    for (let some = nextMerge(runs); some && !closing; some = nextMerge(runs)) {
      const merged = spanOf(some);
      await mergeRuns(storage, merged, some);
      await replace(runPath(merged), some);
    }
  }

  // Runs whose events all came in too long ago become empty; their names still say that these segments are done.
  async function forget() {
    const limit = clock() - days * 86_400_000;
    for (const run of runs) {
      if (run.to >= limit || run.count === 0) continue;
      await writeRun(storage, run, 0, []);
      await replace(run.path, [run]);
    }
  }

  async function reread(segment: number) {
    for (const payload of await readSegment(storage, segment)) {
      const head = readHead(decoder.decode(payload));
      hash(head, scratch);
      if (peek(scratch) === undefined) add(segment, scratch, head.arrival);
    }
    const table = tables.find((one) => one.segment === segment);
    if (table) await flush(table);
  }

  async function findPaths(): Promise<string[]> {
    const spans: Span[] = [];
    for (const name of await storage.list(indexFolder)) {
      const found = /^(\d{12})-(\d{12})\.run$/.exec(name);
      if (found) {
        spans.push({ first: Number(found[1]), last: Number(found[2]) });
      } else if (name.endsWith(".tmp")) {
        await storage.remove(`${indexFolder}/${name}`);
      }
    }
    // A merged run holds those that a crash left beside it.
    const inner = (a: Span, b: Span) =>
      a !== b && b.first <= a.first && a.last <= b.last;
    for (const span of spans.filter((a) => spans.some((b) => inner(a, b)))) {
      await storage.remove(runPath(span));
    }
    return spans.filter((a) => !spans.some((b) => inner(a, b))).map(runPath);
  }

  for (const path of (await findPaths()).reverse()) {
    try {
      runs.unshift(await open(path));
    } catch (error) {
      if (!(error instanceof DamagedRun)) throw error;
      await storage.remove(path);
    }
  }
  const missing = (await listSegments(storage)).filter((segment) =>
    !runs.some(({ first, last }) => first <= segment && segment <= last)
  );
  for (const [done, segment] of missing.entries()) {
    progress(done, missing.length);
    await reread(segment);
  }

  async function repair({ path }: DamagedRun) {
    const run = runs.find((one) => one.path === path);
    if (!run) return;
    runs = runs.filter((one) => one !== run);
    retired.push(run);
    version++;
    await storage.remove(path);
    for (const segment of await listSegments(storage)) {
      if (run.first <= segment && segment <= run.last) await reread(segment);
    }
  }

  return {
    hash,
    peek,
    look(entry) {
      const known = peek(entry);
      if (known !== undefined) return known;
      let mayBeThere = false;
      for (const run of runs) mayBeThere ||= run.mayHold(entry);
      if (!mayBeThere) return undefined;
      return ask(entry).catch(async (error) => {
        if (!(error instanceof DamagedRun)) throw error;
        await inTurn(() => repair(error));
        return await ask(entry);
      });
    },
    add,
    closed(segment) {
      const table = tables.find((one) => one.segment === segment);
      if (!table) return;
      // What fails (a full disk) stays in memory and is tried again when the next segment closes.
      void inTurn(async () => {
        for (const one of tables.filter(({ segment: n }) => n <= segment)) {
          await flush(one);
        }
      }).catch(() => {});
    },
    get version() {
      return version;
    },
    get size() {
      return {
        ids: runs.reduce((sum, { count }) => sum + count, 0) +
          tables.reduce((sum, { ids }) => sum + ids.size, 0),
        memory: runs.reduce((sum, { memory }) => sum + memory, 0) +
          tables.reduce((sum, { ids }) => sum + ids.words.byteLength, 0),
      };
    },
    settle: () => work,
    async close() {
      closing = true;
      await work;
      for (const run of [...runs, ...retired]) await run.close();
    },
  };
}

const decoder = new TextDecoder();

function spanOf(runs: readonly RunSpan[]): RunSpan {
  return {
    first: Math.min(...runs.map(({ first }) => first)),
    last: Math.max(...runs.map(({ last }) => last)),
    from: Math.min(...runs.map(({ from }) => from)),
    to: Math.max(...runs.map(({ to }) => to)),
  };
}

/** The key of the hashes, made once; when it is lost, so are the runs that were made with it. */
async function keyOf(storage: Storage): Promise<Uint32Array> {
  const path = `${indexFolder}/key`;
  const bytes = await storage.read(path);
  if (bytes?.length === 16) return new Uint32Array(bytes.slice().buffer);
  for (const name of await storage.list(indexFolder)) {
    await storage.remove(`${indexFolder}/${name}`);
  }
  const key = crypto.getRandomValues(new Uint32Array(4));
  const file = await storage.create(`${path}.tmp`);
  await file.append(new Uint8Array(key.buffer));
  await file.sync();
  await file.close();
  await storage.rename(`${path}.tmp`, path);
  await storage.syncFolder(indexFolder);
  return key;
}
