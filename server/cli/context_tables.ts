import { join } from "node:path";
import { type Sql, sql } from "../../lib/mod.ts";
import type { MonitorConfig } from "../systems/monitor.ts";

interface ModelEntry {
  readonly id: string;
  readonly from: string;
  readonly offline: readonly {
    readonly model: string;
    readonly ndcg: { readonly value: number; readonly error: number };
  }[];
}

interface Incident {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly table: string;
  readonly column: string;
  readonly what: string;
}

/**
 * Small tables beside the board: versions with their offline figures, what a demo planted, the days of the reference.
 *
 * Tables of files that are missing stay empty.
 */
export async function contextSql(
  { config, root }: {
    readonly config: MonitorConfig;
    /** The folder with models/models.json and truth.json. */
    readonly root: string;
  },
): Promise<readonly Sql[]> {
  const models = await readJson<readonly ModelEntry[]>(
    join(root, "models/models.json"),
  ) ?? [];
  const truth = await readJson<{ incidents: readonly Incident[] }>(
    join(root, "truth.json"),
  );
  const offline = models.at(-1)?.offline ?? [];
  const { system, reference } = config;
  return [
    sql`create or replace table version (system varchar, model varchar, from_day date, ndcg double, ndcg_error double)`,
    ...models.map(({ id, from }) => {
      const ndcg = offline.find(({ model }) => model === id)?.ndcg;
      return sql`insert into version values (${system}, ${id}, ${from}::date, ${
        ndcg?.value ?? null
      }, ${ndcg?.error ?? null})`;
    }),
    sql`create or replace table incident (system varchar, id varchar, from_day date, to_day date, column_name varchar, what varchar)`,
    ...(truth?.incidents ?? []).filter(({ table }) => table === "exposures")
      .map(({ id, from, to, column, what }) =>
        sql`insert into incident values (${system}, ${id}, ${from}::date, ${to}::date, ${column}, ${what})`
      ),
    sql`create or replace table reference_window as
      select ${system} as system, ${reference.from}::date as from_day, ${reference.to}::date as to_day`,
  ];
}

async function readJson<T>(path: string): Promise<T | undefined> {
  const text = await Deno.readTextFile(path).catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
