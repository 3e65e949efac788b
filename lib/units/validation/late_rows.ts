import { sql } from "../../table/mod.ts";
import { rowRule } from "./row_rule.ts";

interface LateOptions {
  /** Seconds between event and arrival from which a row is late; defaults to 86,400 (a day). */
  readonly after: number;
}

/**
 * Share of rows that arrived later after their time than allowed.
 *
 * Formula: rows with arrival - time > after / rows with both. Shape: time and arrival -> one number. Unit: ratio, 0..1.
 * Edge cases: rows without either are passed over; undefined without a row. Errors: RangeError for a negative
 * `after`. Source: none needed.
 */
export const lateRows = rowRule({
  id: "validation/late_rows",
  needs: ["time", "arrival"],
  kinds: { time: ["time"], arrival: ["time"] },
  defaults: { after: 86_400 } as LateOptions,
  validate({ after }) {
    if (!(after >= 0)) {
      throw new RangeError(
        `Cannot use "after" of "validation/late_rows": it is ${after}, seconds from 0 are needed`,
      );
    }
  },
  judged: ({ time, arrival }) =>
    sql`${time} is not null and ${arrival} is not null`,
  broken: ({ time, arrival }, { after }) =>
    sql`epoch(${arrival}) - epoch(${time}) > ${after}`,
  shown: ({ time, arrival }) =>
    sql`concat_ws(' arrived ', cast(${time} as varchar), cast(${arrival} as varchar))`,
});
