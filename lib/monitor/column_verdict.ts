import type { AxisKind } from "./axis.ts";
import type { ColumnFit } from "./fit_column.ts";
import { type AxisVerdict, judgeAxis } from "./judge_axis.ts";
import { judgePooled } from "./judge_pooled.ts";
import { type OwnUnitChange, ownUnitChange } from "./own_unit.ts";
import type { Priors } from "./priors.ts";
import { columnVariation } from "./share_variance.ts";
import { sayChange } from "./say_change.ts";

/** What was found of one column, before the others are known. */
export interface ColumnReading {
  readonly fit: ColumnFit;
  /** The axis that changed most surely. */
  readonly most: AxisVerdict | undefined;
  /** Over all axes of the column (Bonferroni); null where it cannot be judged. */
  readonly pValue: number | null;
  readonly leastVisible: number | null;
}

/** The verdict over one column in one window. */
export interface ColumnVerdict {
  readonly column: string;
  readonly verdict: "fail" | "unknown" | "pass";
  /** Probability of so large a change in this column if nothing changed by more than the minimum that matters. */
  readonly pValue: number | null;
  /** The same over all columns of the window (Holm). */
  readonly adjusted: number | null;
  readonly axis: AxisKind | null;
  /** The edge or value whose share changed most surely; null for missing values. */
  readonly key: string | null;
  /** Foretold and found share of the rows, and the change with its 95 % interval. */
  readonly before: number | null;
  readonly after: number | null;
  readonly change: number | null;
  readonly interval: readonly [number, number] | null;
  /** The change in a number's own unit; shares are their own. */
  readonly ownUnit: OwnUnitChange | null;
  /** The smallest change of any share of its values that would be seen in 80 of 100 cases. */
  readonly leastVisible: number | null;
  /** How windows vary beyond sampling noise, which is 1; null where it is not known. */
  readonly phi: number | null;
  /** Reference windows used for this column, and those left out as incidents by their start. */
  readonly windows: number;
  readonly n: { readonly reference: number; readonly current: number };
  /** One sentence for people. */
  readonly explanation: string;
}

/** A smallest visible change above 10 points is no pass. */
export const BLIND = 0.1;

/** Asks every axis of a column; `level` is what the column may spend. */
export function readColumn(
  fit: ColumnFit,
  priors: Priors,
  { level, margin }: { readonly level: number; readonly margin: number },
): ColumnReading {
  const each = level / Math.max(1, fit.axes.length);
  const pooled = columnVariation(fit);
  const found = fit.axes.flatMap((axis) =>
    (axis.fit
      ? judgeAxis(fit, axis, priors, pooled, { level: each, margin })
      : judgePooled(fit, axis.kind, each)) ?? []
  );
  if (!found.length) {
    return { fit, most: undefined, pValue: null, leastVisible: null };
  }
  const most = found.reduce((a, b) => b.pValue < a.pValue ? b : a);
  return {
    fit,
    most,
    pValue: Math.min(1, most.pValue * found.length),
    // What a column can show is said of its values; of what is missing only where it has none.
    leastVisible: (found.find(({ kind }) => kind !== "missing") ?? most)
      .leastVisible,
  };
}

/** Turns a reading into a verdict, once its p-value over all columns is known. */
export function columnVerdict(
  { fit, most, pValue, leastVisible }: ColumnReading,
  adjusted: number | null,
  level: number,
): ColumnVerdict {
  const rows = (windows: ColumnFit["reference"]) =>
    windows.reduce((sum, { rows }) => sum + rows, 0);
  const base = {
    column: fit.name,
    pValue,
    adjusted,
    leastVisible,
    windows: fit.used.length,
    n: { reference: rows(fit.reference), current: rows(fit.current) },
  };
  if (!most || adjusted === null || leastVisible === null) {
    return {
      ...base,
      verdict: "unknown",
      axis: null,
      key: null,
      before: null,
      after: null,
      change: null,
      interval: null,
      ownUnit: null,
      phi: null,
      explanation: `${fit.name}: ${fit.reason ?? "there are no rows"}`,
    };
  }
  const verdict = adjusted <= level
    ? "fail"
    : leastVisible > BLIND
    ? "unknown"
    : "pass";
  const { kind, key, before, after, interval, phi } = most;
  const ownUnit = kind === "body" ? ownUnitOf(fit, most) : null;
  const name = kind === "missing" ? null : fit.current[0]!.keys[key]!;
  return {
    ...base,
    verdict,
    axis: kind,
    key: name,
    before,
    after,
    change: after - before,
    interval,
    ownUnit,
    phi,
    explanation: sayChange(fit.name, most, name, ownUnit, {
      verdict,
      leastVisible,
    }),
  };
}

function ownUnitOf(
  { current }: ColumnFit,
  { key, before, interval }: AxisVerdict,
): OwnUnitChange {
  const edges = current[0]!.keys.map(Number);
  let n = 0;
  const found = new Float64Array(edges.length);
  for (const { rows, nulls, counts } of current) {
    n += rows - nulls;
    counts.forEach((x, k) => found[k]! += x);
  }
  return ownUnitChange(
    edges,
    found.map((x) => x / n),
    key,
    before,
    (interval[1] - interval[0]) / 2,
  );
}
