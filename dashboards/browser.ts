import * as duckdb from "@duckdb/duckdb-wasm";
import type { AnswerColumn, AnswerRow } from "./charts/auto_chart.ts";

/** DuckDB in this page, with a snapshot attached. */
export interface BrowserEngine {
  /** Rows of any query, with what their columns are. Errors: DuckDB's own message. */
  query(text: string): Promise<{
    readonly columns: readonly AnswerColumn[];
    readonly rows: readonly AnswerRow[];
  }>;
}

/** Where the files lie; all on this origin. */
export interface BrowserEngineOptions {
  readonly worker: string;
  readonly wasm: string;
  /** A `.duckdb` file of the default storage version. */
  readonly snapshot: string;
}

/**
 * Opens duckdb-wasm 1.4.3 (bundle "eh", core functions only) and attaches the snapshot as `board`, read-only.
 *
 * Good to about a million rows. Nothing is loaded from elsewhere: it would have to be, for Parquet, JSON or time zones.
 */
export async function openBrowserEngine(
  { worker, wasm, snapshot }: BrowserEngineOptions,
): Promise<BrowserEngine> {
  const database = new duckdb.AsyncDuckDB(
    new duckdb.VoidLogger(),
    new Worker(worker),
  );
  const [file] = await Promise.all([
    fetch(snapshot),
    database.instantiate(new URL(wasm, location.href).href),
  ]);
  if (!file.ok) throw new Error("The snapshot is not published yet");
  await database.open({
    query: { castBigIntToDouble: true, castDecimalToDouble: true },
  });
  await database.registerFileBuffer(
    "board.duckdb",
    new Uint8Array(await file.arrayBuffer()),
  );
  const connection = await database.connect();
  await connection.query("attach 'board.duckdb' as board (read_only)");
  await connection.query("use board");
  return {
    async query(text) {
      const table = await connection.query(text);
      const columns = table.schema.fields.map(({ name, type }) => ({
        name,
        kind: kindOf(String(type)),
      }));
      const rows = table.toArray().map((row) => {
        const cells = row.toJSON();
        return Object.fromEntries(
          columns.map(({ name, kind }) => [name, cell(cells[name], kind)]),
        );
      });
      return { columns, rows };
    },
  };
}

function kindOf(type: string): AnswerColumn["kind"] {
  if (/^(Date|Timestamp)/.test(type)) return "time";
  return /^(Int|Uint|Float|Decimal)/.test(type) ? "number" : "text";
}

function cell(value: unknown, kind: AnswerColumn["kind"]): AnswerRow[string] {
  if (value === null || value === undefined) return null;
  if (kind === "time") return new Date(Number(value));
  if (kind === "number") return Number(value);
  return typeof value === "boolean" ? value : String(value);
}
