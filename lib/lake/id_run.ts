import { crc32c } from "./crc32c.ts";
import { idWords, sameId } from "./id_table.ts";
import type { ReadFile, Storage } from "./storage.ts";

/** What a run covers: the ids of the events of some segments, and when those came in. */
export interface RunSpan {
  readonly first: number;
  readonly last: number;
  /** Arrivals, milliseconds since 1970, UTC. */
  readonly from: number;
  readonly to: number;
}

/** A sorted file of ids that is never changed: 24 bytes an entry in pages with a checksum, then what is kept in memory. */
export interface IdRun extends RunSpan {
  readonly path: string;
  readonly count: number;
  /** Bytes that it holds in memory: a Bloom filter of 10 bits an id, and the first word of each page. */
  readonly memory: number;
  /** False when the id is surely not there; true for about 1 % of those too. */
  mayHold(entry: Uint32Array): boolean;
  /** The entry of an id with its content's hash. Error: DamagedRun when its page's checksum is wrong. */
  find(entry: Uint32Array): Promise<Uint32Array | undefined>;
  /** All entries in order, a page at a time. */
  pages(): AsyncGenerator<Uint32Array>;
  close(): Promise<void>;
}

/** A run whose bytes are not those that were written. */
export class DamagedRun extends Error {
  /** Builds the error; `path` is the file within the lake. */
  constructor(readonly path: string) {
    super(`Cannot use "${path}": its checksum is wrong`);
  }
}

/** The folder of runs, within a lake. */
export const indexFolder = "index";

const perPage = 170, pageBytes = 4096, tailBytes = 64, magic = 0x58494753;

/** The path of a run: it says which segments are in it. */
export function runPath(
  { first, last }: Pick<RunSpan, "first" | "last">,
): string {
  const digits = (number: number) => String(number).padStart(12, "0");
  return `${indexFolder}/${digits(first)}-${digits(last)}.run`;
}

/** Writes entries that come in order, `count` at most, as a run: written aside, synced, put in its place, durably. */
export async function writeRun(
  storage: Storage,
  span: RunSpan,
  count: number,
  entries: AsyncIterable<Uint32Array> | Iterable<Uint32Array>,
): Promise<void> {
  const path = runPath(span), aside = `${path}.tmp`;
  await storage.remove(aside).catch(() => {});
  const file = await storage.create(aside);
  try {
    const filter = new Uint32Array(filterWords(count));
    const fences: number[] = [];
    // Pages are written sixteen at a time; other work comes in between.
    let pages = new Uint8Array(16 * pageBytes), page = pageAt(pages, 0);
    let full = 0, held = 0, written = 0;
    const endPage = () => {
      page[1020] = crc32c(bytesOf(page).subarray(0, 4080));
      page[1021] = held;
      fences.push(page[0]!);
      held = 0;
      full++;
    };
    const flush = async () => {
      await file.append(pages.subarray(0, full * pageBytes));
      pages = new Uint8Array(16 * pageBytes);
      full = 0;
    };
    for await (const block of entries) {
      for (let at = 0; at < block.length; at += idWords) {
        const entry = block.subarray(at, at + idWords);
        page.set(entry, held * idWords);
        setBits(filter, entry);
        written++;
        if (++held < perPage) continue;
        endPage();
        if (full === 16) await flush();
        page = pageAt(pages, full);
      }
    }
    if (held > 0) endPage();
    if (full > 0) await flush();
    await file.append(memoryOf(fences, filter));
    await file.append(tailOf(span, written, fences, filter));
    await file.sync();
  } finally {
    await file.close();
  }
  await storage.rename(aside, path);
  await storage.syncFolder(indexFolder);
}

/** Opens a run; reads only its end. Without `filter` it holds less in memory and is read for every id. Error: DamagedRun. */
export async function openRun(
  storage: Storage,
  path: string,
  { filter = true } = {},
): Promise<IdRun> {
  const file = await storage.openRead(path);
  try {
    return await readTail(file, path, filter);
  } catch (error) {
    await file.close();
    throw error;
  }
}

const pageAt = (pages: Uint8Array, n: number) =>
  new Uint32Array(pages.buffer, n * pageBytes, pageBytes / 4);

const bytesOf = (words: Uint32Array) =>
  new Uint8Array(words.buffer, words.byteOffset, words.byteLength);

async function readTail(
  file: ReadFile,
  path: string,
  withFilter: boolean,
): Promise<IdRun> {
  const damaged = () => new DamagedRun(path);
  if (file.size < tailBytes) throw damaged();
  const tail = await file.read(file.size - tailBytes, tailBytes);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const [pages, words] = [view.getUint32(8, true), view.getUint32(12, true)];
  const isWhole = view.getUint32(0, true) === magic &&
    view.getUint32(60, true) === crc32c(tail.subarray(0, 60)) &&
    file.size === pages * pageBytes + pages * 4 + words * 4 + tailBytes;
  if (!isWhole) throw damaged();
  const held = await file.read(pages * pageBytes, (pages + words) * 4);
  if (crc32c(held) !== view.getUint32(56, true)) throw damaged();
  const kept = new Uint32Array(
    held.slice(0, withFilter ? undefined : pages * 4).buffer,
  );
  const fences = kept.subarray(0, pages), filter = kept.subarray(pages);

  async function page(number: number): Promise<Uint32Array> {
    const bytes = await file.read(number * pageBytes, pageBytes);
    const content = new Uint32Array(bytes.slice().buffer);
    if (content[1020] !== crc32c(bytes.subarray(0, 4080))) throw damaged();
    return content.subarray(0, content[1021]! * idWords);
  }

  return {
    path,
    count: view.getUint32(4, true),
    first: view.getFloat64(16, true),
    last: view.getFloat64(24, true),
    from: view.getFloat64(32, true),
    to: view.getFloat64(40, true),
    memory: kept.byteLength,
    mayHold: (entry) =>
      pages > 0 && (filter.length === 0 || hasBits(filter, entry)),
    async find(entry) {
      const wanted = entry[0]!;
      // Equal first words may run over the end of a page.
      let low = 0, high = pages;
      while (low < high) {
        const middle = low + high >> 1;
        if (fences[middle]! < wanted) low = middle + 1;
        else high = middle;
      }
      for (
        let n = Math.max(0, low - 1);
        n < pages && fences[n]! <= wanted;
        n++
      ) {
        const entries = await page(n);
        for (let at = 0; at < entries.length; at += idWords) {
          if (sameId(entries, at, entry, 0)) {
            return entries.subarray(at, at + idWords);
          }
        }
      }
      return undefined;
    },
    async *pages() {
      for (let n = 0; n < pages; n++) yield await page(n);
    },
    close: () => file.close(),
  };
}

// A power of two of blocks of 16 words, about 10 bits an entry or more.
function filterWords(count: number): number {
  const blocks = Math.ceil(count * 10 / 512);
  return 16 * Math.max(1, blocks);
}

// An entry has six bits, all in one block of 64 bytes.
const blockOf = (filter: Uint32Array, entry: Uint32Array) =>
  Math.floor(entry[1]! / 2 ** 32 * (filter.length / 16)) * 16;

function setBits(filter: Uint32Array, entry: Uint32Array): void {
  const block = blockOf(filter, entry);
  for (let n = 0; n < 27; n += 9) {
    for (let word = 2; word < 4; word++) {
      const bit = entry[word]! >>> n & 511;
      filter[block + (bit >>> 5)]! |= 1 << (bit & 31);
    }
  }
}

function hasBits(filter: Uint32Array, entry: Uint32Array): boolean {
  const block = blockOf(filter, entry);
  for (let n = 0; n < 27; n += 9) {
    for (let word = 2; word < 4; word++) {
      const bit = entry[word]! >>> n & 511;
      if ((filter[block + (bit >>> 5)]! & 1 << (bit & 31)) === 0) return false;
    }
  }
  return true;
}

function memoryOf(fences: readonly number[], filter: Uint32Array): Uint8Array {
  const kept = new Uint32Array(fences.length + filter.length);
  kept.set(fences);
  kept.set(filter, fences.length);
  return new Uint8Array(kept.buffer);
}

function tailOf(
  { first, last, from, to }: RunSpan,
  count: number,
  fences: readonly number[],
  filter: Uint32Array,
): Uint8Array {
  const tail = new Uint8Array(tailBytes), view = new DataView(tail.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, count, true);
  view.setUint32(8, fences.length, true);
  view.setUint32(12, filter.length, true);
  for (const [at, value] of [first, last, from, to].entries()) {
    view.setFloat64(16 + 8 * at, value, true);
  }
  view.setUint32(56, crc32c(memoryOf(fences, filter)), true);
  view.setUint32(60, crc32c(tail.subarray(0, 60)), true);
  return tail;
}
