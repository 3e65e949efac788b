import { poolRare } from "../../math/mod.ts";
import { type Detector, detector } from "../../check/mod.ts";
import { bin, type BinOptions } from "../../profile/mod.ts";
import { binDefaults, binReading, requireBins } from "./bins.ts";

interface CountsOptions extends BinOptions {
  /** Least expected count of a cell, defaults to 5 (Cochran). */
  readonly pool: number;
  /** Correct a table of 2 x 2, defaults to false. */
  readonly yates: boolean;
}

/** A test that both sides' counts come from one distribution: its statistic, degrees of freedom and p-value. */
type Test = (
  p: Float64Array,
  q: Float64Array,
  yates: boolean,
) => {
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
};

/**
 * A detector that tests whether both sides' counts by bin or category come from one distribution; cells expected fewer than `pool`
 * times on the smaller side are added up first.
 */
export function countsTest(
  id: string,
  test: Test,
): Detector<CountsOptions, "column"> {
  return detector({
    id,
    unit: "statistic",
    better: "lower",
    needs: ["column"],
    kinds: { column: ["number", "boolean", "category", "time"] },
    defaults: { ...binDefaults, pool: 5, yates: false } as CountsOptions,
    validate(options) {
      requireBins(id, options);
      if (!(options.pool >= 0)) {
        throw new RangeError(
          `Cannot use "pool" of "${id}": it is ${options.pool}, 0 or more is needed`,
        );
      }
    },
    compare(profiles, { column }, options) {
      const found = bin(profiles, column.name, options);
      if (!found) return undefined;
      const { p, q } = poolRare(found.p, found.q, options.pool);
      const { statistic, df, pValue } = test(p, q, options.yates);
      const { details, ...rest } = binReading(column, found);
      return {
        ...rest,
        value: statistic,
        pValue,
        details: {
          ...details,
          df,
          pooled: p.length < found.p.length,
          ...(found.labels && found.labels.length <= 100
            ? { counts: countsOf(found.labels, found.p, found.q) }
            : {}),
        },
      };
    },
  });
}

function countsOf(labels: readonly string[], p: Float64Array, q: Float64Array) {
  return Object.fromEntries(labels.map((name, i) => [name, [p[i]!, q[i]!]]));
}
