import type { Result } from "../check/mod.ts";
import { wilson } from "../math/mod.ts";
import { percent } from "../profile/mod.ts";
import type { Estimate } from "./estimate.ts";

/** An estimate beside what really came. */
export interface GradedEstimate extends Estimate {
  /** The metric on the window's labels, null while they are missing. */
  readonly realised: number | null;
  /** Rows, or queries, that the realised value rests on. */
  readonly realisedN: number | null;
  /** Estimate less realised value. */
  readonly error: number | null;
  /** Whether the interval held the realised value. */
  readonly covered: boolean | null;
}

/** How one kind of estimate has done so far. */
export interface EstimateRecord {
  readonly check: string;
  readonly metric: string;
  /** Windows estimated; each counts once, by the first estimate made of it. */
  readonly windows: number;
  /** Windows of which the realised value is known. */
  readonly graded: number;
  /** Graded windows whose interval held the realised value. */
  readonly covered: number;
  /** Covered of the graded: 0.95 is what the intervals promise; null before the first. */
  readonly coverage: number | null;
  /** Wilson's interval of the coverage. */
  readonly interval: readonly [number, number] | null;
  /** Mean of estimate less realised value: above 0 it promises too much of a metric that should be high. */
  readonly meanError: number | null;
  readonly meanAbsoluteError: number | null;
  /** All of this as a sentence. */
  readonly explanation: string;
}

/**
 * Sets stored estimates beside the realised metrics of the same windows.
 *
 * Shape: estimates and results of metrics, joined by metric, window (as instants), slice and the columns both name -> a row an
 * estimate, in their order. Edge cases: null where no realised value is there yet; of several the one on most rows counts,
 * since late labels make it truer.
 */
export function gradeEstimates(
  estimates: readonly Estimate[],
  realised: readonly Result[],
): readonly GradedEstimate[] {
  const known = new Map<string, Result[]>();
  for (const result of realised) {
    if (result.value === null || !result.window) continue;
    const key = keyOf(result.id, result.window, result.slice);
    known.set(key, [...known.get(key) ?? [], result]);
  }
  return estimates.map((estimate) => {
    const { metric, window, slice, value, interval } = estimate;
    const came = (known.get(keyOf(metric, window, slice)) ?? [])
      .filter(({ columns }) => agree(columns, estimate.columns))
      .sort((a, b) => b.n.current - a.n.current)[0];
    const real = came?.value ?? null;
    return {
      ...estimate,
      realised: real,
      realisedN: came?.n.current ?? null,
      error: value === null || real === null ? null : value - real,
      covered: interval === null || real === null
        ? null
        : interval[0] <= real && real <= interval[1],
    };
  });
}

/**
 * How often the intervals of stored estimates held what came, and how far the estimates were off: one row a check and metric.
 *
 * A window estimated again counts by the first estimate: a later one may have seen its labels.
 */
export function estimateRecords(
  grades: readonly GradedEstimate[],
): readonly EstimateRecord[] {
  const kinds = new Map<string, Map<string, GradedEstimate>>();
  for (const grade of grades.toSorted((a, b) => made(a) - made(b))) {
    const kind = JSON.stringify([grade.check, grade.metric]);
    const windows = kinds.get(kind) ?? new Map<string, GradedEstimate>();
    const key = keyOf("", grade.window, grade.slice);
    if (!windows.has(key)) windows.set(key, grade);
    kinds.set(kind, windows);
  }
  return [...kinds.values()].map((windows) => record([...windows.values()]));
}

function made({ madeAt }: Estimate): number {
  return Date.parse(madeAt);
}

function record(grades: readonly GradedEstimate[]): EstimateRecord {
  const { check, metric } = grades[0]!;
  const judged = grades.filter((grade) => grade.covered !== null);
  const errors = grades.flatMap(({ error }) => error === null ? [] : [error]);
  const covered = judged.filter((grade) => grade.covered).length;
  const coverage = judged.length ? covered / judged.length : null;
  const mean = (list: readonly number[]) =>
    list.length ? list.reduce((sum, x) => sum + x, 0) / list.length : null;
  const meanError = mean(errors);
  const name = metric.split("/")[1]!.replaceAll("_", " ");
  return {
    check,
    metric,
    windows: grades.length,
    graded: judged.length,
    covered,
    coverage,
    interval: coverage === null ? null : wilson(covered, judged.length),
    meanError,
    meanAbsoluteError: mean(errors.map(Math.abs)),
    explanation: coverage === null
      ? `${name}: none of ${grades.length} windows has its labels yet`
      : `${name}: ${covered} of ${judged.length} intervals held what came (${
        percent(coverage)
      }), the estimate was ${Number(Math.abs(meanError!).toPrecision(2))} too ${
        meanError! < 0 ? "low" : "high"
      } on the mean`,
  };
}

function keyOf(
  metric: string,
  { from, to }: Estimate["window"],
  slice: Estimate["slice"],
): string {
  const parts = Object.entries(slice ?? {}).sort(([a], [b]) => a < b ? -1 : 1);
  return JSON.stringify([metric, Date.parse(from), Date.parse(to), parts]);
}

/** Whether two checks look at the same columns in the roles that both have. */
function agree(a: Result["columns"], b: Result["columns"]): boolean {
  return Object.entries(a).every(([role, name]) =>
    b[role] === undefined || JSON.stringify(b[role]) === JSON.stringify(name)
  );
}
