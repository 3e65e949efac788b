import { clopperPearson, wilson } from "../../math/mod.ts";
import { measure, numberList, textList, unknown } from "../../check/mod.ts";
import { sql } from "../../table/mod.ts";

/** More distinct labels than this are a number to predict, not classes. */
const CLASSES = 1000;
/** Numbers with more distinct values than this likewise. */
const NUMBERS = 50;

/**
 * Share of rows in the rarest class.
 *
 * Formula: smallest count / rows with a label. Interval: Clopper and Pearson's under 10 rows of that class, else
 * Wilson's. Details: counts by class, `ratio` of the largest to the smallest class, `effectivePositives` = 1 / (1/p + 1/n)
 * of the rarest class against the rest (how many rows of it would tell as much beside endless others), and
 * `majorityBaseline`, the accuracy of always naming the largest class. Shape: label -> one number. Unit: ratio, 0..1.
 * Edge cases: rows without a label are left out and counted; unknown with fewer than two classes, and for labels of
 * more than 1,000 distinct values (numbers: 50), which are to be regressed. Source: Wilson 1927; Clopper
 * and Pearson 1934.
 */
export const classImbalance = measure({
  id: "imbalance/class_imbalance",
  unit: "ratio",
  better: "higher",
  needs: ["label"],
  kinds: { label: ["category", "boolean", "number"] },
  defaults: {},
  from: ({ current }, { label }) =>
    sql`(select ${
      label.kind === "number"
    } part, cast(l as varchar) c, cast(count(*) as double) n from (select ${label} l from ${current}) group by l order by n desc, c limit ${{
      text: String(CLASSES + 2),
    }})`,
  query: () => ({
    classes: textList(sql`c`, sql`n desc, c`),
    counts: numberList(sql`n`, sql`n desc, c`),
    parts: sql`count(case when part then 1 end)`,
  }),
  read: ({ classes, counts, parts }) => {
    const found = classes.flatMap((name, i) =>
      name === null
        ? []
        : [{ name: parts ? name.replace(/\.0$/, "") : name, count: counts[i]! }]
    );
    const unlabelled = counts[classes.indexOf(null)] ?? 0;
    if (found.length > CLASSES || parts > 0 && found.length > NUMBERS) {
      return unknown(
        `the label has ${
          found.length > CLASSES ? `more than ${CLASSES}` : found.length
        } distinct values: a number to predict, not classes`,
      );
    }
    if (found.length < 2) {
      return unknown(
        found.length
          ? `the label holds one class only: ${JSON.stringify(found[0]!.name)}`
          : "the label holds no value",
      );
    }
    const rows = found.reduce((sum, { count }) => sum + count, 0);
    const largest = found[0]!, rarest = found.at(-1)!;
    const value = rarest.count / rows;
    return {
      value,
      interval: rarest.count < 10
        ? clopperPearson(rarest.count, rows)
        : wilson(rarest.count, rows),
      n: { current: rows },
      details: {
        classes: found.length,
        counts: Object.fromEntries(
          found.slice(0, 50).map(({ name, count }) => [name, count]),
        ),
        rarest: rarest.name,
        ratio: largest.count / rarest.count,
        effectivePositives: rarest.count * (rows - rarest.count) / rows,
        majorityBaseline: largest.count / rows,
        unlabelled,
        explanation: `${
          JSON.stringify(rarest.name)
        } is the rarest of ${found.length} classes: ${rarest.count} of ${rows} rows; always naming ${
          JSON.stringify(largest.name)
        } is right in ${percent(largest.count / rows)}`,
      },
    };
  },
});

function percent(share: number): string {
  return share > 0.99
    ? `${Math.floor(share * 1e4) / 100} %`
    : `${(share * 100).toFixed(1)} %`;
}
