import type { Cell, Column } from "../table/mod.ts";
import type { ShownRows } from "./look_closer.ts";
import type { MovedRows } from "./moved_rows.ts";

/** One row as an example: some of its cells by column, the alarmed one first. */
export interface Example {
  readonly cells: readonly {
    readonly column: string;
    readonly value: string;
  }[];
}

/** Examples of a side, at most. */
const MOST = 3;

/** A text longer than this is shortened. */
const LONG = 60;

/**
 * A few rows as examples: of the reference rows as they were, of the current rows those that moved.
 *
 * Rows stand in the order of the sample, which is that of a hash, so they are the same every time; rows that show the same are
 * shown once. Shape: a sample, the columns to show, which rows -> rows of text. Edge cases: empty where no row of the
 * sample is asked for.
 */
export function examplesOf(
  { rows, columns: cells }: ShownRows,
  shown: readonly Column[],
  question: MovedRows,
  moved: boolean,
): readonly Example[] {
  const [first] = shown;
  const values = first && cells.get(first.name);
  if (!values) return [];
  const found = new Map<string, Example>();
  for (let i = 0; i < rows && found.size < MOST; i++) {
    if (question.includes(values[i]!) !== moved) continue;
    const row = shown.map((column) => ({
      column: column.name,
      value: cellText(column, cells.get(column.name)?.[i] ?? null),
    }));
    const key = JSON.stringify(row.map(({ value }) => value));
    if (!found.has(key)) found.set(key, { cells: row });
  }
  return [...found.values()];
}

function cellText({ kind }: Column, value: Cell): string {
  if (value === null) return "missing";
  if (typeof value !== "number") {
    const text = String(value);
    return text === ""
      ? "(empty)"
      : text.length > LONG
      ? `${text.slice(0, LONG - 1)}…`
      : text;
  }
  const date = kind === "time" ? new Date(value * 1000) : undefined;
  return date && !Number.isNaN(date.getTime())
    ? date.toISOString().slice(0, 19).replace("T", " ")
    : String(Number(value.toPrecision(6)));
}
