/** A file that only grows. */
export interface AppendFile {
  /** Writes all bytes at the end; they are not safe before `sync`. */
  append(bytes: Uint8Array): Promise<void>;
  /** Resolves when everything appended survives a power cut (fdatasync). */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** A file that is read in parts. */
export interface ReadFile {
  /** Bytes. */
  readonly size: number;
  /** The bytes from a place on; fewer where the file ends. */
  read(from: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/**
 * Where a lake lives: a small file system with explicit durability. Paths are relative, with "/" between folders.
 *
 * Nothing survives a power cut but what was synced, and a new or renamed file only after `syncFolder` of its folder.
 */
export interface Storage {
  /** Names in a folder, sorted; none when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Undefined when there is no such file. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Opens a file to be read in parts; it may be removed meanwhile. Error: when there is no such file. */
  openRead(path: string): Promise<ReadFile>;
  /** Makes a file that must not exist yet. */
  create(path: string): Promise<AppendFile>;
  /** Opens a file at its end, or makes it. */
  open(path: string): Promise<AppendFile>;
  /** Cuts a file to its first `length` bytes, durably. */
  truncate(path: string, length: number): Promise<void>;
  /** Makes a file's content durable, whoever wrote it. */
  syncFile(path: string): Promise<void>;
  /** Puts a file in another's place; readers see the old or the new one, whole. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes a folder and those above it. */
  makeFolder(folder: string): Promise<void>;
  /** Makes the names in a folder durable. */
  syncFolder(folder: string): Promise<void>;
  /** Keeps other processes out until it is released or this process ends. Error: when another holds it. */
  lock(path: string): Promise<() => Promise<void>>;
}
