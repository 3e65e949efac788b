/** Words of an entry: four of the id's hash, two of the content's. 24 bytes. */
export const idWords = 6;

/** Ids with the hash of their content, in memory: 24 bytes each, in a table at most three quarters full. */
export interface IdTable {
  readonly size: number;
  /** The place of an id's entry in `words`, -1 when it is not there. Only the first four words of `entry` matter. */
  find(entry: Uint32Array): number;
  /** Adds an entry that is not there yet. */
  add(entry: Uint32Array): void;
  readonly words: Uint32Array;
  /** All entries, in the order of their ids. */
  sorted(): Uint32Array;
}

/** Makes an empty table; it grows by doubling. */
export function idTable(): IdTable {
  let slots = 1024, words = new Uint32Array(slots * idWords), size = 0;
  // An entry of zeros means "free"; the hash of an id is all zeros once in 2^128.
  const isFree = (at: number) =>
    (words[at]! | words[at + 1]! | words[at + 2]! | words[at + 3]!) === 0;

  // Linear probing from the second word on: the first orders the runs on disk.
  function place(entry: Uint32Array): number {
    for (let slot = entry[1]! & slots - 1;; slot = slot + 1 & slots - 1) {
      const at = slot * idWords;
      if (isFree(at) || sameId(words, at, entry, 0)) return at;
    }
  }

  function grow() {
    const old = words;
    slots *= 2;
    words = new Uint32Array(slots * idWords);
    for (let at = 0; at < old.length; at += idWords) {
      const entry = old.subarray(at, at + idWords);
      if (entry[0]! | entry[1]! | entry[2]! | entry[3]!) {
        words.set(entry, place(entry));
      }
    }
  }

  return {
    get size() {
      return size;
    },
    get words() {
      return words;
    },
    find(entry) {
      const at = place(entry);
      return isFree(at) ? -1 : at;
    },
    add(entry) {
      if (++size > slots * 0.75) grow();
      words.set(entry.subarray(0, idWords), place(entry));
    },
    sorted() {
      const order = new Float64Array(size);
      let n = 0;
      for (let at = 0; at < words.length; at += idWords) {
        if (!isFree(at)) order[n++] = words[at]! * 2 ** 20 + at / idWords;
      }
      order.sort();
      const out = new Uint32Array(size * idWords);
      for (let i = 0; i < n; i++) {
        const at = order[i]! % 2 ** 20 * idWords;
        out.set(words.subarray(at, at + idWords), i * idWords);
      }
      return out;
    },
  };
}

/** Whether two entries have the same id. */
export function sameId(
  a: Uint32Array,
  at: number,
  b: Uint32Array,
  bt: number,
): boolean {
  return a[at] === b[bt] && a[at + 1] === b[bt + 1] &&
    a[at + 2] === b[bt + 2] && a[at + 3] === b[bt + 3];
}
