import { join } from "node:path";
import { sql } from "../../lib/mod.ts";
import { type DuckDb, openDuckDb } from "../../lib/native/mod.ts";
import type { Asset, Board } from "../deps.ts";
import { boardEdition, boardTables, makeBoard } from "../jobs/board.ts";
import type { MonitorConfig } from "../systems/monitor.ts";
import { contextSql } from "./context_tables.ts";
import type { StreamflixRows } from "./streamflix_rows.ts";

/** A board with what keeps it up to date. */
export interface OpenBoard extends Board {
  /** Makes the tables anew when rows were added; one at a time. */
  refresh(): Promise<void>;
  /** Reads all results anew and publishes the copy for the Explore page. */
  readResults(): Promise<void>;
  /** Says what is being done, for pages that wait. */
  says(work: { what: string; share: number } | undefined): void;
  /** The published copy. */
  snapshot(): Promise<Asset | undefined>;
  /** Ends what is being made, early. */
  close(): Promise<void>;
}

/** Where a board comes from and where it is kept. */
export interface BoardOptions {
  readonly config: MonitorConfig;
  readonly rows: StreamflixRows;
  /** The folder of the world: titles, models, and below it `board/`. */
  readonly root: string;
  /** The glob of result files. */
  readonly results: string;
  /** The day that is not over: its rows are not counted yet. */
  readonly today: () => string;
  /** Told when pages would look different. */
  readonly changed: (version: string) => void;
}

/**
 * Opens the tables behind the dashboards: from the file of the last run when nothing changed, else empty until
 * `refresh` has made them.
 *
 * Tables are made aside, in one thread, written to a file of DuckDB's default format and attached; readers never wait.
 */
export async function openBoard(options: BoardOptions): Promise<OpenBoard> {
  const { rows, root, changed } = options;
  const folder = join(root, "board");
  await Deno.mkdir(folder, { recursive: true });
  const reader = await openDuckDb({ threads: 1, memoryLimit: "512MB" });
  let made = "", attached = 0, edition = 0, ready = false, closed = false;
  let work: { what: string; share: number } | undefined;
  let refreshing: Promise<void> | undefined;

  await reader.run(resultSql);
  for (const query of await contextSql(options)) await reader.run(query);

  const told = () => {
    edition++;
    changed(version());
  };
  const version = () => `${hash(made)}-${edition}`;

  async function attach(path: string): Promise<void> {
    const name = `board${++attached}`;
    await reader.run({
      text: `attach '${path.replaceAll("'", "''")}' as ${name} (read_only)`,
    });
    await reader.run({
      text: `set search_path = 'memory.main,${name}.main'`,
    });
    if (attached > 1) {
      await reader.run({ text: `detach board${attached - 1}` }).catch(() => {});
    }
    ready = true;
  }

  async function make(): Promise<void> {
    const now = rows.version(options.today());
    const path = join(folder, fileOf(now));
    if (now === made) return;
    if (!await exists(path)) {
      // While there is nothing to show, haste comes before quiet.
      const engine = await openDuckDb({
        threads: ready ? 1 : 2,
        memoryLimit: "1GB",
      });
      try {
        await makeBoard(engine, sourceOf(options), (share) => {
          if (closed) throw new Error("Cannot go on: the board was closed");
          work = { what: "Making the tables", share };
        });
        await writeTables(engine, path, boardTables);
      } finally {
        engine.close();
        work = undefined;
      }
    }
    await attach(path);
    made = now;
    await removeOthers(folder, path);
    told();
  }

  async function publish(): Promise<void> {
    if (!ready) return;
    await writeTables(
      reader,
      join(folder, "snapshot.duckdb"),
      [...boardTables, "result", "version", "reference_window"],
    );
  }

  const board: OpenBoard = {
    ask: (query) => reader.rows(query),
    version,
    isReady: () => ready,
    work: () => work,
    says: (next) => work = next,
    refresh: () => refreshing ??= make().finally(() => refreshing = undefined),
    async readResults() {
      await reader.run(resultSql);
      if (await anyResult(options.results)) {
        await reader.run(insertSql(options.results));
      }
      await publish();
      told();
    },
    async snapshot() {
      const path = join(folder, "snapshot.duckdb");
      const file = await Deno.open(path).catch(() => undefined);
      if (!file) return undefined;
      return {
        body: file.readable,
        type: "application/octet-stream",
        tag: hash(version()),
      };
    },
    async close() {
      closed = true;
      await refreshing?.catch(() => {});
      reader.close();
    },
  };
  // The last run's tables are shown at once; newer ones follow in the background.
  const current = rows.version(options.today());
  const kept = await newest(folder, fileOf(current));
  if (kept !== undefined) {
    await attach(join(folder, kept.name));
    if (kept.isCurrent) made = current;
  }
  if (await anyResult(options.results)) {
    await reader.run(insertSql(options.results));
  }
  return board;
}

function sourceOf({ rows, config, root, today }: BoardOptions) {
  return {
    exposures: rows.before(today()),
    titles: sql`read_parquet(${join(root, "titles.parquet")})`,
    reference: config.reference,
    slices: config.slices,
    exclude: [
      "request_id",
      "entity",
      "item",
      "ts",
      "arrival",
      "position",
      "rating",
    ],
  };
}

const resultSql = sql`create or replace table result (
  system varchar, check_name varchar, id varchar, room varchar, column_name varchar, window_from timestamp,
  window_to timestamp, value double, unit varchar, low double, high double, p_value double, effect double,
  error double, condition varchar, verdict varchar, severity varchar, n_reference double, n_current double,
  explanation varchar, columns varchar, slice varchar, details varchar, evidence varchar)`;

const insertSql = (results: string) =>
  sql`insert into result by name
  select system, "check" as check_name, id, room,
    coalesce(columns->>'column', case when id not like 'metrics/%' then columns->>'label' end) as column_name,
    ("window"->>'from')::timestamptz::timestamp as window_from, ("window"->>'to')::timestamptz::timestamp as window_to,
    value, unit, interval[1] as low, interval[2] as high, "pValue" as p_value, effect, error, condition, verdict, severity,
    (n->>'reference')::double as n_reference, (n->>'current')::double as n_current, explanation,
    columns::varchar as columns, slice::varchar as slice, details::varchar as details, evidence::varchar as evidence
  from read_json(${results}, format = 'newline_delimited', maximum_object_size = 4194304, columns = {
    system: 'VARCHAR', "check": 'VARCHAR', id: 'VARCHAR', room: 'VARCHAR', columns: 'JSON', slice: 'JSON', "window": 'JSON',
    value: 'DOUBLE', unit: 'VARCHAR', interval: 'DOUBLE[]', "pValue": 'DOUBLE', effect: 'DOUBLE', error: 'DOUBLE',
    condition: 'VARCHAR', verdict: 'VARCHAR', severity: 'VARCHAR', n: 'JSON', explanation: 'VARCHAR', details: 'JSON',
    evidence: 'JSON'})`;

async function writeTables(
  engine: DuckDb,
  path: string,
  tables: readonly string[],
): Promise<void> {
  const aside = `${path}.tmp`, quoted = aside.replaceAll("'", "''");
  await Deno.remove(aside).catch(() => {});
  await engine.run({ text: `attach '${quoted}' as aside` });
  try {
    for (const table of tables) {
      await engine.run({
        text: `create table aside.${table} as from ${table}`,
      });
    }
  } finally {
    await engine.run({ text: "detach aside" });
  }
  await Deno.rename(aside, path);
}

const prefix = `tables-${boardEdition}-`;

const fileOf = (version: string) => `${prefix}${hash(version)}.duckdb`;

async function newest(
  folder: string,
  current: string,
): Promise<{ readonly name: string; readonly isCurrent: boolean } | undefined> {
  let found: { name: string; at: number } | undefined;
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.startsWith(prefix) || !name.endsWith(".duckdb")) continue;
    if (name === current) return { name, isCurrent: true };
    const at = (await Deno.stat(join(folder, name))).mtime?.getTime() ?? 0;
    if (!found || at > found.at) found = { name, at };
  }
  return found && { name: found.name, isCurrent: false };
}

async function removeOthers(folder: string, kept: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (name.startsWith("tables-") && path !== kept) await Deno.remove(path);
  }
}

async function anyResult(glob: string): Promise<boolean> {
  const folder = glob.slice(0, glob.lastIndexOf("/"));
  if (!await exists(folder)) return false;
  for await (const { name } of Deno.readDir(folder)) {
    if (name.startsWith("dt=") && name.endsWith(".ndjson")) return true;
  }
  return false;
}

const exists = (path: string) => Deno.stat(path).then(() => true, () => false);

/** A short name for a long text; FNV-1a, 53 bits. */
function hash(text: string): string {
  let a = 0x811c9dc5, b = 0xc9dc5118;
  for (let at = 0; at < text.length; at++) {
    a = Math.imul(a ^ text.charCodeAt(at), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(at), 0x85ebca6b);
  }
  return (a >>> 0).toString(16).padStart(8, "0") +
    (b >>> 0).toString(16).padStart(8, "0");
}
