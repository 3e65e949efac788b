import type { Note } from "../table/mod.ts";
import { type CellKind, cellKinds } from "./cell_kind.ts";
import type { CsvColumn, CsvScan } from "./scan_csv.ts";

/** The type that all cells of a column allow, `"NULL"` for a column without any, and what was found on the way. */
export interface CsvType {
  readonly type: string;
  readonly note?: Note;
}

/**
 * The narrowest type that keeps every cell of a column as it is written: BOOLEAN, BIGINT, DOUBLE, DATE, TIMESTAMP,
 * TIMESTAMPTZ, otherwise VARCHAR.
 *
 * A note says when numbers or times are kept as text for some cells' sake, naming the first of them, and when DOUBLE
 * rounds. Numbers with leading zeros and whole numbers beyond BIGINT stay text.
 */
export function csvType(column: CsvColumn): CsvType {
  const count = (kind: CellKind) => column.counts[cellKinds.indexOf(kind)]!;
  const sum = (...kinds: CellKind[]) =>
    kinds.reduce((total, kind) => total + count(kind), 0);
  const filled = column.counts.reduce((total, n) => total + n, 0) -
    count("empty");
  if (filled === 0) return { type: "NULL" };
  const only = (...kinds: CellKind[]) => sum(...kinds) === filled;
  if (only("truth")) return { type: "BOOLEAN" };
  if (only("date")) return { type: "DATE" };
  if (only("date", "time")) return { type: "TIMESTAMP" };
  if (only("date", "time", "nano")) return { type: "TIMESTAMP_NS" };
  if (only("zoned")) return { type: "TIMESTAMPTZ" };
  if (only("whole", "big")) return { type: "BIGINT" };
  if (only("whole", "real", "vast", "precise") && sum("real", "precise")) {
    return {
      type: "DOUBLE",
      ...(count("precise")
        ? note(
          column,
          ["precise"],
          "is rounded to doubles: some values have more digits than a double holds",
        )
        : {}),
    };
  }
  return { type: "VARCHAR", ...textNote(column, filled, sum) };
}

const NUMBERS: readonly CellKind[] = [
  "whole",
  "big",
  "huge",
  "vast",
  "real",
  "precise",
];
const TIMES: readonly CellKind[] = ["date", "time", "nano", "zoned"];

function textNote(
  column: CsvColumn,
  filled: number,
  sum: (...kinds: CellKind[]) => number,
): { note?: Note } {
  const numbers = sum(...NUMBERS), times = sum(...TIMES), zeros = sum("zeros");
  const commas = sum("comma"), truths = sum("truth"), texts = sum("text");
  const asText = (kinds: CellKind[], why: string, which?: string) =>
    note(column, kinds, `is read as text: ${why}`, which);
  if (numbers === filled) {
    return sum("real", "precise")
      ? asText(["big", "huge"], "a double would round whole numbers in it")
      : asText(["huge", "vast"], "whole numbers in it are beyond BIGINT");
  }
  if (zeros && zeros + numbers === filled) {
    return asText(["zeros"], "numbers would lose their leading zeros or plus");
  }
  if (commas && commas + numbers === filled) {
    return asText(["comma"], "its numbers have commas");
  }
  if (times === filled) {
    return asText(["zoned"], "its times are with and without an offset");
  }
  const groups: [number, string, readonly CellKind[]][] = [
    [numbers, "numbers", NUMBERS],
    [times, "times", TIMES],
    [truths, "booleans", ["truth"]],
  ];
  const [most, what, own] = groups.toSorted((a, b) => b[0] - a[0])[0]!;
  // Names among which a number happens to stand are no surprise; numbers among which a name stands are.
  if (most === 0 || most * 10 < filled && texts > 0) return {};
  return asText(
    cellKinds.filter((kind) => kind !== "empty" && !own.includes(kind)),
    `${most} of ${filled} values are ${what}`,
    "first other",
  );
}

function note(
  column: CsvColumn,
  kinds: readonly CellKind[],
  message: string,
  which = "first",
): { note: Note } {
  const found = kinds.map((kind) => column.first[cellKinds.indexOf(kind)])
    .filter((cell) => cell !== undefined).sort((a, b) => a.row - b.row)[0]!;
  const text = found.text.length > 40
    ? `${found.text.slice(0, 40)}…`
    : found.text;
  return {
    note: {
      code: "column_type",
      message: `column ${JSON.stringify(column.name)} ${message}, ${which} ${
        JSON.stringify(text)
      } in row ${found.row}`,
    },
  };
}

/**
 * Whether `""` means an empty text beside the empty cell that means missing: a writer that quotes everything does not
 * tell the two apart, one that writes both does.
 */
export function keepsEmptyText(
  scan: CsvScan,
  types: readonly string[],
): boolean {
  let bare = 0, quoted = 0;
  for (const [i, column] of scan.columns.entries()) {
    if (types[i] !== "VARCHAR" && column.quotedEmpty) return false;
    bare += column.counts[0]! - column.quotedEmpty;
    quoted += column.quotedEmpty;
  }
  return bare > 0 && quoted > 0;
}
