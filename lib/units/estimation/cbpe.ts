import {
  groupNumber,
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
  CLUSTER_PARTS,
  type ClusteredCell,
  expectedCells,
  type ScoredCell,
} from "../../math/mod.ts";
import { rankCell } from "../../profile/mod.ts";
import { type Column, finite, rawSql, type Sql, sql } from "../../table/mod.ts";
import { type Clusters, drawn } from "./cbpe_draws.ts";

/**
 * How well a binary classifier does on rows without labels, if its scores still mean what they meant on labelled rows
 * (confidence-based performance estimation).
 *
 * Formula: isotonic regression of the reference's labels on its scores (of rows called positive and of the others apart, where the
 * call is no threshold of the score) turns each current score into a probability p; a row
 * counts p as positive and 1 - p as negative in the confusion table and under the curves. Interval: 200 seeded draws of another
 * reference (calibration error) and of the labels given p (sampling error), moved by what a calibrator's own noise adds: where the
 * realised figure will lie. With `group` whole requests or users are drawn, and the sampling error is enlarged by how much more the
 * reference's labels vary between them than between rows (`details.designEffects`). Shape: score and
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
   * of each class needed, defaults to 30; `time`: name of the column that dates the labels, defaults to null; `group`: name of the
   * column (request, user) whose rows are alike, defaults to null: every row stands for itself.
   */
  defaults: {
    metric: "roc_auc",
    positive: null,
    least: 30,
    time: null,
    group: null,
  } as Positive & {
    readonly metric: string;
    readonly least: number;
    readonly time: string | null;
    readonly group: string | null;
  },
  takes: { time: "string", group: "string" },
  validate({ metric }) {
    if (!METRICS.includes(metric as BinaryFigure)) {
      throw new RangeError(
        `Cannot use "metric" of "estimation/cbpe": it is "${metric}", one of ${
          METRICS.map((x) => `"${x}"`).join(", ")
        } is needed`,
      );
    }
  },
  from(sources, { score, prediction, label }, options) {
    const { current, reference, columns, referenceColumns } = sources;
    const labelled = columns.some(({ name }) => name === label.name);
    const y = positive(label, options);
    const time = options.time === null
      ? rawSql("cast(null as double)")
      : sql`cast(epoch(cast(${
        optionColumn(columns, "time", options.time)
      } as timestamp)) as double)`;
    const side = (number: number, among: readonly Column[], label: Sql) =>
      sql`select ${number} side, ${finite(score)} s, ${
        positive(prediction, options)
      } said, ${time} t, ${groupNumber(among, options.group)}, ${label} y`;
    const both = sql`${
      side(0, referenceColumns!, y)
    } from ${reference!} union all ${
      side(1, columns, labelled ? y : rawSql("cast(null as double)"))
    } from ${current}`;
    const ranked =
      sql`select *, rank() over (order by s) - 1 below, count(*) over () rows_all from (${both}) where s is not null and said is not null and (side = 1 or y is not null)`;
    const rows =
      sql`select *, avg(s) over (partition by c) cell_s, cast(case when g is null then 1 else count(*) over (partition by side, g) end as double) size from (select *, ${
        rankCell(CELLS)
      } c, ${rankCell(ROUGH_CELLS)} rough from (${ranked}))`;
    const counts = rawSql(
      "cast(count(*) as double) n, sum(y) y, cast(count(y) as double) labels, max(t) t",
    );
    const plain =
      sql`select side, c, said, 0e0 part, max(cell_s) s, ${counts}, sum(size) sizes from rows group by side, c, said`;
    if (options.group === null) return sql`(with rows as (${rows}) ${plain})`;
    // A row without a group stands for itself, in a part that its score says.
    const part =
      sql`coalesce(g, cast(hash(s) >> 11 as double)) % ${CLUSTER_PARTS}`;
    return sql`(with rows as materialized (${rows}) ${plain} union all select 2e0 side, rough c, said, ${part} part, avg(s) s, ${counts}, 0e0 sizes from rows where side = 0 group by rough, said, ${part})`;
  },
  query() {
    const list = (name: string) =>
      numberList(rawSql(name), rawSql("side, c, said, part"));
    return {
      sides: list("side"),
      scores: list("s"),
      called: list("said"),
      rows: list("n"),
      positives: list("y"),
      labels: list("labels"),
      cells: list("c"),
      parts: list("part"),
      sizes: list("sizes"),
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
    const name = metric as BinaryFigure;
    const value = estimates[name];
    if (Number.isNaN(value)) {
      return unknown(`${name} is undefined for these predictions`);
    }
    const clusters = clustersOf(row);
    const { intervals, ...effects } = drawn(
      reference,
      current,
      estimates,
      clusters,
    );
    const own = binaryFigures(reference);
    const known = sideOf(row, 1, true);
    const pValue = calibrationP(reference, clusters?.cells);
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
        ...effects,
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
/** Scores by which rows of clusters are counted. */
const ROUGH_CELLS = 250;

interface Lists {
  readonly sides: readonly number[];
  readonly scores: readonly number[];
  readonly called: readonly number[];
  readonly rows: readonly number[];
  readonly positives: readonly number[];
  readonly labels: readonly number[];
  readonly cells: readonly number[];
  readonly parts: readonly number[];
  readonly sizes: readonly number[];
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

/** The reference's cells by part of clusters; undefined where rows stand for themselves. */
function clustersOf(lists: Lists): Clusters | undefined {
  const { sides, cells, called, rows, positives, scores, parts } = lists;
  const byCell = new Map<number, Mutable<ClusteredCell>>();
  sides.forEach((side, i) => {
    if (side !== 2) return;
    const key = 2 * cells[i]! + called[i]!, n = rows[i]!, y = positives[i]!;
    const cell = byCell.get(key) ?? {
      score: 0,
      called: called[i] === 1,
      n: 0,
      positives: 0,
      rowsOf: new Float64Array(CLUSTER_PARTS),
      positivesOf: new Float64Array(CLUSTER_PARTS),
    };
    byCell.set(key, cell);
    cell.score = (cell.score * cell.n + scores[i]! * n) / (cell.n + n);
    cell.n += n;
    cell.positives += y;
    cell.rowsOf[parts[i]!] = n;
    cell.positivesOf[parts[i]!] = y;
  });
  if (!byCell.size) return;
  const size = (wanted: number) => {
    let sum = 0, n = 0;
    sides.forEach((side, i) => {
      if (side !== wanted) return;
      sum += lists.sizes[i]!;
      n += rows[i]!;
    });
    return sum / n;
  };
  const sorted = [...byCell.values()].sort((a, b) => a.score - b.score);
  return { cells: sorted, there: size(0), here: size(1) };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function total(cells: readonly ScoredCell[], key: "n" | "positives"): number {
  return cells.reduce((sum, cell) => sum + cell[key], 0);
}
