import { quoteList, SchemaError } from "../errors.ts";
import {
  bareProfile,
  classSampleOf,
  EXACT_ROWS,
  plan,
  planOf,
  type Profile,
  profileOf,
  type Sample,
  sampleOf,
  scan,
} from "../profile/mod.ts";
import { type Column, columnOf, sql, type Table } from "../table/mod.ts";
import { aggregate } from "./aggregate.ts";
import { type Check, columnsOf } from "./check.ts";
import type { Detector } from "./detector.ts";
import type { Answer } from "./judge.ts";
import { judgeAll } from "./judge_all.ts";
import type { Measure } from "./measure.ts";
import { unknown } from "./reading.ts";
import type { Result } from "./result.ts";

/** What a run looks at: a table, or a stored profile where detectors are all that is asked. */
export interface Data {
  readonly current: Table | Profile;
  readonly reference?: Table | Profile | undefined;
  /** The window the current data stands for. */
  readonly window?: { readonly from: string; readonly to: string };
  /** Count every distinct number, defaults to up to 50,000 rows a side. */
  readonly exact?: boolean;
  /** Profiles made before, so that nothing is scanned twice. */
  readonly profiles?: Run["profiles"];
}

/** What a run found: a result a check in the checks' order, and the profiles behind them, which measures alone leave bare. */
export interface Run {
  readonly results: readonly Result[];
  readonly profiles: {
    readonly reference: Profile | undefined;
    readonly current: Profile;
  };
}

/**
 * Asks all checks at once: one profile scan a side, one scan for all plain aggregates, one query for each relation.
 *
 * The only place of the library that reads tables. Errors: SchemaError for a column that is missing or of a kind that
 * the unit cannot use.
 */
export async function run(checks: readonly Check[], data: Data): Promise<Run> {
  for (const check of checks) {
    requireColumns(check, data.current, data.reference);
    const compares = check.unit.kind === "detector" &&
      check.unit.needsReference !== false;
    if (data.reference && compares) {
      requireColumns(check, data.reference);
    }
  }
  const profiles = data.profiles ??
    (checks.some(({ unit }) => unit.kind === "detector")
      ? await profilesOf(data, needSample(checks))
      : await bareProfiles(data));
  const answers = await answersOf(checks, data, profiles);
  return { results: judgeAll(checks, answers, profiles, data), profiles };
}

async function bareProfiles({ current, reference }: Data) {
  const bare = (side: Table | Profile) =>
    isTable(side) ? bareProfile(side) : side;
  return {
    reference: reference && await bare(reference),
    current: await bare(current),
  };
}

/** What of rows the profiles should hold beside their aggregates. */
export interface SampleNeed {
  /** A sample of rows, defaults to false. */
  readonly sample?: boolean;
  /** Labels whose rare classes the current sample must hold too, defaults to none. */
  readonly classes?: readonly string[];
}

/** What of rows some checks read. */
export function needSample(checks: readonly Check[]): SampleNeed {
  const reading = checks.filter(({ unit }) =>
    unit.kind === "detector" && unit.needsSample
  );
  const classes = reading.flatMap(({ unit, roles }) => {
    const { needsSample } = unit as Detector;
    return typeof needsSample === "string" ? roles[needsSample] as string : [];
  });
  return { sample: reading.length > 0, classes: [...new Set(classes)] };
}

/** Profiles of both sides, counted by one plan that the reference fixes. */
export async function profilesOf(
  data: Data,
  { sample = false, classes = [] }: SampleNeed = {},
): Promise<Run["profiles"]> {
  const { current, reference } = data;
  const rows = await rowsOf(current);
  const base = reference ?? current, baseRows = await rowsOf(base);
  const exact = data.exact ?? Math.max(rows, baseRows) <= EXACT_ROWS;
  const own = isTable(base) && isTable(current)
    ? await profileOf(base, { rows: baseRows, exact })
    : undefined;
  const made = own?.plan ?? planOf((isTable(base) ? current : base) as Profile);
  const known = new Set(made.columns.map(({ name }) => name));
  const extra = isTable(current)
    ? current.columns.filter(({ name }) => !known.has(name))
    : [];
  const added = isTable(current) && extra.length
    ? await plan({
      ...current,
      relation: { text: current.relation.text },
      columns: extra,
    }, { rows, exact })
    : { columns: [] };
  const profile = async (side: Table | Profile, n: number) => {
    if (!isTable(side)) return side;
    const found = side === base && own ? own.profile : await scan(
      side,
      { columns: [...made.columns, ...added.columns] },
      n,
    );
    return sample ? { ...found, sample: await sampleOf(side) } : found;
  };
  return {
    reference: reference ? await profile(reference, baseRows) : undefined,
    current: await withClasses(current, await profile(current, rows), classes),
  };
}

async function withClasses(
  side: Table | Profile,
  profile: Profile,
  labels: readonly string[],
): Promise<Profile> {
  if (!isTable(side) || !profile.sample) return profile;
  const samples = new Map<string, Sample>();
  for (const name of labels) {
    const found = await classSampleOf(
      side,
      columnOf(side, name),
      profile.sample,
    );
    if (found) samples.set(name, found);
  }
  return samples.size ? { ...profile, classSamples: samples } : profile;
}

/** Whether it is a table that can be scanned, not a profile that was. */
export function isTable(data: Table | Profile): data is Table {
  return "relation" in data;
}

async function rowsOf(data: Table | Profile): Promise<number> {
  if (data.rows !== undefined) return data.rows;
  const [row] = await (data as Table).engine.rows(
    sql`select cast(count(*) as double) n from ${(data as Table).relation}`,
  );
  return row!.n as number;
}

function lookup(data: Table | Profile): (name: string) => Column {
  if (isTable(data)) return (name) => columnOf(data, name);
  return (name) => {
    const found = data.columns.get(name);
    if (found) return found.column;
    throw new SchemaError(
      name,
      `Cannot read "${data.name}": column ${
        JSON.stringify(name)
      } is missing, found ${quoteList([...data.columns.keys()])}`,
    );
  };
}

/** Looks roles that only the reference must have up there. */
function lookupRole(
  { unit }: Check,
  current: Table | Profile,
  reference: Table | Profile | undefined,
): (name: string, role: string) => Column {
  const only = unit.kind === "measure" ? unit.referenceOnly : undefined;
  return (name, role) =>
    lookup(reference && only?.includes(role) ? reference : current)(name);
}

function requireColumns(
  check: Check,
  data: Table | Profile,
  reference?: Table | Profile,
): void {
  const columns = columnsOf(check, lookupRole(check, data, reference));
  for (const [role, allowed] of Object.entries(check.unit.kinds ?? {})) {
    for (const column of [columns[role]!].flat()) {
      if (allowed && !allowed.includes(column.kind)) {
        throw new SchemaError(
          column.name,
          `Cannot compute "${check.unit.id}" in "${data.name}": column ${
            JSON.stringify(column.name)
          } is ${column.type}, ${allowed.join(" or ")} is needed`,
        );
      }
    }
  }
}

async function answersOf(
  checks: readonly Check[],
  { current, reference }: Data,
  profiles: Run["profiles"],
): Promise<readonly Answer[]> {
  const answers: Answer[] = checks.map((check): Answer => {
    const { unit } = check;
    if (unit.needsReference ?? unit.kind === "detector") {
      if (!reference) return unknown("no reference was given");
      if (unit.kind === "measure" && !isTable(reference)) {
        return unknown("the reference is only a profile, rows are needed");
      }
    }
    if (unit.kind === "measure" && !isTable(current)) {
      return unknown("the current data is only a profile, rows are needed");
    }
    if (unit.kind === "measure") return undefined;
    const columns = columnsOf(check, lookup(profiles.current));
    return unit.compare(profiles, columns, check.options);
  });
  if (!isTable(current)) return answers;
  const open = checks.map((_, i) => i).filter((i) =>
    checks[i]!.unit.kind === "measure" && answers[i] === undefined
  );
  const measured = await aggregate(
    open.map((i) => ({
      unit: checks[i]!.unit as Measure,
      columns: columnsOf(
        checks[i]!,
        lookupRole(checks[i]!, current, reference),
      ),
      options: checks[i]!.options,
    })),
    current,
    reference && isTable(reference) ? reference : undefined,
    profiles.current,
  );
  open.forEach((i, k) => answers[i] = measured[k]);
  return answers;
}
