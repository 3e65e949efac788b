import type { AgedRows } from "../../lib/math/mod.ts";

/** Four hundred rows, a label for a third of them if it came in time: those of test/golden/label_arrival.json. */
export const agedRows: readonly AgedRows[] = Array.from(
  { length: 400 },
  (_, i) => {
    const age = (i * 37) % 97, delay = (i * 53) % 131;
    const arrived = i % 3 === 0 && delay <= age;
    return { age, delay: arrived ? delay : undefined, n: 1 };
  },
);
