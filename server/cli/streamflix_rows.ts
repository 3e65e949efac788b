import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { lakeListing } from "../../lib/native/mod.ts";
import {
  column,
  type Engine,
  joinSql,
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
  const world = join(root, "exposures");
  const worldDays = daysIn(world), end = worldDays.at(-1) ?? "0001-01-01";
  const live = (kind: string) =>
    lakeListing(lake).filter((file) =>
      file.system === "streamflix" && file.kind === kind && file.day > end
    );
  const liveDays = () =>
    [...new Set(live("exposure").map(({ day }) => day))]
      .sort();
  const paths = (kind: string) =>
    live(kind).map(({ path }) => join(lake, path));
  const relation = (): Sql =>
    liveDays().length
      ? sql`(${worldSql(world)} union all by name ${
        liveSql(root, paths("exposure"), paths("outcome"))
      })`
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
        ...live("exposure").filter(({ day }) => day < before).map(({ path }) =>
          path
        ),
      ].join("|"),
  };
}

const worldSql = (world: string) =>
  sql`select * from read_parquet(${
    join(world, "*/*.parquet")
  }, hive_partitioning = false)`;

// An item without an outcome within the session was not clicked: as the demo world writes it.
function liveSql(
  root: string,
  exposures: readonly string[],
  outcomes: readonly string[],
): Sql {
  const outcome = outcomes.length
    ? sql`(select * from ${parquetSql(outcomes)})`
    : sql`(select null::varchar as request_id, null::bigint as item, null::boolean as clicked, null::boolean as watched,
        null::double as watch_share, null::boolean as left_early, null::boolean as saved, null::boolean as searched,
        null::integer as rating, null::timestamp as arrival where false)`;
  return sql`select e.* exclude (system), t.genre, t.age_rating, coalesce(o.clicked, false) as clicked,
      coalesce(o.watched, false) as watched, coalesce(o.watch_share, 0)::float as watch_share,
      coalesce(o.left_early, false) as left_early, coalesce(o.saved, false) as saved,
      coalesce(o.searched, false) as searched, o.rating, coalesce(o.arrival, e.ts + interval 30 minute) as arrival
    from ${parquetSql(exposures)} e
      left join read_parquet(${join(root, "titles.parquet")}) t on t.id = e.item
      left join ${outcome} o on o.request_id = e.request_id and o.item = e.item`;
}

function parquetSql(paths: readonly string[]): Sql {
  const list = joinSql(paths.map((path) => sql`${path}`));
  return sql`read_parquet([${list}], union_by_name = true, hive_partitioning = false)`;
}

function daysIn(folder: string): string[] {
  return namesIn(folder).filter((name) => name.startsWith("dt=")).map((name) =>
    name.slice(3)
  );
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
