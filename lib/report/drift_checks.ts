import {
  anything,
  type Check,
  check,
  isTable,
  type Run,
  unchangedAmong,
} from "../check/mod.ts";
import { clusterDegrees } from "../math/mod.ts";
import { type ColumnProfile, pairOf, type Profile } from "../profile/mod.ts";
import type { Column, Table } from "../table/mod.ts";
import {
  change,
  chiSquare,
  conceptChange,
  jensenShannon,
  ks,
  psi,
  wasserstein,
} from "../units/mod.ts";
import { isClass, isGraded, positiveOf } from "./label_kind.ts";
import type { ReportRoles } from "./roles.ts";

/**
 * What is judged as one family of drift: each column that the reference has and that does not follow time, and label given score; the
 * other distances of a column stand beside it as figures.
 */
export function driftChecks(
  columns: readonly Column[],
  { current, reference: other }: {
    readonly current: Table | Profile;
    readonly reference?: Table | Profile | undefined;
  },
  profiles: Run["profiles"],
  roles: ReportRoles,
  follows: ReadonlyMap<string, string>,
): readonly Check[] {
  const { reference } = profiles;
  if (!reference || !other) return [];
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
  const concept = isTable(current) && isTable(other)
    ? conceptOf(asked, profiles, roles)
    : undefined;
  const judged = asked.map(({ name }) => name)
    .filter((name) => !follows.has(name));
  const weigh = halves(judged, roles, concept ? 1 : 0);
  const found = asked.flatMap((column): Check[] => {
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
  return concept
    ? [...found, { ...concept, condition, weight: weigh(String(roles.label)) }]
    : found;
}

/** Whether label given score changed: asked where both sides have a score and a label of two classes. */
function conceptOf(
  asked: readonly Column[],
  profiles: Run["profiles"],
  roles: ReportRoles,
): Check | undefined {
  const { label, score } = roles;
  if (label === undefined || score === undefined) return undefined;
  const pair = pairOf(profiles, label), of = pairOf(profiles, score);
  if (!pair || !of?.a.numbers || !of.b.numbers) return undefined;
  const named = asked.filter(({ name }) => name === label || name === score);
  const unnamed = roles.positive === undefined &&
    (pair.b.column.kind === "category" || isGraded(profiles, label));
  const labelled = pair.a.nulls < pair.a.rows && pair.b.nulls < pair.b.rows;
  if (named.length < 2 || unnamed || !labelled || !isClass(profiles, label)) {
    return undefined;
  }
  const columns = { score, label };
  const { name } = check(conceptChange, columns, anything);
  return {
    ...check(conceptChange, columns, anything, {
      options: { ...positiveOf(roles).options, ...clusteredLabel(pair) },
    }),
    name,
  };
}

/** How much less labels say where rows of an entity resemble each other. */
function clusteredLabel(
  { a, b }: { readonly a: ColumnProfile; readonly b: ColumnProfile },
): { readonly designEffect?: number; readonly degrees?: number } {
  const sides = [a, b].flatMap(({ clusters, rows }) => {
    if (!clusters) return [];
    const effect = Math.max(clusters.body, ...clusters.values.values());
    return [{ effect, v: effect / rows, clusters: clusters.entities }];
  });
  return sides.length
    ? {
      designEffect: Math.max(...sides.map(({ effect }) => effect)),
      degrees: clusterDegrees(sides),
    }
    : {};
}

/** Half of the level for what the model is judged by (and so many checks more), half for features; all of it where there is only one kind. */
function halves(
  names: readonly string[],
  { label, score, prediction }: ReportRoles,
  more: number,
): (name: string) => number {
  const first = new Set([label, score, prediction]);
  const roles = names.filter((name) => first.has(name)).length;
  const few = roles + more, many = names.length - roles;
  return (name) => few && many ? 0.5 / (first.has(name) ? few : many) : 1;
}
