import { quoteList, SchemaError } from "../errors.ts";
import type { Engine } from "./engine.ts";
import type { PartName } from "./part_name.ts";
import { identifier, type Sql, sql } from "./sql.ts";

/** What a column can be asked: numbers have an order and a distance, times too, categories only equality. */
export type ColumnKind = "number" | "boolean" | "category" | "time" | "nested";

/** A column of a table; stands in an `sql` template as its quoted name. */
export interface Column extends Sql {
  readonly name: string;
  /** The engine's own type, e.g. `DOUBLE`, `VARCHAR`. */
  readonly type: string;
  readonly kind: ColumnKind;
}

/** A remark on how an input was read: the sniffer's guesses, mixed line endings, types that changed between files. */
export interface Note {
  readonly code: string;
  readonly message: string;
}

/** One file of a table: its path, rows, and columns as they stand in the file. */
export interface TableFile {
  readonly path: string;
  readonly rows: number | undefined;
  readonly columns: readonly Column[];
}

/** A part of a relation's rows, enough to see where the values of most columns lie. */
export interface Glimpse {
  readonly from: Sql;
  /** The share of all rows that it holds. */
  readonly share: number;
}

/** What stands behind FROM. */
export interface Relation extends Sql {
  /** Finds a part of the rows that lies all over the files and is cheap to read; undefined where there is none. */
  glimpse?(): Promise<Glimpse | undefined>;
}

/** A relation in an engine, with what is known of it before it is scanned. */
export interface Table {
  /** What the user calls it: a path, a glob, "DataFrame". */
  readonly name: string;
  readonly engine: Engine;
  readonly relation: Relation;
  readonly columns: readonly Column[];
  readonly files: readonly TableFile[];
  readonly notes: readonly Note[];
  /** An expression that names a row and never changes, for repeatable samples; hash of the whole row when absent. */
  readonly rowId?: Sql;
  /** An expression for the file a row comes from, where there are several. */
  readonly file?: Sql;
  /** Rows, where the file's footer says. */
  readonly rows?: number;
  /** Which part of a split it is, for calls that may not see the test part. */
  readonly part?: PartName;
}

/**
 * The column of that name.
 *
 * Errors: SchemaError naming the columns that are there.
 */
export function columnOf(table: Table, name: string): Column {
  const found = table.columns.find((column) => column.name === name);
  if (found) return found;
  const names = table.columns.map((column) => column.name);
  throw new SchemaError(
    name,
    `Cannot read "${table.name}": column ${
      JSON.stringify(name)
    } is missing, found ${quoteList(names)}`,
  );
}

/** The rows of a table for which a condition holds. */
export function where(table: Table, condition: Sql): Table {
  const { rows: _rows, ...rest } = table;
  return {
    ...rest,
    relation: sql`(select * from ${table.relation} where ${condition})`,
  };
}

/** A table with only the columns for which `keep` says yes; the relation stays, columns are read by name. */
export function select(table: Table, keep: (column: Column) => boolean): Table {
  return { ...table, columns: table.columns.filter(keep) };
}

/** Builds a column from a name and the engine's type. */
export function column(name: string, type: string): Column {
  return { name, type, kind: kindOf(type), text: identifier(name).text };
}

/** The kind of an engine type. */
export function kindOf(type: string): ColumnKind {
  if (/\[|^(STRUCT|MAP|UNION|LIST|ARRAY|ROW)/i.test(type)) return "nested";
  if (
    /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|REAL|DECIMAL|BIGNUM)/i
      .test(type)
  ) return "number";
  if (/^BOOL/i.test(type)) return "boolean";
  if (/^(TIMESTAMP|DATE)/i.test(type)) return "time";
  return "category";
}

/** Whether the type holds whole numbers only. */
export function isWhole(type: string): boolean {
  return /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/i.test(type);
}
