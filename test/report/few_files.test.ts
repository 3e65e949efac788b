import { afterAll, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { openDuckDb } from "../../lib/native/duckdb.ts";
import { report } from "../../lib/native/mod.ts";
import { tellCause } from "../../lib/report/cause_text.ts";
import { fewFiles } from "../../lib/report/few_files.ts";
import type { Group } from "../../lib/report/look_closer.ts";
import { rawSql } from "../../lib/table/mod.ts";

const folder = mkdtempSync(`${tmpdir()}/sg-files-`);
afterAll(() => rmSync(folder, { recursive: true }));

const files = (shares: Readonly<Record<string, number>>) =>
  new Map<string | null, Group>(
    Object.entries(shares).map(([name, share]) => [
      name,
      {
        rows: 100,
        since: null,
        sums: [{ n: 100, sum: 100 * share, squares: 0 }],
      },
    ]),
  );

test("fewFiles() names the fewest files that carry nine tenths of a change", () => {
  expect(fewFiles(files({ a: 0.1, b: 0.5, c: 0.1, d: 0.3 }), 0, 0.1)).toEqual({
    files: ["b", "d"],
    of: 4,
    part: 1,
    rows: 0.5,
  });
  // a share that falls is the same with the sign turned
  expect(fewFiles(files({ a: 0.9, b: 0.5, c: 0.9, d: 0.7 }), 0, 0.9))
    .toMatchObject({ files: ["b", "d"] });
});

test("a change in most files, of one file, or none is undefined", () => {
  expect(fewFiles(files({ a: 0.5, b: 0.5, c: 0.5 }), 0, 0.1)).toBeUndefined();
  expect(fewFiles(files({ a: 0.5 }), 0, 0.1)).toBeUndefined();
  expect(fewFiles(files({ a: 0.1, b: 0.1 }), 0, 0.1)).toBeUndefined();
});

test("a report of a folder names the file that lost values", async () => {
  const db = await openDuckDb();
  for (
    const [name, lost] of [["ref", 0], ["now/1", 0], ["now/2", 0.4], [
      "now/3",
      0,
    ]] as const
  ) {
    Deno.mkdirSync(`${folder}/now`, { recursive: true });
    await db.run(
      rawSql(
        `copy (select case when i % 10 < ${
          10 * lost
        } then null else i % 97 end x, i % 7 y from range(2000) r(i)) to '${folder}/${name}.parquet' (format parquet)`,
      ),
    );
  }
  db.close();
  const made = await report(`${folder}/now`, {
    reference: `${folder}/ref.parquet`,
  });
  expect(tellCause(made.why.causes[0]!.columns[0]!)).toContain(
    "100 % of it lies in 1 of 3 files, which hold 33.3 % of the rows: 2.parquet.",
  );
});
