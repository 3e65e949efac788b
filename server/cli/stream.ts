import {
  asNumber,
  columnOf,
  completeOptions,
  sql,
  unitOf,
} from "../../lib/mod.ts";
import { openDuckDb } from "../../lib/native/mod.ts";
import { INPUT_FLAGS, readSide } from "./inputs.ts";
import { optionsFrom } from "./measure.ts";
import { parse, positionals, UsageError, type Verb } from "./usage.ts";

const FORM = "stream ID FILE --column C [--options JSON] [--json]";

/** `sg stream`: an online detector over a column, in the file's order. */
export const streamVerb: Verb = {
  help: `sg ${FORM}
Runs an online detector over a column in the order of the file's rows; missing values are passed over.

Example: deno task sg stream drift/page_hinkley errors.csv --column error --json`,
  async run(args) {
    const { values, positionals: found } = parse(args, {
      ...INPUT_FLAGS,
      column: { type: "string" },
      options: { type: "string" },
      json: { type: "boolean" },
      verbose: { type: "boolean" },
    });
    const [id, file] = positionals(found, FORM, 2);
    const unit = unitOf(id!);
    if (!unit || unit.kind !== "stream") {
      throw new UsageError(
        unit
          ? `Cannot stream "${id}": it is a ${unit.kind}, "sg measure" asks it`
          : `Cannot stream "${id}": there is no such unit, "sg catalogue" lists them`,
      );
    }
    if (values.column === undefined) {
      throw new UsageError(`Cannot stream "${id}": --column C is needed`);
    }
    const options = completeOptions(unit, optionsFrom(values.options));
    const engine = await openDuckDb({ ordered: true });
    const table = await readSide(file!, values, "current", engine);
    const column = columnOf(table, values.column);
    if (column.kind !== "number" && column.kind !== "boolean") {
      throw new UsageError(
        `Cannot stream "${id}" over "${file}": column ${
          JSON.stringify(column.name)
        } is ${column.type}, number is needed`,
      );
    }
    const inOrder = await table.engine.arrays(
      sql`select ${asNumber(column)} x from ${table.relation}`,
    );
    const state = unit.init(options);
    const detections: number[] = [], warnings: number[] = [];
    const xs = inOrder.x as Float64Array;
    xs.forEach((x, row) => {
      if (!Number.isFinite(x)) return;
      const signal = unit.step(state, x, options);
      if (signal === "drift") detections.push(row);
      else if (signal === "warning") warnings.push(row);
    });
    const answer = { id: id!, n: xs.length, detections, warnings };
    console.log(
      values.json
        ? JSON.stringify(answer)
        : detections.length
        ? `drift at row ${detections.join(", ")}`
        : `no drift in ${xs.length} rows`,
    );
    return 0;
  },
};
