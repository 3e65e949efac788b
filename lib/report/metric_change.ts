import { type Check, type Positive, positive } from "../check/mod.ts";
import type { ChangePart } from "../math/mod.ts";
import { type ColumnProfile, singleValue } from "../profile/mod.ts";
import { type Column, finite, type Sql, sql } from "../table/mod.ts";
import type { Place } from "./place.ts";
import type { ReportRoles } from "./roles.ts";

/** A figure of the model that is a mean over rows, so that its change can be told into parts. */
export interface MeanMetric {
  /** "accuracy", "log loss", "mean squared error", "share of watched". */
  readonly name: string;
  readonly unit: "ratio" | "number";
  readonly better: "higher" | "lower" | "none";
  /** The figure of one row; null leaves it out. */
  readonly row: Sql;
  /** The columns it reads. */
  readonly needs: readonly string[];
}

/** How much of a metric's change each column explains. */
export interface MetricChange {
  readonly name: string;
  readonly unit: "ratio" | "number";
  readonly better: "higher" | "lower" | "none";
  readonly before: number;
  readonly after: number;
  readonly change: ChangePart;
  /** By column, the one whose mix explains most first. */
  readonly places: readonly Place[];
}

/**
 * The means over rows that stand behind a report's metrics: the label's own, accuracy, log loss and squared error.
 *
 * Shape: checks, columns and roles -> expressions. Edge cases: none without a label on both sides; an AUC is no mean over rows
 * and has no parts.
 */
export function meanMetrics(
  checks: readonly Check[],
  columns: ReadonlyMap<string, ColumnProfile>,
  { label: name, positive: named }: ReportRoles,
): readonly MeanMetric[] {
  const label = name === undefined ? undefined : columns.get(name)?.column;
  if (!label) return [];
  const asked = (id: string) => {
    const check = checks.find(({ unit }) => unit.id === `metrics/${id}`);
    const of = (role: string) =>
      columns.get(check?.roles[role] as string)?.column;
    return check && { options: check.options, of };
  };
  const found: MeanMetric[] = [];
  const own = ownMean(columns.get(label.name)!, label, named);
  if (own) found.push(own);
  const hit = asked("accuracy")?.of("prediction");
  if (hit) {
    const text = (column: Column) => sql`cast(${column} as varchar)`;
    const same = hit.kind === "number" && label.kind === "number"
      ? sql`${hit} = ${label}`
      : sql`${text(hit)} = ${text(label)}`;
    found.push({
      name: "accuracy",
      unit: "ratio",
      better: "higher",
      row: sql`cast(${same} as integer)`,
      needs: [hit.name, label.name],
    });
  }
  const loss = asked("log_loss"), score = loss?.of("score");
  if (loss && score) {
    const y = positive(label, loss.options as Positive), s = finite(score);
    const likely = sql`(case when ${y} = 1 then ${s} else 1 - ${s} end)`;
    found.push({
      name: "log loss",
      unit: "number",
      better: "lower",
      row:
        sql`(case when ${y} is not null and ${s} between 0 and 1 then -ln(greatest(${likely}, ${2.220446049250313e-16})) end)`,
      needs: [score.name, label.name],
    });
  }
  const guess = asked("rmse")?.of("prediction");
  if (guess) {
    found.push({
      name: "mean squared error",
      unit: "number",
      better: "lower",
      row: sql`pow(${finite(label)} - ${finite(guess)}, 2)`,
      needs: [guess.name, label.name],
    });
  }
  return found;
}

function ownMean(
  { numbers }: ColumnProfile,
  label: Column,
  named: ReportRoles["positive"],
): MeanMetric | undefined {
  const yes = named !== undefined || label.kind === "boolean" ||
    numbers?.lo.every((_, i) => [0, 1].includes(singleValue(numbers, i)!));
  if (yes) {
    const said = named === undefined ? label.name : `${label.name} = ${named}`;
    const row = positive(label, { positive: named ?? null });
    return {
      name: `share of ${said}`,
      unit: "ratio",
      better: "none",
      row,
      needs: [label.name],
    };
  }
  return numbers && {
    name: `mean ${label.name}`,
    unit: "number",
    better: "none",
    row: finite(label),
    needs: [label.name],
  };
}

/** The change of a metric with what each column explains of it; undefined where no column tells its rows apart. */
export function metricChange(
  { name, unit, better }: MeanMetric,
  places: readonly Place[],
): MetricChange | undefined {
  const [first] = places;
  if (!first) return undefined;
  const mean = (side: 0 | 1) =>
    first.groups.reduce(
      (sum, { rows, mean }) => sum + rows[side] * (mean[side] ?? 0),
      0,
    );
  const size = ({ mix }: Place) => Math.abs(mix.value);
  return {
    name,
    unit,
    better,
    before: mean(0),
    after: mean(1),
    change: first.change,
    places: [...places].sort((x, y) => size(y) - size(x)),
  };
}
