import {
  type Answer,
  type Check,
  type Condition,
  isReading,
  isTable,
  judge,
  type Profiles,
  type Result,
  type Run,
  unchangedAmong,
  unknown,
} from "../check/mod.ts";
import { benjaminiHochberg } from "../math/mod.ts";
import {
  planOf,
  type Profile,
  scanSlices,
  withClusters,
} from "../profile/mod.ts";
import {
  columnOf,
  slicesOf,
  type Table,
  type TableSlice,
} from "../table/mod.ts";
import type { ReportRoles } from "./roles.ts";

/** The most values of a column that are told apart, and the most changed columns that are looked into. */
const MOST_VALUES = 20, MOST_COLUMNS = 25;

/** Among the slices named of all columns, the share that did not change is at most this on average. */
const LEVEL = 0.05;

/**
 * The slices of each column that changed, and which of them did: by Benjamini and Hochberg inside a column, at 5 % times the share of
 * columns that are looked into (Benjamini and Bogomolov 2014). Nothing is read where no column changed.
 *
 * Shape: a report's checks and their results -> results with `slice: { column: value }`, by column. Edge cases: a slice that the reference lacks is
 * unknown; with more than 25 changed columns the worst are looked into. Errors: SchemaError for a slice column that is missing in the current data.
 */
export async function changedSlices(
  checks: readonly Check[],
  results: readonly Result[],
  { current, reference }: {
    readonly current: Table | Profile;
    readonly reference?: Table | Profile | undefined;
  },
  profiles: Run["profiles"],
  { slice = [], entity }: ReportRoles,
): Promise<readonly Result[]> {
  if (!reference || !isTable(reference) || !isTable(current)) return [];
  const then = profiles.reference;
  if (!then || !slice.length) return [];
  for (const name of slice) columnOf(current, name);
  const family = checks.filter(({ condition, unit }) =>
    condition.family !== undefined && unit.kind === "detector"
  );
  const changed = family.filter(({ name }) =>
    results.some(({ check, verdict }) => check === name && isLoud(verdict))
  ).sort((a, b) => sizeOf(results, b) - sizeOf(results, a))
    .slice(0, MOST_COLUMNS);
  if (!changed.length) return [];
  const names = new Set(changed.map(({ roles }) => String(roles.column)));
  const sides: Side[] = [];
  for (const name of new Set(slice)) {
    if (!reference.columns.some((column) => column.name === name)) continue;
    sides.push(
      ...await sidesOf(name, { current, reference }, then, names, entity),
    );
  }
  const factor = family.length / changed.length;
  return changed.flatMap((check) => judgeColumn(check, sides, factor));
}

function isLoud(verdict: Result["verdict"]): boolean {
  return verdict === "fail" || verdict === "warn";
}

function sizeOf(results: readonly Result[], { name }: Check): number {
  return Math.abs(results.find(({ check }) => check === name)?.effect ?? 0);
}

/** One slice on both sides; no reference where that has no such rows. */
interface Side {
  readonly slice: Readonly<Record<string, string | null>>;
  readonly profiles: Profiles;
}

async function sidesOf(
  name: string,
  tables: { readonly current: Table; readonly reference: Table },
  then: Profile,
  names: ReadonlySet<string>,
  entity: string | undefined,
): Promise<Side[]> {
  const plan = {
    columns: planOf(then).columns.filter((column) => names.has(column.name)),
  };
  const now = await slicesOf(tables.current, name, { most: MOST_VALUES });
  const before = await slicesOf(tables.reference, name, {
    most: MOST_VALUES,
    among: now.map(({ value }) => value),
  });
  const profiles = async (table: Table, slices: readonly TableSlice[]) => {
    const found = await scanSlices(table, name, slices, plan);
    return entity === undefined ? found : await Promise.all(
      slices.map(({ table }, i) =>
        withClusters(found[i]!, table, entity, {
          edges: then,
          columns: [...names],
        })
      ),
    );
  };
  const after = await profiles(tables.current, now);
  const earlier = await profiles(tables.reference, before);
  return now.map(({ value }, i) => ({
    slice: { [name]: value },
    profiles: {
      current: after[i]!,
      reference: earlier[before.findIndex((other) => other.value === value)],
    },
  }));
}

/** Judges the slices of one column; `factor` is the family's columns over those looked into. */
export function judgeColumn(
  check: Check,
  sides: readonly Side[],
  factor: number,
): readonly Result[] {
  const name = String(check.roles.column);
  const asked = sides.filter(({ slice }) => !(name in slice));
  const answers = asked.map(({ profiles }): Answer => {
    const found = profiles.current.columns.get(name);
    if (!profiles.reference) {
      return unknown("the reference has no rows of this slice");
    }
    if (!found || check.unit.kind !== "detector") return undefined;
    return check.unit.compare(
      profiles,
      { column: found.column },
      check.options,
    );
  });
  const open = answers.map((_, i) => i).filter((i) => isReading(answers[i]));
  const adjusted = benjaminiHochberg(
    open.map((i) => {
      const answer = answers[i]!;
      return isReading(answer) ? answer.pValue ?? 1 : 1;
    }),
  );
  return asked.map(({ slice, profiles }, i) => {
    const answer = answers[i], at = open.indexOf(i);
    const judged = isReading(answer)
      ? { ...answer, pValue: Math.min(1, adjusted[at]! * factor) }
      : answer;
    const result = judge({ ...check, condition }, judged, profiles, {
      level: LEVEL / factor / Math.max(1, open.length),
    });
    return {
      ...result,
      slice,
      details: { ...result.details, rows: profiles.current.rows },
    };
  });
}

const { holds } = unchangedAmong(LEVEL);
const condition: Condition = {
  text: `no change (share of false slices < ${LEVEL})`,
  holds,
};
