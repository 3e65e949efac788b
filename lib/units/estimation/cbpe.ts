import {
  measure,
  numberList,
  optionColumn,
  type Positive,
  positive,
  unknown,
} from "../../check/mod.ts";
import {
  type BinaryFigure,
  type BinaryFigures,
  binaryFigures,
  calibrationP,
  calibrator,
  drawCells,
  drawLabels,
  expectedCells,
  poolCells,
  random,
  type ScoredCell,
} from "../../math/mod.ts";
import { rankCell } from "../../profile/mod.ts";
import { finite, rawSql, sql } from "../../table/mod.ts";

/**
 * How well a binary classifier does on rows without labels, if its scores still mean what they meant on labelled rows
 * (confidence-based performance estimation).
 *
 * Formula: isotonic regression of the reference's labels on its scores turns each current score into a probability p; a row
 * counts p as positive and 1 - p as negative in the confusion table and under the curves. Interval: 200 seeded draws of another
 * reference (calibration error) and of the labels given p (sampling error): where the realised figure will lie. Shape: score and
 * prediction, in the reference also the label -> one number, the `metric`; `effect`: estimate less the reference's figure;
 * `details`: all `estimates` (counts as shares of rows) with `intervals`, the reference's own, `realised` where the current rows
 * have labels, number and age of the labels, and whether calibration `holds` on a half of the reference it was not fitted on.
 * Unit: ratio, 0..1. Edge cases: rows without score or prediction are left out; above 20,000 rows scores are pooled in
 * 20,000 cells of equal counts; concept drift (a score that now means something else) is invisible to it; unknown with fewer than `least`
 * labels of either class. Source: NannyML's CBPE; Kull and Flach 2014; Zadrozny and Elkan 2002.
 */
export const cbpe = measure({
  id: "estimation/cbpe",
  unit: "ratio",
  better: "higher",
  needs: ["score", "prediction", "label"],
  kinds: { score: ["number"] },
  needsReference: true,
  referenceOnly: ["label"],
  /**
   * `metric`: roc_auc, average_precision, accuracy, precision, recall, specificity, f1, true_positive, false_positive,
   * false_negative or true_negative, defaults to "roc_auc"; `positive`: the class that counts, defaults to null; `least`: labels
   * of each class needed, defaults to 30; `time`: name of the column that dates the labels, defaults to null.
   */
  defaults: {
    metric: "roc_auc",
    positive: null,
    least: 30,
    time: null,
  } as Positive & {
    readonly metric: string;
    readonly least: number;
    readonly time: string | null;
  },
  validate({ metric }) {
    if (!METRICS.includes(metric as BinaryFigure)) {
      throw new RangeError(
        `Cannot use "metric" of "estimation/cbpe": it is "${metric}", one of ${
          METRICS.map((x) => `"${x}"`).join(", ")
        } is needed`,
      );
    }
  },
  from({ current, reference, columns }, { score, prediction, label }, options) {
    const labelled = columns.some(({ name }) => name === label.name);
    const y = positive(label, options);
    const time = options.time === null
      ? rawSql("cast(null as double)")
      : sql`cast(epoch(cast(${
        optionColumn(columns, "time", options.time)
      } as timestamp)) as double)`;
    const picked = sql`${finite(score)} s, ${
      positive(prediction, options)
    } said, ${time} t`;
    return sql`(select side, c, said, max(cell_s) s, cast(count(*) as double) n, sum(y) y, cast(count(y) as double) labels, max(t) t from (select *, avg(s) over (partition by c) cell_s from (select *, ${
      rankCell(CELLS)
    } c from (select *, rank() over (order by s) - 1 below, count(*) over () rows_all from (select 0e0 side, ${picked}, ${y} y from ${reference!} union all select 1e0 side, ${picked}, ${
      labelled ? y : rawSql("cast(null as double)")
    } y from ${current}) where s is not null and said is not null and (side = 1 or y is not null)))) group by side, c, said)`;
  },
  query() {
    const list = (name: string) =>
      numberList(rawSql(name), rawSql("side, c, said"));
    return {
      sides: list("side"),
      scores: list("s"),
      called: list("said"),
      rows: list("n"),
      positives: list("y"),
      labels: list("labels"),
      labelledUntil: sql`max(case when side = 0 then t end)`,
      until: sql`max(case when side = 1 then t end)`,
    };
  },
  read(row, { metric, least }) {
    const side = (wanted: number) => sideOf(row, wanted);
    const reference = side(0), current = side(1);
    const labels = total(reference, "n");
    const positives = total(reference, "positives");
    if (!(Math.min(positives, labels - positives) >= least)) {
      return unknown(
        `at least ${least} labels of each class are needed in the reference, found ${positives} positive and ${
          labels - positives
        } negative`,
      );
    }
    if (!current.length) return unknown("no current row has a score");
    const estimates = estimate(reference, current);
    const draws = drawn(reference, current);
    const name = metric as BinaryFigure;
    const value = estimates[name];
    if (Number.isNaN(value)) {
      return unknown(`${name} is undefined for these predictions`);
    }
    const intervals = Object.fromEntries(
      METRICS.map((key) => [key, middle(draws.map((x) => x[key]))]),
    );
    const own = binaryFigures(reference);
    const known = sideOf(row, 1, true);
    const pValue = calibrationP(reference);
    return {
      value,
      interval: intervals[name]!,
      effect: value - own[name],
      error: labels + total(current, "n") > CELLS ? 1 / CELLS : 0,
      n: { reference: labels, current: total(current, "n") },
      details: {
        metric,
        estimates,
        intervals,
        reference: own,
        ...(known.length
          ? {
            realised: binaryFigures(known),
            realisedRows: total(known, "n"),
          }
          : {}),
        labels,
        ...(Number.isFinite(row.labelledUntil)
          ? { labelAgeSeconds: row.until - row.labelledUntil }
          : {}),
        calibration: { holds: pValue >= 0.001, pValue },
      },
    };
  },
});

const METRICS: readonly BinaryFigure[] = [
  "roc_auc",
  "average_precision",
  "accuracy",
  "precision",
  "recall",
  "specificity",
  "f1",
  "true_positive",
  "false_positive",
  "false_negative",
  "true_negative",
];

const CELLS = 20_000;
const DRAWS = 200;
const DRAWN_CELLS = 1_000;

interface Lists {
  readonly sides: readonly number[];
  readonly scores: readonly number[];
  readonly called: readonly number[];
  readonly rows: readonly number[];
  readonly positives: readonly number[];
  readonly labels: readonly number[];
}

/** The cells of one side; only rows with a label where `labelled`. */
function sideOf(lists: Lists, side: number, labelled = false): ScoredCell[] {
  return lists.sides.flatMap((found, i) => {
    const n = labelled ? lists.labels[i]! : lists.rows[i]!;
    return found === side && n > 0
      ? [{
        score: lists.scores[i]!,
        called: lists.called[i] === 1,
        n,
        positives: lists.positives[i] || 0,
      }]
      : [];
  });
}

function estimate(
  reference: readonly ScoredCell[],
  current: readonly ScoredCell[],
): BinaryFigures {
  return binaryFigures(expectedCells(current, calibrator(reference)));
}

function drawn(
  reference: readonly ScoredCell[],
  current: readonly ScoredCell[],
): BinaryFigures[] {
  const stream = random("cbpe");
  const from = poolCells(reference, DRAWN_CELLS);
  const to = poolCells(current, DRAWN_CELLS);
  return Array.from({ length: DRAWS }, () => {
    const fit = calibrator(drawCells(from, stream));
    return binaryFigures(drawLabels(expectedCells(to, fit), stream));
  });
}

function middle(xs: readonly number[]): readonly [number, number] {
  const kept = xs.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number) =>
    kept[Math.round(share * (kept.length - 1))] ?? NaN;
  return [at(0.025), at(0.975)];
}

function total(cells: readonly ScoredCell[], key: "n" | "positives"): number {
  return cells.reduce((sum, cell) => sum + cell[key], 0);
}
