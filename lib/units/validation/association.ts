import { chiSquareSf } from "../../math/mod.ts";
import { measure } from "../../check/mod.ts";
import { type Column, finite, sql } from "../../table/mod.ts";

interface AssociationOptions {
  /** Equal-width bins of a number column, 0 for a bin a value; defaults to 0. */
  readonly bins: number;
  /** Likewise of the other column; defaults to 0. */
  readonly otherBins: number;
  /** Whether a missing value is a class of its own; defaults to false, rows with one are left out. */
  readonly missing: boolean;
}

/**
 * How strongly two columns of one table hang together: Cramér's V, 0 independent, 1 one fixes the other.
 *
 * Formula: root of chi-square / (n (min(rows, columns) - 1)) over the table of counts, without a correction. p-value: of
 * independence. Numbers may be cut into bins of equal width, as numpy.histogram's. Shape: two columns -> one number.
 * Unit: ratio, 0..1. Edge cases: rows with a missing value are left out; 0 when a column holds one value; undefined
 * without rows. Errors: RangeError for a number of bins that is not whole or below 0. Source: Cramér 1946; equals
 * scipy.stats.contingency.association.
 */
export const association = measure({
  id: "validation/association",
  unit: "ratio",
  better: "none",
  needs: ["column", "other"],
  kinds: {
    column: ["number", "boolean", "category", "time"],
    other: ["number", "boolean", "category", "time"],
  },
  defaults: { bins: 0, otherBins: 0, missing: false } as AssociationOptions,
  validate({ bins, otherBins }) {
    for (const [name, count] of Object.entries({ bins, otherBins })) {
      if (!(Number.isInteger(count) && count >= 0)) {
        throw new RangeError(
          `Cannot use "${name}" of "validation/association": it is ${count}, a whole number from 0 is needed`,
        );
      }
    }
  },
  from: ({ current }, { column, other }, { bins, otherBins, missing }) =>
    sql`(select n, cast(sum(n) over (partition by a) as double) na, cast(sum(n) over (partition by b) as double) nb, a, b from (select a, b, cast(count(*) as double) n from (select ${
      binned(column, bins, missing)
    } a, ${
      binned(other, otherBins, missing)
    } b from ${current}) where a is not null and b is not null group by a, b))`,
  query: () => ({
    rows: sql`sum(n)`,
    a: sql`count(distinct a)`,
    b: sql`count(distinct b)`,
    // sum of observed^2 / (row total x column total); chi-square is n times (that - 1)
    fit: sql`sum(n * n / (na * nb))`,
  }),
  read: ({ rows, a, b, fit }) => {
    if (!(rows > 0)) return undefined;
    // below 1e-12 the sum's own rounding is all there is
    const chiSquare = fit - 1 > 1e-12 ? rows * (fit - 1) : 0;
    const df = (a - 1) * (b - 1);
    return {
      value: df
        ? Math.sqrt(Math.min(1, chiSquare / rows / (Math.min(a, b) - 1)))
        : 0,
      pValue: df ? chiSquareSf(chiSquare, df) : 1,
      n: { current: rows },
      details: { chiSquare, df },
    };
  },
});

function binned(column: Column, bins: number, missing: boolean) {
  const x = finite(column);
  const cell = column.kind === "number" && bins
    ? sql`cast(case when ${x} is not null then least(${
      bins - 1
    }, floor((${x} - min(${x}) over ()) * ${bins} / nullif(max(${x}) over () - min(${x}) over (), 0))) end as varchar)`
    : sql`cast(${column} as varchar)`;
  return missing ? sql`coalesce(${cell}, '(missing)')` : cell;
}
