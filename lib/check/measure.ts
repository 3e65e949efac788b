import type { Column, Sql } from "../table/mod.ts";
import { rawSql } from "../table/mod.ts";
import type { Columns, Kinds } from "./columns.ts";
import type { Better, Reading, Unit, Unknown } from "./reading.ts";
import type { Taken } from "./options.ts";

/** An aggregate whose answer is a list of numbers, NaN where null. */
export interface NumberList extends Sql {
  readonly list: "number";
}

/** An aggregate whose answer is a list of texts. */
export interface TextList extends Sql {
  readonly list: "text";
}

/** Aggregates by name: what a measure asks of the scan. */
export type Aggregates = Readonly<Record<string, Sql | NumberList | TextList>>;

/** The answers by name: a number (NaN where SQL says null), or a list. */
export type Row<A extends Aggregates> = {
  readonly [K in keyof A]: A[K] extends NumberList ? readonly number[]
    : A[K] extends TextList ? readonly (string | null)[]
    : number;
};

/** Asks for all values of an expression as numbers, in no set order unless `orderBy` says one. */
export function numberList(x: Sql, orderBy?: Sql): NumberList {
  return { ...listSql(x, orderBy), list: "number" };
}

/** Asks for all values of an expression as texts. */
export function textList(x: Sql, orderBy?: Sql): TextList {
  return { ...listSql(x, orderBy), list: "text" };
}

function listSql(x: Sql, orderBy: Sql | undefined): Sql {
  return rawSql(`list(${x.text}${orderBy ? ` order by ${orderBy.text}` : ""})`);
}

/** Where a measure's rows come from. */
export interface Sources {
  /** The current table's relation. */
  readonly current: Sql;
  /** The reference's relation, where one was given. */
  readonly reference: Sql | undefined;
  /** An expression that names a row of the current table, for repeatable samples. */
  readonly rowId: Sql;
  /** All columns of the current table, for units that look at whole rows. */
  readonly columns: readonly Column[];
  /** All columns of the reference, where one was given. */
  readonly referenceColumns: readonly Column[] | undefined;
  /** Rows of the current table, where they are known before the scan. */
  readonly rows: number | undefined;
  /** What the last of the unit's `candidates` counted that was asked; NaN for a unit without. */
  readonly candidates: number;
  /** How many of the unit's `candidates` were asked. */
  readonly asked: number;
}

/** What is known before a unit's `candidates` are asked. */
export type Known = Omit<Sources, "candidates" | "asked">;

/**
 * A unit that asks SQL aggregates of one table and reads one figure from the answers.
 *
 * Pure: no engine, clock, environment or randomness. The runner fuses the aggregates of all measures without `from`
 * into one scan.
 */
export interface Measure<
  O extends object = object,
  C extends string = string,
  A extends Aggregates = Aggregates,
> {
  readonly kind: "measure";
  /** Room and file: "validation/null_rate". */
  readonly id: string;
  readonly unit: Unit;
  readonly better: Better;
  /** The roles it asks for. */
  readonly needs: readonly C[];
  /** Which kinds of column a role takes. */
  readonly kinds?: Kinds<C>;
  /** Whether its options hold SQL or a pattern of the user's own: what the engine says against it is the user's mistake. Defaults to false. */
  readonly ownSql?: boolean;
  /** Whether it cannot do without a reference, defaults to false. */
  readonly needsReference?: boolean;
  /** Roles that only the reference must have: the label that is not there yet. */
  readonly referenceOnly?: readonly C[];
  readonly defaults: Readonly<O>;
  /** What options take whose default, null or an empty list, does not say; "value" and "values" unless said. */
  readonly takes?: { readonly [K in keyof NoInfer<O>]?: Taken };
  /** Says what is wrong with the options; RangeError. Called when the check is built. */
  validate?(options: O): void;
  /**
   * Cheap queries of one number `n`, asked before `from`: how many rows it would have to look at closely. Each next one
   * knows better and costs more; one that counts none ends the asking.
   */
  candidates?(
    sources: Known,
    columns: Columns<C>,
    options: O,
  ): readonly Sql[];
  /** A relation to aggregate over instead of the table: a join, a rank, a window. */
  from?(sources: Sources, columns: Columns<C>, options: O): Sql;
  /** SQL aggregates by name. */
  query(columns: Columns<C>, options: O): A;
  /** The figure; undefined or unknown when there is too little data. */
  read(row: Row<A>, options: O): Reading | Unknown | undefined;
}

/** Declares a measure. */
export function measure<
  O extends object,
  const C extends string,
  A extends Aggregates,
>(definition: Omit<Measure<O, C, A>, "kind">): Measure<O, C, A> {
  return { kind: "measure", ...definition };
}
