import type { Engine } from "./engine.ts";

/** How an input is read: what overrules the guesses, and where paths start. */
export interface ReadOptions {
  /** A condition in SQL that selects rows; defaults to all rows. */
  readonly where?: string;
  /** The byte between cells of a CSV, e.g. `";"` or `"tab"`; defaults to what fits the first records. */
  readonly delimiter?: string;
  /** Texts that mean a missing value in a CSV, beside the empty cell; defaults to none. */
  readonly nullValues?: readonly string[];
  /** Types by column name, e.g. `{ zip: "VARCHAR" }`; defaults to what all rows allow. */
  readonly types?: Readonly<Record<string, string>>;
  /** The folder that relative paths start from; defaults to the working folder. */
  readonly cwd?: string;
  /** The folder of the event log, for `lake:` inputs. */
  readonly lake?: string;
  /** The engine that holds the relation; defaults to the shared one of this process. */
  readonly engine?: Engine;
  /** What messages call the input; defaults to the path, or the kind of the value. */
  readonly name?: string;
}

/** One file of a source and the types of its columns, in the file's order; `"NULL"` is a column without any value. */
export interface FileSchema {
  readonly path: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}
