import { measure, numberList, textList, unknown } from "../../check/mod.ts";
import { className } from "../../profile/mod.ts";
import { sql } from "../../table/mod.ts";

interface HoleOptions {
  /** Rows that independence of slice and class must expect before an empty cell counts; defaults to 5, Cochran's rule. */
  readonly expected: number;
}

const id = "imbalance/slice_class_holes";
/** Cells shown. */
const SHOWN = 50;

/**
 * Number of pairs of slice and class without a single row, though independence would expect some: what a model cannot learn.
 *
 * Formula: cells with no row and rows of slice x rows of class / rows >= `expected`. P-value: the chance of the least
 * likely hole if class did not depend on slice, hypergeometric, times the number of cells looked at (Bonferroni), at most
 * 1. Details: `holes` with slice, class, rows of the slice and rows expected, the largest 50; `cells` looked at; `small`,
 * empty cells that expect fewer. Shape: two columns -> one number. Unit: count. Edge cases: rows without slice or class
 * are left out; unknown with one class or one slice only, or more than 1,000 classes; undefined for an empty table.
 * Source: Cochran 1954 for 5 expected rows; Fisher 1935 for the hypergeometric.
 */
export const sliceClassHoles = measure({
  id,
  unit: "count",
  better: "lower",
  needs: ["slice", "label"],
  kinds: { label: ["category", "boolean", "number"] },
  defaults: { expected: 5 } as HoleOptions,
  validate({ expected }) {
    if (!(expected > 0)) {
      throw new RangeError(
        `Cannot use "expected" of "${id}": it is ${expected}, more than 0 rows are needed`,
      );
    }
  },
  from: ({ current }, { slice, label }, { expected }) =>
    sql`(with both_named as (select cast(${slice} as varchar) s, ${
      className(label)
    } c from ${current}),
      known as (select s, c from both_named where s is not null and c is not null),
      slices as (select s, cast(count(*) as double) ns from known group by s),
      classes as (select c, cast(count(*) as double) nc from known group by c order by nc desc, c limit 1001),
      total as (select cast(count(*) as double) n from known),
      filled as (select distinct s, c from known),
      cells as (select slices.s, classes.c, ns, nc, n, ns * nc / n e, case when filled.s is null then 1 else 0 end hole
        from slices cross join classes cross join total left join filled on filled.s = slices.s and filled.c = classes.c),
      holes as (select s, c, ns, nc, e, row_number() over (order by e desc, s, c) k from cells where hole = 1 and e >= ${expected})
      select 0 k, null s, null c, null ns, null nc, null e, (select n from total) n, (select count(*) from slices) slices, (select count(*) from classes) classes, (select count(*) from holes) holes,
        count(*) cells, sum(case when hole = 1 and e < ${expected} then 1 else 0 end) small, sum(case when e >= ${expected} then 1 else 0 end) looked, (select count(*) from both_named) every_row from cells
      union all select k, s, c, ns, nc, e, null, null, null, null, null, null, null, null from holes where k <= ${SHOWN})`,
  query: () => {
    const once = (name: string) =>
      sql`max(case when k = 0 then ${{ text: name }} end)`;
    return {
      rows: once("every_row"),
      n: once("n"),
      slices: once("slices"),
      classes: once("classes"),
      holes: once("holes"),
      looked: once("looked"),
      small: once("small"),
      sliceNames: textList(sql`s`, sql`k`),
      classNames: textList(sql`c`, sql`k`),
      sliceRows: numberList(sql`ns`, sql`k`),
      classRows: numberList(sql`nc`, sql`k`),
      expectations: numberList(sql`e`, sql`k`),
    };
  },
  read(row) {
    const { rows, n, slices, classes, holes, looked, small } = row;
    if (!(rows > 0)) return undefined;
    if (!(n > 0)) return unknown("no row has both slice and class");
    if (classes > 1000) {
      return unknown("the label has more than 1000 distinct values");
    }
    if (slices < 2 || classes < 2) {
      return unknown(
        `there ${slices < 2 ? "is one slice" : "is one class"} only`,
      );
    }
    const found = row.sliceNames.slice(1).map((slice, i) => ({
      slice,
      class: row.classNames[i + 1],
      rows: row.sliceRows[i + 1]!,
      expected: row.expectations[i + 1]!,
      pValue: noneDrawn(n, row.classRows[i + 1]!, row.sliceRows[i + 1]!),
    }));
    const least = Math.min(1, ...found.map(({ pValue }) => pValue));
    const [worst] = found;
    return {
      value: holes,
      pValue: holes ? Math.min(1, least * looked) : 1,
      n: { current: n },
      details: {
        slices,
        classes,
        cells: looked,
        small,
        holes: found,
        explanation: worst
          ? `${holes} of ${looked} slice and class pairs hold no row: "${worst.slice}" has ${worst.rows} rows and no "${worst.class}", where ${
            Number(worst.expected.toPrecision(3))
          } would be expected`
          : `Each of ${looked} slice and class pairs that should hold rows does`,
      },
    };
  },
});

/** Chance that none of a slice's rows is of the class: C(n - c, s) / C(n, s). */
function noneDrawn(n: number, ofClass: number, ofSlice: number): number {
  if (ofClass + ofSlice > n) return 0;
  let sum = 0;
  const few = Math.min(ofClass, ofSlice), many = Math.max(ofClass, ofSlice);
  for (let i = 0; i < few; i++) sum += Math.log1p(-many / (n - i));
  return Math.exp(sum);
}
