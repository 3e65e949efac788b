import { measure, numberList, optionColumn, unknown } from "../../check/mod.ts";
import { giniInterval, giniOf, interpolateLorenz } from "../../math/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * How unevenly exposure is spread over items: 0 when each item is shown equally often, near 1 when one item takes all
 * (Gini coefficient).
 *
 * Formula: 2 sum(i x_(i)) / (n sum x) - (n + 1) / n over items in ascending order of exposures x. Shape: one row per exposure
 * (or per item with `weight`) -> one number; `details`: items, exposures, `top1Share` and `top10Share` of the most shown 1 %
 * and 10 % of items (at least one item), hhi, entropy (nats), effective items exp(entropy), share of items shown at all, and
 * `lorenz`, the share of exposures of the least shown share of items in 100 steps. Interval: jackknife over items. Unit:
 * ratio, 0..1. Edge cases: rows without item are left out; with `items` the catalogue's items that were never shown count
 * as 0; unknown without exposures. Errors: SchemaError when the column of `weight` is missing. Source: Gini 1912; Herfindahl 1950.
 */
export const concentration = measure({
  id: "feedback/concentration",
  unit: "ratio",
  better: "lower",
  needs: ["item"],
  /** `weight`: name of a column of exposures per row, null for one a row; `items`: items of the catalogue, null for those seen; both default to null. */
  defaults: { weight: null as string | null, items: null as number | null },
  takes: { weight: "string", items: "number" },
  validate({ items }) {
    if (items !== null && !(Number.isInteger(items) && items >= 1)) {
      throw new RangeError(
        `Cannot use "items" of "feedback/concentration": it is ${items}, a whole number from 1 or null is needed`,
      );
    }
  },
  // items of equal exposure are one row: the list stays short for any catalogue
  from({ current, columns }, { item }, { weight }) {
    const exposures = weight === null
      ? sql`cast(count(*) as double)`
      : sql`coalesce(sum(greatest(0e0, ${
        finite(optionColumn(columns, "weight", weight))
      })), 0e0)`;
    return sql`(select x, cast(count(*) as double) n from (select ${exposures} x from ${current} where ${item} is not null group by ${item}) group by x)`;
  },
  query: () => ({
    exposures: numberList(sql`x`, sql`x`),
    counts: numberList(sql`n`, sql`x`),
  }),
  read({ exposures, counts }, { items }) {
    const seen = counts.reduce((s, n) => s + n, 0);
    const hidden = Math.max(0, (items ?? seen) - seen);
    const x = [0, ...exposures], n = [hidden, ...counts];
    const total = x.reduce((s, e, i) => s + e * n[i]!, 0);
    if (!(total > 0)) return unknown("no exposure has an item");
    const value = giniOf(x, n);
    const all = seen + hidden;
    const shares = x.map((e) => e / total);
    const entropy = -shares.reduce(
      (s, p, i) => s + (p > 0 ? n[i]! * p * Math.log(p) : 0),
      0,
    );
    const lorenz = interpolateLorenz(x, n);
    const top = (share: number) =>
      1 - lorenz.at(1 - Math.max(1, Math.round(all * share)) / all);
    const interval = giniInterval(x, n, value);
    return {
      value,
      ...(interval ? { interval } : {}),
      n: { current: total },
      details: {
        items: all,
        exposures: total,
        shownShare: (all - hidden - (exposures[0] === 0 ? counts[0]! : 0)) /
          all,
        top1Share: top(0.01),
        top10Share: top(0.1),
        top10ItemsShare: 1 - lorenz.at(1 - Math.min(10, all) / all),
        hhi: shares.reduce((s, p, i) => s + n[i]! * p * p, 0),
        entropy,
        effectiveItems: Math.exp(entropy),
        lorenz: Array.from({ length: 101 }, (_, i) => lorenz.at(i / 100)),
        explanation: `the most shown 1 % of ${all} items take ${
          Number((100 * top(0.01)).toPrecision(3))
        } % of ${total} exposures, Gini ${Number(value.toPrecision(3))}`,
      },
    };
  },
});
