import {
  classNames,
  groupNumber,
  measure,
  numberList,
  unknown,
} from "../../check/mod.ts";
import {
  atClusterSize,
  clusterSize,
  drawRows,
  expectedClassFigures,
  isotonic,
  isotonicAt,
  type Random,
  random,
  varianceInflation,
} from "../../math/mod.ts";
import { className, FEATURE_ROWS, featureRows } from "../../profile/mod.ts";
import { joinSql, rawSql, sql } from "../../table/mod.ts";

/**
 * How well a classifier of several classes does on rows without labels, if its scores still mean what they meant on labelled rows
 * (confidence-based performance estimation).
 *
 * Formula: one isotonic regression per class of "is it this class" on that class's score, over the reference; the calibrated
 * probabilities of a row are made to sum to 1 and stand for its label. Interval: 100 seeded draws of another reference and of the
 * labels; with `group` of whole requests or users, as `estimation/cbpe` has it. Shape: `columns` one score per class, and the prediction; in the reference also the label -> one number, the `metric`;
 * `effect`: estimate less the reference's; `details`: all `estimates` (macro means over classes) and the expected confusion table.
 * Unit: ratio, 0..1. Edge cases: rows without a score of each class are left out; at most 10,000 rows of each side, drawn by hash; unknown when a class has fewer than `least` labels.
 * Source: NannyML's CBPE; Zadrozny and Elkan 2002.
 */
export const cbpeMulticlass = measure({
  id: "estimation/cbpe_multiclass",
  unit: "ratio",
  better: "higher",
  needs: ["columns", "prediction", "label"],
  kinds: { columns: ["number"] },
  needsReference: true,
  referenceOnly: ["label"],
  /**
   * `metric`: "accuracy", "f1", "precision", "recall", "specificity" or "roc_auc", defaults to "f1"; `classes`: names of the
   * classes in the order of the columns, defaults to the columns' names less their common start; `least`: labels of each class
   * needed, defaults to 30; `group`: name of the column (request, user) whose rows are alike, defaults to null: every row stands
   * for itself.
   */
  defaults: { metric: "f1", classes: [], least: 30, group: null } as {
    readonly metric: string;
    readonly classes: readonly string[];
    readonly least: number;
    readonly group: string | null;
  },
  takes: { group: "string" },
  validate({ metric }) {
    if (!METRICS.includes(metric)) {
      throw new RangeError(
        `Cannot use "metric" of "estimation/cbpe_multiclass": it is "${metric}", one of ${
          METRICS.map((x) => `"${x}"`).join(", ")
        } is needed`,
      );
    }
  },
  from(sources, { columns, prediction, label }, { classes, group }) {
    const { current, reference } = sources;
    const names = classNames(columns, classes);
    const index = (text: string) =>
      `case ${text} ${
        names.map((name, i) => `when '${name.replaceAll("'", "''")}' then ${i}`)
          .join(" ")
      } end`;
    const said = rawSql(
      `${index(className(prediction, label).text)} said`,
    );
    const whole = joinSql(
      ["said", ...columns.map((_, i) => `n${i}`)].map((name) =>
        rawSql(`${name} is not null`)
      ),
      " and ",
    );
    return featureRows(
      { reference: reference!, current },
      columns,
      {
        reference: [
          said,
          rawSql(`${index(className(label, prediction).text)} y`),
          groupNumber(sources.referenceColumns!, group),
        ],
        current: [
          said,
          rawSql("cast(null as integer) y"),
          groupNumber(sources.columns, group),
        ],
      },
      {
        reference: sql`${whole} and y is not null`,
        current: whole,
      },
    );
  },
  query({ columns }, { classes }) {
    const order = rawSql("side, rn");
    return {
      sides: numberList(sql`side`, order),
      said: numberList(sql`said`, order),
      labels: numberList(sql`y`, order),
      groups: numberList(sql`g`, order),
      names: sql`min(${JSON.stringify(classNames(columns, classes))})`,
      ...Object.fromEntries(
        columns.map((_, i) => [`n${i}`, numberList(rawSql(`n${i}`), order)]),
      ),
    };
  },
  read({ sides, said, labels, groups, names, ...scores }, { metric, least }) {
    if (!sides.length) {
      return unknown("no row has a prediction of a known class");
    }
    const classes = JSON.parse(String(names)) as string[];
    const columns = Object.values(scores) as readonly (readonly number[])[];
    const rows = (side: number) =>
      sides.flatMap((x, i) => x === side ? [i] : []);
    const reference = rows(0), current = rows(1);
    const counts = classes.map((_, k) =>
      reference.filter((i) => labels[i] === k).length
    );
    const rare = counts.findIndex((n) => n < least);
    if (rare >= 0 || !current.length) {
      return unknown(
        rare >= 0
          ? `at least ${least} labels of each class are needed in the reference, class "${
            classes[rare]
          }" has ${counts[rare]}`
          : "no current row has a prediction of a known class",
      );
    }
    const orders = columns.map((s) =>
      [...reference].sort((a, b) => s[a]! - s[b]!)
    );
    const estimate = (weight: (i: number) => number) => {
      const fits = columns.map((s, k) =>
        isotonic(
          orders[k]!.map((i) => s[i]!),
          orders[k]!.map((i) => labels[i] === k ? 1 : 0),
          orders[k]!.map(weight),
        )
      );
      return (rows: readonly number[]) =>
        rows.map((i) => {
          const p = fits.map((fit, k) => isotonicAt(fit, columns[k]![i]!) || 0);
          const sum = p.reduce((s, x) => s + x, 0);
          return p.map((x) => sum > 0 ? x / sum : 1 / p.length);
        });
    };
    const figures = (index: readonly number[], p: readonly number[][]) =>
      expectedClassFigures(
        p,
        index.map((i) => said[i]!),
        index.map((i) => columns.map((s) => s[i]!)),
      );
    const figure = (index: readonly number[], p: readonly number[][]) =>
      figures(index, p).means[metric]!;
    const came = (rows: readonly number[]) =>
      rows.map((i) => classes.map((_, k) => labels[i] === k ? 1 : 0));
    const fit = estimate(() => 1), estimates = figures(current, fit(current));
    const stream = random("cbpe of classes");
    const of = (rows: readonly number[]) => rows.map((i) => groups[i]!);
    const clustered = !of(reference).every(Number.isNaN);
    const root = clustered
      ? Math.sqrt(atClusterSize(
        varianceInflation(
          Array.from({ length: DRAWS }, () => {
            const times = drawRows(of(reference), stream);
            const rows = reference.flatMap((i, k) =>
              new Array<number>(times[k]!).fill(i)
            );
            return figure(rows, came(rows)) - figure(rows, fit(rows));
          }),
          Array.from({ length: DRAWS }, () =>
            figure(reference, drawClasses(fit(reference), stream))),
        ),
        clusterSize(of(reference)),
        clusterSize(of(current)),
      ))
      : 1;
    const draws = Array.from({ length: DRAWS }, () => {
      const times = drawRows(of(reference), stream);
      const place = new Map(reference.map((i, k) => [i, times[k]!]));
      const p = estimate((i) => place.get(i)!)(current);
      const expected = figure(current, p);
      return expected +
        root * (figure(current, drawClasses(p, stream)) - expected);
    }).filter(Number.isFinite).sort((a, b) => a - b);
    const own = figures(reference, came(reference));
    const value = estimates.means[metric]!;
    const at = (share: number) =>
      draws[Math.round(share * (draws.length - 1))] ?? value;
    return {
      value,
      interval: [
        Math.max(0, Math.min(value, at(0.025))),
        Math.min(1, Math.max(value, at(0.975))),
      ],
      effect: value - own.means[metric]!,
      n: { reference: reference.length, current: current.length },
      details: {
        metric,
        classes,
        estimates: estimates.means,
        confusion: estimates.confusion,
        reference: own.means,
        labels: reference.length,
        sampled: Math.max(reference.length, current.length) >= FEATURE_ROWS,
      },
    };
  },
});

const DRAWS = 100;

/** A class drawn for each row by its probabilities. */
function drawClasses(p: readonly number[][], stream: Random): number[][] {
  return p.map((row) => {
    let left = stream.uniform(), k = 0;
    while (k < row.length - 1 && (left -= row[k]!) >= 0) k++;
    return row.map((_, c) => c === k ? 1 : 0);
  });
}

const METRICS: readonly string[] = [
  "accuracy",
  "f1",
  "precision",
  "recall",
  "specificity",
  "roc_auc",
];
