import { SchemaError } from "../errors.ts";
import { type Positive, positive } from "../check/mod.ts";
import {
  columnOf,
  finite,
  joinSql,
  rawSql,
  sql,
  type Table,
} from "../table/mod.ts";
import type { Dataset } from "./dataset.ts";

/** Which columns a data set is made of. */
export interface DatasetRoles extends Partial<Positive> {
  /** Columns of numbers or booleans to learn from. */
  readonly features: readonly string[];
  /** The truth: 0 and 1, a boolean, or text with `positive` named. */
  readonly label: string;
  /** Why a model may learn from the test part, where the table is one; refused without. */
  readonly reason?: string;
}

/**
 * Reads a table as rows to learn from; the test part of a split only for those who say why.
 *
 * Shape: table -> rows x features numbers and labels, in the order of the rows' hash, so that the same rows always give the
 * same model. Missing and infinite values become NaN; rows without a label are left out. Errors: RangeError for the test
 * part without a reason, and without a labelled row; SchemaError for a column that is missing or is no number or boolean.
 *
 * @example
 * ```ts
 * import { logistic, readDataset, split } from "sightglass";
 * import { read } from "sightglass/native";
 * const table = await read(Array.from({ length: 100 }, (_, i) => ({ x: i % 10, y: i % 10 > 4 && i > 9 })));
 * const parts = await split(table, { by: "random" });
 * const data = await readDataset(await parts.open("train"), { features: ["x"], label: "y" });
 * console.assert(logistic(data).weights[0]! > 0);
 * ```
 */
export async function readDataset(
  table: Table,
  { features, label, positive: named = null, reason = "" }: DatasetRoles,
): Promise<Dataset> {
  if (table.part === "test" && reason.trim() === "") {
    throw new RangeError(
      `Cannot learn from "${table.name}": it is the test part, the train part or a reason is needed`,
    );
  }
  const columns = features.map((name) => {
    const column = columnOf(table, name);
    if (column.kind === "number" || column.kind === "boolean") return column;
    throw new SchemaError(
      name,
      `Cannot learn from "${table.name}": column ${
        JSON.stringify(name)
      } is ${column.type}, a number or boolean is needed`,
    );
  });
  const truth = positive(columnOf(table, label), { positive: named });
  const values = columns.map((column, i) =>
    sql`${
      column.kind === "boolean"
        ? sql`cast(${column} as double)`
        : finite(column)
    } ${rawSql(`x${i}`)}`
  );
  const found = await table.engine.arrays(
    sql`select ${
      joinSql([sql`${truth} y`, ...values])
    } from ${table.relation} where ${truth} is not null order by hash(${
      joinSql(table.columns)
    })`,
  );
  const y = found.y as Float64Array;
  if (!y.length) {
    throw new RangeError(
      `Cannot learn from "${table.name}": no row has a label that is 0 or 1, name the positive class if it is another`,
    );
  }
  const out = new Float32Array(y.length * columns.length);
  columns.forEach((_, i) => {
    const column = found[`x${i}`] as Float64Array;
    for (let row = 0; row < y.length; row++) {
      out[row * columns.length + i] = column[row]!;
    }
  });
  return { columns: features, values: out, labels: Uint8Array.from(y) };
}
