import {
  anything,
  atLeast,
  atMost,
  below,
  type Check,
  check,
  isTable,
  type Run,
  unchangedAmong,
} from "../check/mod.ts";
import {
  type ColumnProfile,
  type Profile,
  singleValue,
} from "../profile/mod.ts";
import type { Column, Table } from "../table/mod.ts";
import {
  accuracy,
  change,
  chiSquare,
  classImbalance,
  constantColumn,
  duplicateRows,
  hiddenNulls,
  jensenShannon,
  ks,
  labelSum,
  logLoss,
  ndcg,
  noLeak,
  nullRate,
  psi,
  range,
  rmse,
  rocAuc,
  rowCount,
  rowOverlap,
  schemaMatch,
  targetLeakage,
  unseenCategory,
  wasserstein,
} from "../units/mod.ts";
import { labelChecks } from "./label_checks.ts";
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
    ...drift(columns, profiles, roles, follows),
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

/** A label with more distinct numbers than this is a quantity, not a class. */
const CLASSES = 20;

/** Whether a label is a class; else it is a quantity. */
function isClass(profiles: Run["profiles"], label: string): boolean {
  const found = profiles.current.columns.get(label);
  if (!found) return false;
  const { values, numbers } = found;
  return values
    ? values.distinct <= 1000
    : (numbers?.count.length ?? 0) <= CLASSES &&
      !!numbers?.lo.every((_, i) => Number.isInteger(singleValue(numbers, i)));
}

function positiveOf({ positive }: ReportRoles) {
  return positive === undefined ? {} : { options: { positive } };
}

/** Whether a label is a grade: more than two numbers, none of them a class. */
function isGraded(profiles: Run["profiles"], label: string): boolean {
  return (profiles.current.columns.get(label)?.numbers?.count.length ?? 0) > 2;
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

function drift(
  columns: readonly Column[],
  { reference }: Run["profiles"],
  roles: ReportRoles,
  follows: ReadonlyMap<string, string>,
): Check[] {
  if (!reference) return [];
  const condition = unchangedAmong(0.05);
  const info = { severity: "info" } as const;
  const ids = new Set([
    roles.id,
    roles.query,
    roles.entity,
    roles.group,
    roles.item,
    roles.time,
    roles.arrival,
  ]);
  const asked = columns.filter(({ name }) =>
    reference.columns.has(name) && !ids.has(name)
  );
  const weigh = halves(
    asked.map(({ name }) => name).filter((name) => !follows.has(name)),
    roles,
  );
  return asked.flatMap((column): Check[] => {
    const { name, kind } = column;
    const before = reference.columns.get(name)!;
    if (follows.has(name)) {
      return [check(change, { column: name }, anything, info)];
    }
    const role = { column: name }, figures: Check[] = [];
    if (before.column.kind === kind && kind !== "nested") {
      figures.push(
        check(psi, role, anything, info),
        check(jensenShannon, role, anything, info),
        ...(kind === "number" || kind === "time"
          ? [
            check(ks, role, anything, info),
            check(wasserstein, role, anything, info),
          ]
          : [check(chiSquare, role, anything, info)]),
      );
    }
    const weight = weigh(name);
    return [check(change, role, condition, { weight }), ...figures];
  });
}

/** Half of the level for what the model is judged by, half for features; all of it where there is only one kind. */
function halves(
  names: readonly string[],
  { label, score, prediction }: ReportRoles,
): (name: string) => number {
  const first = new Set([label, score, prediction]);
  const few = names.filter((name) => first.has(name)).length;
  const many = names.length - few;
  return (name) => few && many ? 0.5 / (first.has(name) ? few : many) : 1;
}
