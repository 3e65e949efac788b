import { afterAll, expect, test } from "vitest";
import { openDuckDb } from "../../lib/native/duckdb.ts";
import { removeTemporary } from "../../lib/native/temporary.ts";
import { read } from "../../lib/native/read.ts";
import { identifier, sql, type Table } from "../../lib/table/mod.ts";

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

const shared = new URL("../../../shared/hostile/", import.meta.url).pathname;
const folder = Deno.env.get("HOSTILE_DIR") ?? shared;
const cases: Case[] = await Deno.readTextFile(`${folder}/csv.jsonl`).then(
  (text) => text.trim().split("\n").map((line) => JSON.parse(line)),
  () => [],
);
const engine = await openDuckDb();
afterAll(removeTemporary);

// The folder lies beside the repository on a developer's machine; the rules themselves are tested on generated files.
for (const item of cases) {
  test(`read() of ${item.file} is "${item.expect}"`, async () => {
    const table = await read(`${folder}/${item.file}`, { engine }).catch((
      error: Error,
    ) => error);
    if (table instanceof Error) {
      expect(table.name).toMatch(/SourceError|SchemaError/);
      expect(table.message).toMatch(/^Cannot read ".*": [^\n]*[^.\n]$/);
    }
    const outcomes = [item, ...item.also ?? []].map((outcome) =>
      typeof outcome === "string" ? { expect: outcome } : outcome
    );
    const problems = await Promise.all(
      outcomes.map((outcome) => problem(outcome, table)),
    );
    expect(problems.includes(undefined), problems.join("; ")).toBe(true);
    if (!(table instanceof Error)) await checkCells(table, item.cells ?? []);
  });
}

test("without the folder there is nothing to judge", () => {
  expect(cases.length).toBeGreaterThanOrEqual(0);
});

async function problem(
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
  const [row] = await engine.rows(
    sql`select count(*) as n from ${table.relation}`,
  );
  if (typeof outcome.rows === "number" && row!.n !== outcome.rows) {
    return `${row!.n} rows`;
  }
  return table.rows === row!.n ? undefined : `rows says ${table.rows}`;
}

async function checkCells(
  table: Table,
  cells: readonly (readonly [number, string, unknown])[],
): Promise<void> {
  for (const [row, column, value] of cells) {
    const [found] = await engine.rows(
      sql`select cast(${identifier(column)} as varchar) as text, ${
        identifier(column)
      } as cell from ${table.relation} limit 1 offset ${row}`,
    );
    expect([found!.text, found!.cell]).toContainEqual(value);
  }
}
