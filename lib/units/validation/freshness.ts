import { measure, unknown } from "../../check/mod.ts";
import { sql } from "../../table/mod.ts";

interface FreshOptions {
  /** The instant from which age is counted, as ISO text in UTC; required. */
  readonly now: string | null;
}

/**
 * Age of the newest row: seconds between its time and now.
 *
 * Formula: now - max(time). Shape: time column -> one number. Unit: seconds; negative when rows lie in the future. Edge
 * cases: rows without a time are left out; undefined without one; unknown when `now` was not given, since a unit reads
 * no clock. Errors: RangeError for a `now` that is no time. Source: none needed.
 */
export const freshness = measure({
  id: "validation/freshness",
  unit: "seconds",
  better: "lower",
  needs: ["time"],
  kinds: { time: ["time"] },
  defaults: { now: null } as FreshOptions,
  takes: { now: "string" },
  validate({ now }) {
    if (now !== null && Number.isNaN(Date.parse(now))) {
      throw new RangeError(
        `Cannot use "now" of "validation/freshness": it is "${now}", a time as ISO text is needed`,
      );
    }
  },
  query: ({ time }) => ({
    newest: sql`max(cast(epoch(${time}) as double))`,
  }),
  read: ({ newest }, { now }) => {
    if (now === null) return unknown('option "now" was not given');
    if (Number.isNaN(newest)) return undefined;
    const instant = Date.parse(
      /[zZ]|[+-]\d\d:?\d\d$/.test(now) || !now.includes("T") ? now : `${now}Z`,
    );
    return {
      value: instant / 1000 - newest,
      details: { newest: new Date(newest * 1000).toISOString() },
    };
  },
});
