import {
  cellLists,
  type Cells,
  type Measure,
  measure,
  tableOfCells,
  unknown,
  withBaseline,
} from "../../check/mod.ts";
import { cellInterval, type Confusion, majorityOf } from "../../math/mod.ts";
import { classCells } from "../../profile/mod.ts";

/** A figure of the whole confusion table. */
interface Agreement {
  readonly id: string;
  readonly name: string;
  of(table: Confusion): number;
  /** Why it may be undefined. */
  readonly otherwise: string;
}

/**
 * A measure of how far prediction and label agree beyond chance, of any number of classes: with an interval from the cells'
 * posterior, and beside what always naming the most frequent class would reach.
 */
export function agreement(
  { id, name, of, otherwise }: Agreement,
): Measure<object, "prediction" | "label", ReturnType<typeof cellLists>> {
  return measure<object, "prediction" | "label", ReturnType<typeof cellLists>>({
    id,
    unit: "correlation",
    better: "higher",
    needs: ["prediction", "label"],
    defaults: {},
    from: ({ current }, { prediction, label }) =>
      classCells(current, prediction, label),
    query: cellLists,
    read(cells: Cells) {
      const table = tableOfCells(cells);
      if ("unknown" in table) return table;
      const value = of(table);
      if (!Number.isFinite(value)) return unknown(otherwise);
      const { majority, ...always } = majorityOf(table);
      return withBaseline(table, name, value, {
        interval: cellInterval(table, of, value),
        majority,
        always: of(always),
        details: { classes: table.classes, confusion: table.counts },
      });
    },
  });
}
