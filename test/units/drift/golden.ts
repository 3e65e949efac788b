import golden from "../../golden/drift.json" with { type: "json" };
import { rowsOf } from "../ask.ts";

/** Figures of the reference implementations named in the file. */
export const expected = golden.expected;

const { numbers, categories, booleans, samples } = golden;

/** The golden numbers (`x`) of both sides as rows. */
export const numberRows = {
  reference: rowsOf({ x: numbers.reference }),
  current: rowsOf({ x: numbers.current }),
};

/** The golden categories (`c`) of both sides as rows. */
export const categoryRows = {
  reference: rowsOf({ c: [...categories.reference] }),
  current: rowsOf({ c: [...categories.current] }),
};

/** The golden booleans (`b`) of both sides as rows. */
export const booleanRows = {
  reference: rowsOf({ b: booleans.reference.map(Boolean) }),
  current: rowsOf({ b: booleans.current.map(Boolean) }),
};

/** The golden rows of three numbers (`x`, `y`, `z`) of both sides. */
export const sampleRows = {
  reference: samples.reference.map(([x, y, z]) => ({ x, y, z })),
  current: samples.current.map(([x, y, z]) => ({ x, y, z })),
};
