import { measure, type Positive, positive, unknown } from "../../check/mod.ts";
import { wilson } from "../../math/mod.ts";
import { joinSql, sql } from "../../table/mod.ts";

/**
 * Share of the relevant items that are left after all stages of a pipeline, and where the others were lost.
 *
 * Formula: relevant items that passed every stage / relevant items; a stage's own recall is over the relevant items that reached it.
 * Interval: Wilson. Shape: `columns` one boolean per stage in order (passed or not), and the label, one row per candidate -> one
 * number; `details.stages`: passed, recall so far and the stage's own, with intervals. Unit: ratio, 0..1. Edge cases: null means not
 * passed; rows without label are left out; unknown with fewer than `least` relevant items. Source: Manning, Raghavan and Schütze 2008.
 */
export const stageRecall = measure({
  id: "metrics/stage_recall",
  unit: "ratio",
  better: "higher",
  needs: ["columns", "label"],
  kinds: { columns: ["boolean", "number"] },
  /** `positive`: the label that means relevant, defaults to null; `least`: relevant items needed, defaults to 10. */
  defaults: { positive: null, least: 10 } as Positive & {
    readonly least: number;
  },
  query({ columns, label }, options) {
    const y = positive(label, options);
    const passed = columns.map((column) =>
      sql`coalesce(cast(${column} as double), 0e0) > 0`
    );
    return {
      relevant: sql`sum(${y})`,
      names: sql`min(${JSON.stringify(columns.map(({ name }) => name))})`,
      ...Object.fromEntries(
        columns.map((_, i) => [
          `s${i}`,
          sql`sum(case when ${
            joinSql(passed.slice(0, i + 1), " and ")
          } then ${y} else 0e0 end)`,
        ]),
      ),
    };
  },
  read({ relevant, names, ...passed }, { least }) {
    if (!(relevant >= Math.max(1, least))) {
      return unknown(
        `recall needs at least ${least} relevant items, found ${relevant || 0}`,
      );
    }
    const counts = Object.values(passed) as number[];
    const last = counts.at(-1)!;
    return {
      value: last / relevant,
      interval: wilson(last, relevant),
      n: { current: relevant },
      details: {
        relevant,
        stages: (JSON.parse(String(names)) as string[]).map((stage, i) => {
          const reached = i ? counts[i - 1]! : relevant;
          return {
            stage,
            passed: counts[i],
            recall: counts[i]! / relevant,
            interval: wilson(counts[i]!, relevant),
            own: reached > 0 ? counts[i]! / reached : null,
            ownInterval: wilson(counts[i]!, reached),
          };
        }),
      },
    };
  },
});
