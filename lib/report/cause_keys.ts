import type { Run } from "../check/mod.ts";
import { type ColumnProfile, quantileOf } from "../profile/mod.ts";
import type { Sql } from "../table/mod.ts";
import { stepOf } from "./began.ts";
import { groupText, isSingle } from "./group_text.ts";
import type { PlaceKind } from "./place.ts";
import { type ReportRoles, ROLES } from "./roles.ts";

/** What is known of a report before its alarms are explained. */
export interface Context {
  readonly profiles: Run["profiles"];
  readonly roles: ReportRoles;
  readonly follows: ReadonlyMap<string, string>;
}

/** A way to part the rows. */
export interface Key {
  readonly name: string;
  readonly kind: PlaceKind;
  readonly text: Sql;
  /** What it is asked about: every alarm, the model's own columns and its metrics, or metrics alone. */
  readonly about: "alarms" | "model" | "metrics";
}

/** The time that says when a change began, and the seconds of one stretch. */
export interface Clock {
  readonly name: string;
  readonly step: number;
  /** What lies outside is left out: a few wrong years would stretch the axis over centuries. */
  readonly from: number;
  readonly to: number;
}

/** The most columns with few values that are tried unasked, and so the most that only metrics are asked by. */
const KEYS = 8;

/** A column with more values is no way to part rows. */
const GROUPS = 1000;

/**
 * Ways to part the rows: the version, the user's slices, columns with few values; for score, prediction and label the alarmed columns
 * too, and for metrics those that changed most (`ordered`).
 */
export function causeKeys(
  alarmed: readonly string[],
  ordered: readonly string[],
  { profiles, roles, follows }: Context,
  metrics: boolean,
): readonly Key[] {
  const taken = new Set<string | undefined>(ROLES.map((role) => roles[role]));
  const found = new Map<string, Key>();
  const add = (name: string, kind: PlaceKind, about: Key["about"]) => {
    const a = profiles.reference!.columns.get(name);
    const b = profiles.current.columns.get(name);
    const text = a && b && groupText(a);
    const values = Math.max(a?.values?.distinct ?? 0, b?.values?.distinct ?? 0);
    if (text && values <= GROUPS && !found.has(name)) {
      found.set(name, { name, kind, text, about });
    }
  };
  if (roles.version !== undefined) add(roles.version, "version", "alarms");
  for (const name of roles.slice ?? []) add(name, "slice", "alarms");
  const free = (name: string) => !taken.has(name) && !follows.has(name);
  const few = [...profiles.current.columns.values()].filter((column) =>
    isSlice(column, profiles.reference!.columns.get(column.column.name))
  ).map(({ column }) => column.name).filter(free);
  for (const name of few.slice(0, KEYS)) add(name, "slice", "alarms");
  const own = modelColumns(roles);
  if (metrics || alarmed.some((name) => own.has(name))) {
    for (const name of alarmed.filter(free)) add(name, "slice", "model");
  }
  if (metrics) {
    const rest = ordered.filter((name) => free(name) && !found.has(name));
    for (const name of rest.slice(0, KEYS)) add(name, "slice", "metrics");
  }
  return [...found.values()];
}

/** What the model says and is judged by: their change may come from that of features. */
export function modelColumns(
  { score, prediction, label }: ReportRoles,
): ReadonlySet<string | undefined> {
  return new Set([score, prediction, label]);
}

/** Whether a column has at least two and at most 20 values (12 numbers) on both sides. */
function isSlice(
  current: ColumnProfile,
  reference: ColumnProfile | undefined,
): boolean {
  const values = (side: ColumnProfile) =>
    side.values?.distinct ?? side.numbers?.count.length ?? 0;
  const { kind } = current.column;
  return !!reference && kind !== "time" && kind !== "nested" &&
    isSingle(current) && isSingle(reference) &&
    Math.max(values(current), values(reference)) >= 2;
}

/** The time that says when a change began: the role's, else the first timestamp, else the first date. */
export function clockOf({ profiles, roles }: Context): Clock | undefined {
  const times = [...profiles.current.columns.values()].filter(({ column }) =>
    column.kind === "time"
  );
  const found = roles.time === undefined
    ? times.find(({ column }) => /^TIMESTAMP/i.test(column.type)) ?? times[0]
    : times.find(({ column }) => column.name === roles.time);
  const numbers = found?.numbers;
  if (!numbers?.count.length) return undefined;
  const spans = [[0, 1], [0.005, 0.995]].map(([low, high]) => ({
    from: quantileOf(numbers, low!),
    to: quantileOf(numbers, high!),
  }));
  for (const span of spans) {
    const step = stepOf(span.to - span.from);
    if (step !== undefined) return { name: found!.column.name, step, ...span };
  }
  return undefined;
}
