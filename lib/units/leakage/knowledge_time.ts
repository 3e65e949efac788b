import { wilson } from "../../math/mod.ts";
import { measure, unknown } from "../../check/mod.ts";
import { asNumber } from "../../profile/mod.ts";
import { finite, type Sql, sql } from "../../table/mod.ts";
import { timeText } from "./time_text.ts";

interface KnowledgeOptions {
  /** Seconds by which a value may arrive after the decision and still count as known; defaults to 0. */
  readonly allowSeconds: number;
}

/**
 * Share of rows whose values were known only after the decision they are used for.
 *
 * `time` is when the decision is made, `arrival` when the values of the row were known. Formula: rows with arrival > time
 * + `allowSeconds` / rows that have both, with Wilson's interval. Details: mean and largest delay in seconds. Given a
 * reference (the train part), `referenceKnownLate` counts its rows that were known only after the first current decision:
 * a model trained before it could not have used them. Shape: two columns -> one number. Unit: ratio, 0..1. Edge cases:
 * rows without either time are left out and counted; numbers are taken as seconds; undefined for an empty table. Source:
 * Kaufman et al. 2012; bitemporal data, Snodgrass 1999.
 */
export const knowledgeTime = measure({
  id: "leakage/knowledge_time",
  unit: "ratio",
  better: "lower",
  needs: ["time", "arrival"],
  kinds: { time: ["time", "number"], arrival: ["time", "number"] },
  defaults: { allowSeconds: 0 } as KnowledgeOptions,
  validate({ allowSeconds }) {
    if (!(allowSeconds >= 0 && Number.isFinite(allowSeconds))) {
      throw new RangeError(
        `Cannot use "allowSeconds" of "leakage/knowledge_time": it is ${allowSeconds}, 0 or more seconds are needed`,
      );
    }
  },
  from(
    { current, reference, referenceColumns },
    { time, arrival },
    { allowSeconds },
  ) {
    const arrivals = referenceColumns?.find(({ name }) =>
      name === arrival.name
    );
    const late = (delay: Sql) => sql`case when ${delay} > ${allowSeconds}`;
    const delay = sql`a - t`;
    const known = reference && arrivals
      ? sql` union all select 1, false, count(*), count(a), sum(${
        late(sql`a - first_t`)
      } then 1 else 0 end), null, max(a), null from (select ${
        finite(asNumber(arrivals))
      } a from ${reference}) r cross join ends`
      : sql``;
    return sql`(with c as (select ${finite(asNumber(time))} t, ${
      finite(asNumber(arrival))
    } a from ${current}),
      ends as (select min(t) first_t from c)
      select 0 side, ${
      time.kind === "time"
    } clock, count(*) n, count(a + t) timed, sum(${
      late(delay)
    } then 1 else 0 end) late, sum(${
      late(delay)
    } then ${delay} end) delays, max(${delay}) most, min(t) first_t from c${known})`;
  },
  query: () => {
    const of = (side: number, name: string) =>
      sql`max(case when side = ${side} then ${{ text: name }} end)`;
    return {
      rows: of(0, "n"),
      timed: of(0, "timed"),
      late: of(0, "late"),
      delays: of(0, "delays"),
      most: of(0, "most"),
      first: of(0, "first_t"),
      clock: sql`max(case when clock then 1 else 0 end)`,
      referenceRows: of(1, "timed"),
      referenceLate: of(1, "late"),
    };
  },
  read(found) {
    const { rows, timed, late, delays, most, referenceRows, referenceLate } =
      found;
    if (!(rows > 0)) return undefined;
    if (!(timed > 0)) return unknown("no row has both times");
    const first = timeText(found.first, found.clock === 1);
    const behind = referenceRows > 0 && referenceLate > 0
      ? `; ${referenceLate} of ${referenceRows} reference rows were known only after ${first}, the first decision here`
      : "";
    return {
      value: late / timed,
      interval: wilson(late, timed),
      n: { current: timed },
      details: {
        late,
        meanDelaySeconds: late ? delays / late : 0,
        largestDelaySeconds: most,
        rowsWithoutTimes: rows - timed,
        ...(referenceRows > 0
          ? { referenceKnownLate: referenceLate, referenceRows }
          : {}),
        explanation: late
          ? `${late} of ${timed} rows hold values known only after the decision, ${
            Number((delays / late).toPrecision(3))
          } s in the mean${behind}`
          : `All ${timed} rows were known when they were decided on${behind}`,
      },
    };
  },
});
