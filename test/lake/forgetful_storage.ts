import type { AppendFile, Storage } from "../../lib/lake/mod.ts";

/** The power went out. */
export class PowerCut extends Error {}

interface Inode {
  bytes: Uint8Array;
  synced: number;
}

/** A storage in memory that goes dark at a chosen step and then remembers no more than a disk must. */
export interface ForgetfulStorage extends Storage {
  /** Whether the power is gone. */
  dark(): boolean;
  /** The storage after the cut: synced bytes, perhaps more, and the names that were synced, perhaps more. */
  afterCut(): ForgetfulStorage;
}

/**
 * A disk as bad as POSIX allows: unsynced bytes survive in part, as zeros or followed by rubbish; unsynced names survive or not.
 */
export function forgetfulStorage(
  random: () => number,
  cutAt: number,
  before?: Map<string, Inode>,
): ForgetfulStorage {
  const names = new Map(before), synced = new Map(before);
  let steps = 0, dark = false;

  const step = () => {
    if (dark || ++steps >= cutAt) {
      dark = true;
      return Promise.reject(new PowerCut());
    }
    return Promise.resolve();
  };
  const grow = (inode: Inode, bytes: Uint8Array) => {
    const larger = new Uint8Array(inode.bytes.length + bytes.length);
    larger.set(inode.bytes);
    larger.set(bytes, inode.bytes.length);
    inode.bytes = larger;
  };
  const appendTo = (inode: Inode): AppendFile => ({
    async append(bytes) {
      await step().catch((cut) => {
        grow(inode, bytes);
        throw cut;
      });
      grow(inode, bytes);
    },
    async sync() {
      await step();
      inode.synced = inode.bytes.length;
    },
    close: () => Promise.resolve(),
  });
  const inFolder = (folder: string, path: string) =>
    path.slice(0, path.lastIndexOf("/") + 1) ===
      (folder === "" ? "" : `${folder}/`);
  const made = (path: string) => {
    const inode = { bytes: new Uint8Array(0), synced: 0 };
    names.set(path, inode);
    return inode;
  };

  return {
    dark: () => dark,
    list: (folder) =>
      Promise.resolve(
        [...names.keys()].filter((path) => inFolder(folder, path)).map((path) =>
          path.slice(folder.length + 1)
        ).sort(),
      ),
    read: (path) => Promise.resolve(names.get(path)?.bytes.slice()),
    openRead(path) {
      const bytes = names.get(path)?.bytes;
      if (!bytes) return Promise.reject(new Error(`"${path}" is missing`));
      return Promise.resolve({
        size: bytes.length,
        read: (from, length) =>
          Promise.resolve(bytes.slice(from, from + length)),
        close: () => Promise.resolve(),
      });
    },
    async create(path) {
      await step();
      if (names.has(path)) throw new Error(`"${path}" exists`);
      return appendTo(made(path));
    },
    async open(path) {
      await step();
      return appendTo(names.get(path) ?? made(path));
    },
    async truncate(path, length) {
      await step();
      const inode = names.get(path)!;
      inode.bytes = inode.bytes.slice(0, length);
      inode.synced = length;
    },
    async syncFile(path) {
      await step();
      const inode = names.get(path)!;
      inode.synced = inode.bytes.length;
    },
    async rename(from, to) {
      await step();
      names.set(to, names.get(from)!);
      names.delete(from);
    },
    async remove(path) {
      await step();
      names.delete(path);
    },
    makeFolder: () => Promise.resolve(),
    async syncFolder(folder) {
      await step();
      for (const path of [...synced.keys()]) {
        if (inFolder(folder, path) && !names.has(path)) synced.delete(path);
      }
      for (const [path, inode] of names) {
        if (inFolder(folder, path)) synced.set(path, inode);
      }
    },
    lock: () => Promise.resolve(() => Promise.resolve()),
    afterCut() {
      const kept = new Map<string, Inode>();
      for (const [path, inode] of random() < 0.5 ? synced : names) {
        const bytes = survivors(inode, random);
        kept.set(path, { bytes, synced: bytes.length });
      }
      return forgetfulStorage(random, 3 + Math.floor(random() * 150), kept);
    },
  };
}

function survivors({ bytes, synced }: Inode, random: () => number): Uint8Array {
  const left = bytes.slice(
    0,
    synced + Math.floor(random() * (bytes.length - synced + 1)),
  );
  if (left.length > synced && random() < 0.3) {
    left.fill(0, synced + Math.floor(random() * (left.length - synced)));
  }
  if (bytes.length === synced || random() > 0.2) return left;
  return Uint8Array.from([
    ...left,
    ...Array.from({ length: 9 }, () => Math.floor(random() * 256)),
  ]);
}
