import { type Check, isTable, type Result } from "../check/mod.ts";
import { asNumber, pairOf, type Profile } from "../profile/mod.ts";
import { sql, type Table } from "../table/mod.ts";
import { beganAt } from "./began.ts";
import type { ColumnCause, Why } from "./cause.ts";
import { examplesOf } from "./examples.ts";
import { fewFiles } from "./few_files.ts";
import {
  causeKeys,
  type Clock,
  clockOf,
  type Context,
  type Key,
  modelColumns,
} from "./cause_keys.ts";
import { type Closer, lookCloser } from "./look_closer.ts";
import { isAlarm, loud } from "./loud.ts";
import { meanMetrics, metricChange } from "./metric_change.ts";
import { movedMost } from "./moved_most.ts";
import { type ColumnPair, type MovedRows, movedRows } from "./moved_rows.ts";
import { movedTogether } from "./moved_together.ts";
import { type Place, placeOf } from "./place.ts";
import { ranked } from "./tell_place.ts";
import { unitChange } from "./unit_change.ts";

/** The most columns whose alarm is explained. */
const COLUMNS = 10;

/** About how many rows a metric's change is told from: it stands beside the metric itself. */
const METRIC_ROWS = 1_000_000;

/** Parts of a change that a column shows, at most. */
const PARTS = 4;

/** A report before its alarms are explained. */
export interface Judged {
  readonly checks: readonly Check[];
  /** Their results, in their order. */
  readonly results: readonly Result[];
  readonly sides: {
    readonly current: Table | Profile;
    readonly reference: Table | Profile | undefined;
  };
}

/**
 * Why a report's alarms were raised: what moved, where, since when, with which version; and what each column explains of the change
 * of the metrics.
 *
 * The ten most severe alarms; one query a side, none where nothing is to be explained. Nothing here is judged, so that explaining raises
 * no more alarms. Edge cases: stored profiles have no rows, so that only what moved can be told.
 */
export async function explain(
  judged: Judged,
  context: Context,
): Promise<Why> {
  const { profiles, roles } = context;
  const alarms = loud(judged.results.filter(isAlarm));
  const names = new Set(alarms.map(({ columns }) => columns.column));
  const columns = [...names].flatMap((name): Asked[] => {
    const pair = typeof name === "string" && pairOf(profiles, name);
    const { details } = alarms.find(({ columns }) => columns.column === name)!;
    const rows = pair && movedRows(pair, String(details.axis ?? ""));
    return rows ? [{ name: name as string, pair, rows }] : [];
  }).slice(0, COLUMNS);
  const looked = await look(columns, judged, context);
  const told = columns.map((asked, i) => causeOf(asked, i, looked, context));
  const apart = columns.filter(({ name }) => name !== roles.version);
  const groups = looked
    ? movedTogether(apart, looked.reference.sample, looked.current.sample)
    : apart.map(({ name }) => [name]);
  const group = (name: string) =>
    name === roles.version ? [name] : groups.find(([first]) => first === name);
  return {
    causes: columns.flatMap(({ name }) => {
      const names = group(name);
      return names
        ? [{ columns: told.filter(({ column }) => names.includes(column)) }]
        : [];
    }),
    metrics: looked ? looked.metrics() : [],
  };
}

interface Asked {
  readonly name: string;
  readonly pair: ColumnPair;
  readonly rows: MovedRows;
}

interface Looked {
  readonly reference: Closer;
  readonly current: Closer;
  readonly keys: readonly Key[];
  readonly time: Clock | undefined;
  metrics(): Why["metrics"];
}

async function look(
  columns: readonly Asked[],
  { checks, results, sides: { current, reference } }: Judged,
  context: Context,
): Promise<Looked | undefined> {
  if (!reference || !isTable(current) || !isTable(reference)) return undefined;
  const { profiles, roles } = context;
  const metrics = meanMetrics(
    checks.filter((_, i) => results[i]!.value !== null),
    profiles.current.columns,
    roles,
  ).filter(({ needs }) =>
    needs.every((name) => profiles.reference!.columns.has(name))
  );
  if (!columns.length && !metrics.length) return undefined;
  const keys = causeKeys(
    columns.map(({ name }) => name),
    byChange(results),
    context,
    metrics.length > 0,
  );
  const time = clockOf(context);
  const outcomes = [
    ...columns.map(({ rows }) => rows.outcome),
    ...metrics.map(({ row }) => row),
  ];
  const shown = shownColumns(columns, context);
  const ask = (table: Table, side: Profile) => {
    const clock = time && table.columns.find(({ name }) => name === time.name);
    const late = side === profiles.current
      ? [
        clock && time
          ? sql`case when ${
            asNumber(clock)
          } between ${time.from} and ${time.to} then cast(floor(${
            asNumber(clock)
          } / ${time.step}) as bigint) end`
          : sql`null`,
        ...(table.file ? [table.file] : []),
      ]
      : [];
    return lookCloser(table, side.rows, {
      keys: [...keys.map(({ text }) => text), ...late],
      outcomes,
      ...(metrics.length ? { most: METRIC_ROWS } : {}),
      time: clock,
      shown: shown.flatMap((name) =>
        table.columns.filter((column) => column.name === name)
      ),
    });
  };
  const found = {
    reference: await ask(reference, profiles.reference!),
    current: await ask(current, profiles.current),
  };
  return {
    ...found,
    keys,
    time,
    metrics: () =>
      metrics.flatMap((metric, i) => {
        const places = keys.flatMap(({ name, kind }, k) =>
          placeOf(
            name,
            kind,
            found.reference.groups[k]!,
            found.current.groups[k]!,
            columns.length + i,
          ) ?? []
        );
        return metricChange(metric, places) ?? [];
      }),
  };
}

function causeOf(
  { name, pair, rows }: Asked,
  at: number,
  looked: Looked | undefined,
  { profiles, roles }: Context,
): ColumnCause {
  const moved = movedMost(pair).slice(0, PARTS);
  const { words, before, after } = rows;
  const head = {
    column: name,
    isVersion: name === roles.version,
    rows: { words, before, after },
    moved,
    unit: unitChange(pair, rows, looked?.current.sample) ?? null,
  };
  if (!looked) {
    const none = { reference: [], current: [] };
    return {
      ...head,
      places: [],
      began: null,
      files: null,
      version: null,
      examples: none,
    };
  }
  const { reference, current, keys, time } = looked;
  const places = keys.flatMap(({ name: by, kind, about }, k) =>
    by !== name && (about === "alarms" ||
        about === "model" && modelColumns(roles).has(name))
      ? placeOf(by, kind, reference.groups[k]!, current.groups[k]!, at) ?? []
      : []
  );
  const [stretches, files] = current.groups.slice(keys.length);
  const began = time &&
      beganAt(time.name, time.step, stretches!, at, before) || null;
  const shown = [name, roles.id, roles.time, roles.entity, roles.version]
    .flatMap((role, i, all) =>
      role !== undefined && all.indexOf(role) === i
        ? profiles.current.columns.get(role)?.column ?? []
        : []
    );
  const examples = (closer: Closer, moved: boolean) =>
    examplesOf(closer.sample, shown, rows, moved);
  return {
    ...head,
    places: ranked(places),
    began,
    files: files && fewFiles(files, at, before) || null,
    version: versionOf(places, began),
    examples: {
      reference: examples(reference, false),
      current: examples(current, true),
    },
  };
}

/** Columns by how much they changed, alarmed or not. */
function byChange(results: readonly Result[]): readonly string[] {
  const size = ({ effect, value }: Result) => Math.abs(effect ?? value ?? 0);
  return results.filter(({ id }) => id === "drift/change")
    .sort((a, b) => size(b) - size(a))
    .map(({ columns }) => String(columns.column));
}

/** The version role's new value that appeared within two stretches of the change's begin, or that carries half of the change. */
function versionOf(
  places: readonly Place[],
  began: ColumnCause["began"],
): ColumnCause["version"] {
  const place = places.find(({ kind }) => kind === "version");
  const found = place?.groups.find(({ value, rows, since, carries }) =>
    typeof value === "string" && rows[0] === 0 &&
    (carries / place.change.value >= 0.5 ||
      began?.from != null && since !== null &&
        Math.abs(since - began.from) <= 2 * began.step)
  );
  return found ? { by: place!.by, value: found.value as string } : null;
}

/** The alarmed columns and the roles that name a row: what examples show. */
function shownColumns(
  columns: readonly Asked[],
  { profiles, roles }: Context,
): readonly string[] {
  const named = [roles.id, roles.time, roles.entity, roles.version];
  return [
    ...new Set([
      ...columns.map(({ name }) => name),
      ...named.filter((name) => name !== undefined),
    ]),
  ].filter((name) => profiles.current.columns.has(name));
}
