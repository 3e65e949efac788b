import { openDuckDb } from "../../lib/native/duckdb.ts";
import { read } from "../../lib/native/read.ts";
import { identifier, sql, type Table } from "../../lib/table/mod.ts";
import { jsonLines, type Verdict } from "./verdict.ts";

interface Outcome {
  readonly expect: "read" | "note" | "refuse";
  readonly rows?: number | null;
  readonly columns?: readonly string[] | null;
}

interface Case extends Outcome {
  readonly file: string;
  readonly also?: readonly (Outcome["expect"] | Outcome)[];
  readonly cells?: readonly (readonly [number, string, unknown])[];
}

/** Reads every file of csv.jsonl: each becomes what its line says, or one of the other outcomes that it allows. */
export async function judgeCsv(folder: string): Promise<Verdict[]> {
  const cases = await jsonLines<Case>(`${folder}/csv.jsonl`);
  if (cases.length === 0) return [];
  const engine = await openDuckDb();
  const verdicts: Verdict[] = [];
  try {
    for (const item of cases) {
      const table = await read(`${folder}/${item.file}`, { engine })
        .catch((error: Error) => error);
      verdicts.push({ key: item.file, wrong: await problemOf(item, table) });
    }
  } finally {
    engine.close();
  }
  return verdicts;
}

async function problemOf(
  item: Case,
  table: Table | Error,
): Promise<string | undefined> {
  if (table instanceof Error) {
    const isOurs = /SourceError|SchemaError/.test(table.name) &&
      /^Cannot read ".*": [^\n]*[^.\n]$/.test(table.message);
    if (!isOurs) return `${table.name}: ${table.message}`;
  }
  const outcomes = [item, ...item.also ?? []].map((outcome) =>
    typeof outcome === "string" ? { expect: outcome } : outcome
  );
  const problems: string[] = [];
  for (const outcome of outcomes) {
    const problem = await differs(outcome, table);
    if (problem === undefined) {
      return table instanceof Error
        ? undefined
        : await wrongCell(table, item.cells ?? []);
    }
    problems.push(problem);
  }
  return problems.join("; ");
}

async function differs(
  outcome: Outcome,
  table: Table | Error,
): Promise<string | undefined> {
  if (table instanceof Error) {
    return outcome.expect === "refuse" ? undefined : table.message;
  }
  if (outcome.expect === "refuse") return "was read";
  const noted = table.notes.length > 0;
  if (noted !== (outcome.expect === "note")) {
    return `notes: ${table.notes.map(({ message }) => message).join("; ")}`;
  }
  const names = table.columns.map(({ name }) => name);
  if (outcome.columns && names.join("\n") !== outcome.columns.join("\n")) {
    return `columns ${names.join(", ")}`;
  }
  const [row] = await table.engine.rows(
    sql`select count(*) as n from ${table.relation}`,
  );
  if (typeof outcome.rows === "number" && row!.n !== outcome.rows) {
    return `${row!.n} rows`;
  }
  return table.rows === row!.n ? undefined : `rows says ${table.rows}`;
}

async function wrongCell(
  table: Table,
  cells: readonly (readonly [number, string, unknown])[],
): Promise<string | undefined> {
  for (const [row, column, value] of cells) {
    const [found] = await table.engine.rows(
      sql`select cast(${identifier(column)} as varchar) as text, ${
        identifier(column)
      } as cell from ${table.relation} limit 1 offset ${row}`,
    );
    const wanted = JSON.stringify(value);
    const same = [found!.text, found!.cell].some((one) =>
      JSON.stringify(one) === wanted
    );
    if (!same) return `row ${row}, "${column}" is ${JSON.stringify(found)}`;
  }
  return undefined;
}
