/** The files that an input names, in order, and the folder that `key=value` folders below it count from. */
export interface FoundFiles {
  readonly paths: readonly string[];
  readonly root: string;
  /** A condition that the input itself asks for, as a lake's window. */
  readonly where?: string;
  /** Folders that were left out. */
  readonly skipped: readonly string[];
  /** Sentences about what is not there or damaged: what is read is incomplete. */
  readonly problems?: readonly string[];
}
