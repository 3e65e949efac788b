import { wilson } from "../../math/mod.ts";
import { measure, unknown } from "../../check/mod.ts";
import { asNumber } from "../../profile/mod.ts";
import { finite, sql } from "../../table/mod.ts";
import { counterpart } from "../../check/mod.ts";
import { timeText } from "./time_text.ts";

const id = "leakage/time_overlap";

/**
 * Share of current rows that are not later than the last reference row: the model saw their future.
 *
 * Formula: rows with time <= the reference's latest time / rows with a time, with Wilson's interval. Details: that time,
 * the first current time, and how many reference rows lie at or after it (few of them: stragglers; many: a split that
 * ignores time). Shape: two tables and a time -> one number. Unit: ratio, 0..1. Edge cases: equal times overlap; rows
 * without a time are left out and counted; undefined without any. Error: SchemaError where the reference lacks the
 * column. Source: Kaufman et al. 2012, "no time machine".
 */
export const timeOverlap = measure({
  id,
  unit: "ratio",
  better: "lower",
  needs: ["time"],
  kinds: { time: ["time", "number"] },
  needsReference: true,
  defaults: {},
  from({ current, reference, referenceColumns }, { time }) {
    const other = counterpart(id, time, referenceColumns);
    return sql`(with c as (select ${finite(asNumber(time))} t from ${current}),
      r as (select ${finite(asNumber(other))} t from ${reference!}),
      ends as (select (select max(t) from r) last_t, (select min(t) from c) first_t)
      select 0 side, ${
      time.kind === "time"
    } clock, count(*) n, count(t) timed, sum(case when t <= last_t then 1 else 0 end) inside, min(t) edge from c cross join ends
      union all select 1, false, count(*), count(t), sum(case when t >= first_t then 1 else 0 end), max(t) from r cross join ends)`;
  },
  query: () => {
    const of = (side: number, name: "n" | "timed" | "inside" | "edge") =>
      sql`max(case when side = ${side} then ${{ text: name }} end)`;
    return {
      rows: of(0, "n"),
      timed: of(0, "timed"),
      inside: of(0, "inside"),
      first: of(0, "edge"),
      last: of(1, "edge"),
      referenceTimed: of(1, "timed"),
      referenceInside: of(1, "inside"),
      clock: sql`max(case when clock then 1 else 0 end)`,
    };
  },
  read(
    {
      rows,
      timed,
      inside,
      first,
      last,
      referenceTimed,
      referenceInside,
      clock,
    },
  ) {
    if (!(rows > 0)) return undefined;
    if (!(timed > 0) || !(referenceTimed > 0)) {
      return unknown(
        `no ${timed > 0 ? "reference" : "current"} row has a time`,
      );
    }
    const text = (x: number) => timeText(x, clock === 1);
    return {
      value: inside / timed,
      interval: wilson(inside, timed),
      n: { current: timed, reference: referenceTimed },
      details: {
        lastReference: text(last),
        firstCurrent: text(first),
        rowsInside: inside,
        referenceRowsInside: referenceInside,
        rowsWithoutTime: rows - timed,
        explanation: inside
          ? `${inside} of ${timed} rows are not later than the reference's last, ${
            text(last)
          }; ${referenceInside} of ${referenceTimed} reference rows are not earlier than the first, ${
            text(first)
          }`
          : `All ${timed} rows, from ${
            text(first)
          } on, are later than the reference's last, ${text(last)}`,
      },
    };
  },
});
