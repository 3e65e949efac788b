import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  column,
  type Engine,
  select,
  type Sql,
  sql,
  type Table,
} from "../../lib/mod.ts";
import type { Window } from "../jobs/window.ts";

/** Where the exposures of Streamflix lie: what the demo world wrote, and what the lake logged since. */
export interface StreamflixRows {
  /** The rows of days before `day`: one a shown item, with what came of it. */
  readonly before: (day: string) => Sql;
  /** Days with rows, oldest first. */
  readonly days: () => readonly string[];
  /** The rows of a window as a table of an engine. */
  readonly table: (engine: Engine, window: Window) => Promise<Table>;
  /** Changes when rows of days before `day` were added. */
  readonly version: (day: string) => string;
}

/** Finds the rows below a folder that `data/streamflix` made and in the lake that the server writes. */
export function streamflixRows(root: string, lake: string): StreamflixRows {
  const world = join(root, "exposures"), live = join(lake, "streamflix");
  const worldDays = daysIn(world), end = worldDays.at(-1) ?? "0001-01-01";
  const liveDays = () =>
    daysIn(join(live, "exposure")).filter((day) => day > end);
  const relation = (): Sql =>
    liveDays().length
      ? sql`(${worldSql(world)} union all by name ${liveSql(root, live, end)})`
      : sql`(${worldSql(world)})`;
  return {
    before: (day) =>
      sql`(select * from ${relation()} where ts < ${day}::timestamp)`,
    days: () => [...worldDays, ...liveDays()],
    async table(engine, { from, to }) {
      const all = relation();
      const rows = await engine.rows(sql`describe select * from ${all}`);
      const columns = rows.map((row) =>
        column(String(row.column_name), String(row.column_type))
      );
      const first = from.slice(0, 10);
      return select({
        name: `streamflix ${first}`,
        engine,
        relation:
          sql`(select * from ${all} where ts >= ${from}::timestamptz::timestamp and ts < ${to}::timestamptz::timestamp)`,
        columns,
        files: [],
        notes: [],
      }, ({ name }) => name !== "arrival");
    },
    version: (before) =>
      [
        worldVersion(root),
        ...liveDays().filter((day) => day < before).flatMap((day) =>
          filesIn(join(live, "exposure", `dt=${day}`))
        ),
      ].join("|"),
  };
}

const worldSql = (world: string) =>
  sql`select * from read_parquet(${
    join(world, "*/*.parquet")
  }, hive_partitioning = false)`;

// An item without an outcome within the session was not clicked: as the demo world writes it.
function liveSql(root: string, live: string, end: string): Sql {
  const outcomes = join(live, "outcome");
  const outcome = daysIn(outcomes).some((day) => day > end)
    ? sql`(select * from read_parquet(${
      join(outcomes, "*/*.parquet")
    }) where dt > ${end}::date)`
    : sql`(select null::varchar as request_id, null::bigint as item, null::boolean as clicked, null::boolean as watched,
        null::double as watch_share, null::boolean as left_early, null::boolean as saved, null::boolean as searched,
        null::integer as rating, null::timestamp as arrival where false)`;
  return sql`select e.* exclude (system, dt), t.genre, t.age_rating, coalesce(o.clicked, false) as clicked,
      coalesce(o.watched, false) as watched, coalesce(o.watch_share, 0)::float as watch_share,
      coalesce(o.left_early, false) as left_early, coalesce(o.saved, false) as saved,
      coalesce(o.searched, false) as searched, o.rating, coalesce(o.arrival, e.ts + interval 30 minute) as arrival
    from (select * from read_parquet(${
    join(live, "exposure/*/*.parquet")
  }, union_by_name = true) where dt > ${end}::date) e
      left join read_parquet(${join(root, "titles.parquet")}) t on t.id = e.item
      left join ${outcome} o on o.request_id = e.request_id and o.item = e.item`;
}

function daysIn(folder: string): string[] {
  return namesIn(folder).filter((name) => name.startsWith("dt=")).map((name) =>
    name.slice(3)
  );
}

function filesIn(folder: string): string[] {
  return namesIn(folder).map((name) => `${folder}/${name}`);
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function worldVersion(root: string): string {
  const path = join(root, "manifest.json");
  if (!existsSync(path)) return "";
  const { mtime, size } = Deno.statSync(path);
  return `${size} ${mtime?.getTime()}`;
}
