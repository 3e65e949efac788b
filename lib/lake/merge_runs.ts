import { type IdRun, type RunSpan, writeRun } from "./id_run.ts";
import { idWords, sameId } from "./id_table.ts";
import type { Storage } from "./storage.ts";

const width = 8, spanMs = 86_400_000;

/**
 * The next runs to be made one: eight neighbours of about one size, within a day of arrival so that old ids can go by
 * the file, or neighbours that are empty. Undefined when there are none.
 */
export function nextMerge(
  runs: readonly IdRun[],
): readonly IdRun[] | undefined {
  const tier = ({ count }: IdRun) =>
    count === 0
      ? -1
      : Math.max(0, Math.floor(Math.log(count / 32_768) / Math.log(width)));
  for (let end = runs.length; end >= 2; end--) {
    const last = runs[end - 1]!, size = tier(last);
    let start = end - 1;
    while (
      start > 0 && tier(runs[start - 1]!) === size &&
      (size < 0 || last.to - runs[start - 1]!.from <= spanMs)
    ) start--;
    if (end - start >= width) return runs.slice(end - width, end);
  }
  return undefined;
}

/** Writes the entries of runs as one run, a page of each in memory. Of entries with one id the oldest stays. */
export async function mergeRuns(
  storage: Storage,
  span: RunSpan,
  runs: readonly IdRun[],
): Promise<void> {
  const count = runs.reduce((sum, run) => sum + run.count, 0);
  await writeRun(storage, span, count, merged(runs));
}

interface Head {
  readonly pages: AsyncGenerator<Uint32Array>;
  page: Uint32Array;
  at: number;
}

async function* merged(runs: readonly IdRun[]): AsyncGenerator<Uint32Array> {
  const heads: Head[] = [];
  for (const run of runs) {
    const pages = run.pages(), { value, done } = await pages.next();
    if (!done) heads.push({ pages, page: value, at: 0 });
  }
  const size = 170 * idWords;
  let block = new Uint32Array(size), held = 0;
  // Entries with one first word may come in any order, so all that were written of it are looked through.
  let since = 0;
  while (heads.length > 0) {
    let least = heads[0]!;
    for (const head of heads) {
      if (head.page[head.at]! < least.page[least.at]!) least = head;
    }
    if (held > 0 && block[held - idWords] !== least.page[least.at]) {
      since = held;
    }
    let known = false;
    for (let at = since; at < held && !known; at += idWords) {
      known = sameId(block, at, least.page, least.at);
    }
    if (!known) {
      block.set(least.page.subarray(least.at, least.at + idWords), held);
      held += idWords;
    }
    least.at += idWords;
    if (least.at === least.page.length) {
      const { value, done } = await least.pages.next();
      if (done) heads.splice(heads.indexOf(least), 1);
      else [least.page, least.at] = [value, 0];
    }
    if (held === size) {
      yield block;
      [block, held, since] = [new Uint32Array(size), 0, 0];
    }
  }
  if (held > 0) yield block.subarray(0, held);
}
