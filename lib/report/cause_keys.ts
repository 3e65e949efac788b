import type { Run } from "../check/mod.ts";
import type { ColumnProfile } from "../profile/mod.ts";
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
  /** Whether alarms are looked for in it; else only metrics. */
  readonly places: boolean;
}

/** The time that says when a change began, and the seconds of one stretch. */
export interface Clock {
  readonly name: string;
  readonly step: number;
}

/** The most columns with few values that are tried unasked. */
const KEYS = 8;

/** The version, the user's slices, and columns with few values; for metrics the columns that changed too. */
export function causeKeys(
  columns: readonly string[],
  { profiles, roles, follows }: Context,
  metrics: boolean,
): readonly Key[] {
  const taken = new Set<string | undefined>(ROLES.map((role) => roles[role]));
  const of = (name: string, kind: PlaceKind, places: boolean): Key[] => {
    const a = profiles.reference!.columns.get(name);
    const b = profiles.current.columns.get(name);
    const text = a && b && groupText(a);
    return text && a.column.kind !== "time" &&
        Math.max(a.values?.distinct ?? 0, b.values?.distinct ?? 0) <= 1000
      ? [{ name, kind, text, places }]
      : [];
  };
  const few = [...profiles.current.columns.values()].filter((found) =>
    isSlice(found, profiles.reference!.columns.get(found.column.name)) &&
    !taken.has(found.column.name) && !follows.has(found.column.name)
  ).map(({ column }) => column.name);
  const found = new Map<string, Key>();
  const add = (keys: readonly Key[]) =>
    keys.forEach((key) => found.has(key.name) || found.set(key.name, key));
  if (roles.version !== undefined) add(of(roles.version, "version", true));
  for (const name of roles.slice ?? []) add(of(name, "slice", true));
  for (const name of few.slice(0, KEYS)) add(of(name, "slice", true));
  if (metrics) {
    for (const name of columns) {
      if (!taken.has(name)) add(of(name, "slice", false));
    }
  }
  return [...found.values()];
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
  const { lo, hi } = found?.numbers ?? {};
  if (!found || !lo?.length || !hi) return undefined;
  const step = stepOf(hi.at(-1)! - lo[0]!);
  return step === undefined ? undefined : { name: found.column.name, step };
}
