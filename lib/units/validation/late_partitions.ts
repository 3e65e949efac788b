import { measure, numberList, unknown } from "../../check/mod.ts";
import { rawSql, sql } from "../../table/mod.ts";

interface PartitionOptions {
  /** Length of a partition in seconds; defaults to 86,400 (a day). */
  readonly every: number;
  /** First instant that must be there, as ISO text; defaults to the oldest row. */
  readonly from: string | null;
  /** First instant that need not be there, as ISO text; defaults to after the newest row. */
  readonly to: string | null;
  /** A partition with fewer than this share of the median rows is dropped; defaults to 0.1. */
  readonly least: number;
}

const MOST = 100_000;

/**
 * How many hours, days or other partitions are missing, or have lost most of their rows.
 *
 * Formula: partitions of [from, to) without a row, plus those with fewer than `least` of the median rows; the last one
 * does not count as dropped when `to` is not given, since it may be under way. Details: `missing` and `dropped`, named by
 * their start, and the `median`. Shape: time column -> one number. Unit: count, 0 and up. Edge cases: rows without a time
 * are left out; undefined without one; unknown above 100,000 partitions. Errors: RangeError for options out of range.
 * Source: none needed.
 */
export const latePartitions = measure({
  id: "validation/late_partitions",
  unit: "count",
  better: "lower",
  needs: ["time"],
  kinds: { time: ["time"] },
  defaults: {
    every: 86_400,
    from: null,
    to: null,
    least: 0.1,
  } as PartitionOptions,
  takes: { from: "string", to: "string" },
  validate({ every, from, to, least }) {
    if (!(every > 0)) {
      throw new RangeError(
        `Cannot use "every" of "validation/late_partitions": it is ${every}, seconds above 0 are needed`,
      );
    }
    if (!(least >= 0 && least <= 1)) {
      throw new RangeError(
        `Cannot use "least" of "validation/late_partitions": it is ${least}, a share from 0 to 1 is needed`,
      );
    }
    for (const [name, text] of Object.entries({ from, to })) {
      if (text !== null && Number.isNaN(Date.parse(text))) {
        throw new RangeError(
          `Cannot use "${name}" of "validation/late_partitions": it is "${text}", a time as ISO text is needed`,
        );
      }
    }
  },
  from: ({ current }, { time }, { every }) =>
    sql`(select floor(epoch(${time}) / ${every}) p, cast(count(*) as double) n from ${current} where ${time} is not null group by 1 order by p limit ${
      rawSql(String(MOST + 1))
    })`,
  query: () => ({
    partitions: numberList(sql`p`, sql`p`),
    counts: numberList(sql`n`, sql`p`),
  }),
  read: ({ partitions, counts }, { every, from, to, least }) => {
    if (!partitions.length) return undefined;
    const at = (text: string) => Date.parse(text) / 1000 / every;
    const first = from === null ? partitions[0]! : Math.floor(at(from));
    const end = to === null ? partitions.at(-1)! + 1 : Math.ceil(at(to));
    if (partitions.length > MOST || end - first > MOST) {
      return unknown(
        `there are more than ${MOST} partitions, take longer ones`,
      );
    }
    const rows = new Map(partitions.map((p, i) => [p, counts[i]!]));
    const sorted = [...counts].sort((a, b) => a - b);
    const median = sorted[sorted.length >> 1]!;
    const missing: string[] = [], dropped: string[] = [];
    for (let p = first; p < end; p++) {
      const n = rows.get(p), name = new Date(p * every * 1000).toISOString();
      if (n === undefined) missing.push(name);
      else if (n < least * median && (to !== null || p < end - 1)) {
        dropped.push(name);
      }
    }
    return {
      value: missing.length + dropped.length,
      n: { current: counts.reduce((sum, n) => sum + n, 0) },
      details: {
        partitions: end - first,
        median,
        missing: missing.slice(0, 50),
        dropped: dropped.slice(0, 50),
      },
    };
  },
});
