import {
  anything,
  atLeast,
  atMost,
  below,
  type Check,
  check,
  isTable,
  type Run,
} from "../check/mod.ts";
import type { ColumnProfile, Profile } from "../profile/mod.ts";
import type { Column, Table } from "../table/mod.ts";
import {
  accuracy,
  classImbalance,
  constantColumn,
  duplicateRows,
  hiddenNulls,
  labelSum,
  logLoss,
  ndcg,
  noLeak,
  nullRate,
  range,
  rmse,
  rocAuc,
  rowCount,
  rowOverlap,
  schemaMatch,
  targetLeakage,
  unseenCategory,
} from "../units/mod.ts";
import { driftChecks } from "./drift_checks.ts";
import { labelChecks } from "./label_checks.ts";
import { isClass, isGraded, positiveOf } from "./label_kind.ts";
import { onlineChecks } from "./online_checks.ts";
import { type ReportRoles, ROLES } from "./roles.ts";

interface Sides {
  readonly current: Table | Profile;
  readonly reference?: Table | Profile | undefined;
}

/**
 * The checks a report asks when the user brings none: whatever the data and the roles given make possible.
 *
 * Drift is judged as one family over columns by `drift/change`; the other distances stand beside it as figures.
 */
export function defaultSuite(
  sides: Sides,
  profiles: Run["profiles"],
  roles: ReportRoles,
  follows: ReadonlyMap<string, string>,
): readonly Check[] {
  const columns = [...profiles.current.columns.values()].map(({ column }) =>
    column
  );
  return [
    ...validation(columns, profiles, sides),
    ...imbalance(profiles, roles),
    ...leakage(columns, sides, roles, profiles),
    ...metrics(profiles, roles),
    ...driftChecks(columns, sides, profiles, roles, follows),
    ...onlineChecks(roles),
    ...(isTable(sides.current) ? labelChecks(profiles, roles) : []),
  ];
}

function validation(
  columns: readonly Column[],
  profiles: Run["profiles"],
  { current }: Sides,
): Check[] {
  const { reference } = profiles;
  const found = [
    check(rowCount, {}, anything, { severity: "info" }),
    ...(reference || profiles.current.files.length > 1
      ? [check(schemaMatch, {}, atMost(0))]
      : []),
    ...(isTable(current)
      ? [check(duplicateRows, {}, atMost(0.01), { severity: "warn" })]
      : []),
  ];
  for (const { name, kind } of columns) {
    const before = reference?.columns.get(name);
    found.push(
      check(nullRate, { column: name }, before ? anything : atMost(0.5), {
        severity: before ? "info" : "warn",
      }),
    );
    const filled = holdsValues(profiles.current.columns.get(name)!);
    if (kind !== "nested" && filled && profiles.current.rows > 1) {
      found.push(
        check(
          constantColumn,
          { column: name },
          below(1),
          { severity: before && isConstant(before) ? "info" : "warn" },
        ),
      );
    }
    if (filled && (kind === "number" || kind === "category")) {
      found.push(
        check(
          hiddenNulls,
          { column: name },
          atMost(0.001),
          { severity: "warn" },
        ),
      );
    }
    if (before?.numbers && kind === "number") {
      found.push(
        check(range, { column: name }, anything, { severity: "info" }),
      );
    }
    if (before?.values && kind === "category") {
      found.push(
        check(unseenCategory, { column: name }, anything, { severity: "info" }),
      );
    }
  }
  return found;
}

/** Whether there is a value to speak of: no other check has anything to say of an empty column or one of another type. */
function holdsValues({ rows, nulls, numbers, values }: ColumnProfile): boolean {
  return nulls < rows && !!(numbers || values);
}

function isConstant(
  { numbers, values }: {
    numbers?: { count: { length: number } };
    values?: { distinct: number };
  },
): boolean {
  return (numbers?.count.length ?? values?.distinct ?? 2) <= 1;
}

function imbalance(profiles: Run["profiles"], { label }: ReportRoles): Check[] {
  return label !== undefined && isClass(profiles, label)
    ? [check(classImbalance, { label }, atLeast(0.2), { severity: "warn" })]
    : [];
}

function leakage(
  columns: readonly Column[],
  { current, reference }: Sides,
  roles: ReportRoles,
  profiles: Run["profiles"],
): Check[] {
  const found: Check[] = [];
  const { label } = roles;
  if (label !== undefined && isTable(current)) {
    const features = featuresOf(columns, roles);
    const numeric = features.filter(({ kind }) => kind === "number")
      .map(({ name }) => name);
    if (profiles.current.columns.get(label)?.numbers && numeric.length) {
      found.push(
        check(labelSum, { label, features: numeric }, atMost(0.999)),
      );
    }
    for (const { name } of features) {
      found.push(
        check(
          targetLeakage,
          { column: name, label },
          noLeak(),
          positiveOf(roles),
        ),
      );
    }
  }
  if (isTable(current) && reference && isTable(reference)) {
    found.push(check(rowOverlap, {}, atMost(0.01), { severity: "warn" }));
  }
  return found;
}

/** Columns with no role of their own: what a model may use. */
export function featuresOf(
  columns: readonly Column[],
  roles: ReportRoles,
): readonly Column[] {
  const taken = new Set<unknown>(ROLES.map((role) => roles[role]));
  return columns.filter(({ name, kind }) =>
    !taken.has(name) && kind !== "nested"
  );
}

function metrics(profiles: Run["profiles"], roles: ReportRoles): Check[] {
  const { label, score, prediction, query } = roles;
  // A figure asked for by its roles and not to be had is unknown; of ranked lists these are asked on the way only.
  const shown = { severity: "warn" } as const,
    info = { severity: "info" } as const;
  const found: Check[] = [];
  if (label === undefined) return found;
  if (score !== undefined && query !== undefined) {
    found.push(check(ndcg, { query, score, label }, anything, shown));
  }
  const graded = isGraded(profiles, label) && roles.positive === undefined;
  if (score !== undefined && isClass(profiles, label) && !graded) {
    const settings = {
      ...(query === undefined ? shown : info),
      ...positiveOf(roles),
    };
    found.push(
      check(rocAuc, { score, label }, anything, settings),
      check(logLoss, { score, label }, anything, settings),
    );
  }
  if (prediction !== undefined) {
    found.push(
      isClass(profiles, label)
        ? check(accuracy, { prediction, label }, anything, shown)
        : check(rmse, { prediction, label }, anything, shown),
    );
  }
  return found;
}
