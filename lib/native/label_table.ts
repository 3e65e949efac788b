import { type LabelRule, labelRule, labelStates } from "../monitor/mod.ts";
import { columnOf, type ReadOptions, sql, type Table } from "../table/mod.ts";
import { sharedDuckDb } from "./duckdb.ts";
import { read, type ReadInput } from "./read.ts";

/** Events that tell of labels: anything `read` takes, files or `lake:system?kind=..`. */
export interface LabelInputs {
  readonly predictions: ReadInput;
  readonly labels: ReadInput;
  readonly corrections?: ReadInput;
}

/**
 * Reads predictions, labels and corrections, and tells what is known of each prediction's label at `now`, as `labelStates` does.
 *
 * `rule` defaults to `labelRule`. Labels that name no prediction are counted in a note. Errors: as `read`; SchemaError for a missing column.
 */
export async function labelTable(
  { predictions, labels, corrections }: LabelInputs,
  { now, rule, ...options }: ReadOptions & {
    readonly now: Date;
    readonly rule?: Partial<LabelRule>;
  },
): Promise<Table> {
  const engine = options.engine ?? await sharedDuckDb();
  const given = { ...labelRule, ...rule };
  const table = await read(predictions, { ...options, engine });
  const told: Table[] = [];
  for (const input of [labels, corrections]) {
    if (input !== undefined) {
      told.push(await read(input, { ...options, engine }));
    }
  }
  const states = labelStates(table, told, now, given);
  const strangers = await Promise.all(
    told.map((side) => strangersOf(side, table, given.key)),
  );
  const count = strangers.reduce((sum, n) => sum + n, 0);
  return {
    ...states,
    notes: [
      ...states.notes,
      ...(count
        ? [{
          code: "left_out",
          message: `${count} label${count === 1 ? "" : "s"} of no prediction ${
            count === 1 ? "is" : "are"
          } left out`,
        }]
        : []),
    ],
  };
}

/** Labels that name no prediction. */
async function strangersOf(
  side: Table,
  predictions: Table,
  key: string,
): Promise<number> {
  const own = columnOf(side, key);
  const [row] = await side.engine.rows(
    sql`select count(*) n from ${side.relation} where ${own} not in (select ${
      columnOf(predictions, key)
    } from ${predictions.relation} where ${
      columnOf(predictions, key)
    } is not null)`,
  );
  return Number(row!.n);
}
