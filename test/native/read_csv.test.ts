import fc from "fast-check";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { openDuckDb } from "../../lib/native/duckdb.ts";
import { removeTemporary } from "../../lib/native/temporary.ts";
import { read } from "../../lib/native/read.ts";
import { joinSql, type ReadOptions, sql } from "../../lib/table/mod.ts";

const engine = await openDuckDb({ threads: 1 });
const folder = await Deno.makeTempDir();
let count = 0;

afterAll(() => Deno.remove(folder, { recursive: true }));
afterAll(removeTemporary);

async function file(content: string | Uint8Array, end = ".csv") {
  const path = `${folder}/${count++}${end}`;
  await Deno.writeFile(
    path,
    typeof content === "string" ? new TextEncoder().encode(content) : content,
  );
  return path;
}

/** Types, cells as text, and note codes of a CSV. */
async function look(
  content: string | Uint8Array,
  options: ReadOptions = {},
  end = ".csv",
) {
  const table = await read(await file(content, end), { engine, ...options });
  const rows = await engine.rows(
    sql`select ${
      joinSql(table.columns.map((c) => sql`cast(${c} as varchar) as ${c}`))
    } from ${table.relation}`,
  );
  expect(table.rows).toBe(rows.length);
  return {
    types: table.columns.map(({ name, type }) => `${name} ${type}`).join(", "),
    cells: rows.map((row) => Object.values(row)),
    notes: table.notes.map(({ message }) => message),
  };
}

const refusal = async (content: string | Uint8Array, options = {}) =>
  (await look(content, options).catch((error: Error) => error) as Error)
    .message.replace(/"[^"]*\d+\.csv"/, "FILE");

test("read() keeps every cell of any CSV, whatever its quoting, delimiter and line endings", async () => {
  const cell = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.stringMatching(/^[-a,;"\r\n\t |0.]{0,6}$/),
    fc.constantFrom("", "007", "1e3", "9007199254740993", "NaN", "true", "é"),
    fc.integer().map(String),
  ).filter((text) => !text.includes("\0") && text !== "\ufeff");
  const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 8,
    })
  );
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(",", ";", "\t", "|"),
      fc.array(fc.constantFrom("\n", "\r\n", "\r"), {
        minLength: 9,
        maxLength: 9,
      }),
      fc.boolean(),
      fc.boolean(),
      async (rows, delimiter, endings, same, last) => {
        const header = rows[0]!.map((_, i) => `col${i}`);
        // A line without a byte is quoted: after CR it would look like the LF of CRLF, and at the end like no record.
        const quote = (text: string) =>
          /[",;|\t\r\n]/.test(text) || text === "" && header.length === 1
            ? `"${text.replaceAll('"', '""')}"`
            : text;
        const lines = [header, ...rows].map((row, i) =>
          row.map(quote).join(delimiter) +
          (i === rows.length && last ? "" : endings[same ? 0 : i]!)
        );
        const types = Object.fromEntries(header.map((c) => [c, "VARCHAR"]));
        const { cells } = await look(lines.join(""), { types, delimiter });
        expect(cells).toEqual(
          rows.map((row) => row.map((text) => text === "" ? null : text)),
        );
      },
    ),
    { numRuns: 150, seed: 7 },
  );
});

test.each([
  ["a,b\n1,x\n2,y\n", "a BIGINT, b VARCHAR", []],
  ["a\n1\n2.5\n", "a DOUBLE", []],
  ["a\n9007199254740993\n", "a BIGINT", []],
  ["a\n2026-02-28\n", "a DATE", []],
  ["a\n2026-02-28\n2026-02-28 10:00:00\n", "a TIMESTAMP", []],
  ["a\n2026-02-28T10:00:00Z\n", "a TIMESTAMPTZ", []],
  ["a\ntrue\nFalse\n\n", "a BOOLEAN", []],
  ["a\n2026-02-28 10:00:00.123456789\n", "a TIMESTAMP_NS", []],
  [
    "__proto__,constructor\n1,x\n",
    "__proto__ BIGINT, constructor VARCHAR",
    [],
  ],
  ["a,b\n1,\n2,\n", "a BIGINT, b VARCHAR", []],
  ["a\tb\n1,5\t2\n", "a VARCHAR, b BIGINT", [
    'column "a" is read as text: its numbers have commas, first "1,5" in row 1',
  ]],
  ["zip\n01234\n99999\n", "zip VARCHAR", [
    'column "zip" is read as text: numbers would lose their leading zeros or plus, first "01234" in row 1',
  ]],
  ["a\n1\n2\n3\nx\n", "a VARCHAR", [
    'column "a" is read as text: 3 of 4 values are numbers, first other "x" in row 4',
  ]],
  ["a\n2026-02-28\n2026-02-30\n", "a VARCHAR", [
    'column "a" is read as text: 1 of 2 values are times, first other "2026-02-30" in row 2',
  ]],
  ["a\n1\n9223372036854775808\n", "a VARCHAR", [
    'column "a" is read as text: whole numbers in it are beyond BIGINT, first "9223372036854775808" in row 2',
  ]],
  ["a\n1.5\n9007199254740993\n", "a VARCHAR", [
    'column "a" is read as text: a double would round whole numbers in it, first "9007199254740993" in row 2',
  ]],
  ["a;b\n1;2\n", "a BIGINT, b BIGINT", [
    "the delimiter is taken to be a semicolon",
  ]],
  ["a;b,c\n1;2,3\n", "a;b VARCHAR, c BIGINT", [
    "the delimiter is taken to be a comma, a semicolon would fit too",
  ]],
  ["1,2\n3,4\n", "column0 BIGINT, column1 BIGINT", [
    "the first line holds only numbers and is read as a row: columns are called column0 to column1",
  ]],
  ["a,b\n1,2\n\n3,4\n\n\n", "a BIGINT, b BIGINT", [
    "one blank line is left out, first line 3",
  ]],
  ['a,b\n1,5" pipe\n', "a BIGINT, b VARCHAR", [
    "one cell has a quote inside text that is not quoted, kept as written, first in row 1",
  ]],
])("read() of %j has types and notes", async (content, types, notes) => {
  const found = await look(content);
  expect([found.types, found.notes]).toEqual([types, notes]);
});

test("read() of a late text keeps the numbers before it", async () => {
  const numbers = Array.from({ length: 60_000 }, (_, i) => String(i));
  const found = await look(["a", ...numbers, "oops", ""].join("\n"));
  expect(found.types).toBe("a VARCHAR");
  expect(found.notes).toEqual([
    'column "a" is read as text: 60000 of 60001 values are numbers, first other "oops" in row 60001',
  ]);
  expect(found.cells.length).toBe(60_001);
});

test("read() of a large CSV looks at its last row too", async () => {
  const lines = Array.from({ length: 700_000 }, (_, i) => `${i},${i % 7},abcd`);
  const path = await file(["a,b,c", ...lines, "1,2.5,x", ""].join("\n"));
  expect((await Deno.stat(path)).size).toBeGreaterThan(8 << 20);
  const table = await read(path, { engine });
  expect(table.columns.map(({ type }) => type)).toEqual([
    "BIGINT",
    "DOUBLE",
    "VARCHAR",
  ]);
  const [row] = await engine.rows(
    sql`select max(b) as b, count(*) as n, sum(a) as a from ${table.relation} where c = 'x'`,
  );
  expect(row).toEqual({ b: 2.5, n: 1, a: 1 });
});

test("read() of a quoted empty cell is missing, unless the file tells the two apart", async () => {
  expect((await look('a,b\n1,""\n2,""\n')).cells).toEqual([
    ["1", null],
    ["2", null],
  ]);
  expect((await look('a,b\n1,""\n2,\n')).cells).toEqual([["1", ""], [
    "2",
    null,
  ]]);
});

test("read() takes null values, types and the delimiter from the caller", async () => {
  const found = await look("a|b\n1|NA\n02|3\n", {
    delimiter: "|",
    nullValues: ["NA"],
    types: { a: "VARCHAR" },
  });
  expect(found).toEqual({
    types: "a VARCHAR, b BIGINT",
    cells: [["1", null], ["02", "3"]],
    notes: [],
  });
});

test("read() of a gzipped CSV equals the plain one", async () => {
  const content = "a,b\n1,x\r\n2,y\n";
  const packed = await look(gzipSync(content), {}, ".csv.gz");
  expect(packed).toEqual(await look(content));
  expect(packed.notes).toEqual(["line endings are mixed: 2 LF, 1 CRLF"]);
});

test.each([
  ["", "Cannot read FILE: it has 0 bytes"],
  ["\n\n", "Cannot read FILE: it holds no header"],
  [
    "a,A\n1,2\n",
    'Cannot read FILE: columns "a" and "A" differ only in case, names must differ in more',
  ],
  [
    "a,a\n1,2\n",
    'Cannot read FILE: column "a" is named twice, names must differ',
  ],
  [
    "a,\n1,2\n",
    "Cannot read FILE: column 2 has no name, every column needs one",
  ],
  ["a,b\n1,2\n3\n", "Cannot read FILE: line 3 has 1 cell, the header has 2"],
  [
    'a,b\n1,"x"y\n',
    "Cannot read FILE: line 2 has text after a closing quote, inside a quoted cell a quote is written twice",
  ],
  [
    'a,b\n"1\n\n",2\n3,"x\n',
    "Cannot read FILE: line 5 opens a quote that is never closed",
  ],
  [
    "PK\x03\x04",
    "Cannot read FILE: it holds a zip archive or a spreadsheet; Parquet, CSV, NDJSON or Arrow IPC is needed",
  ],
  ['{"a":1}\n', "Cannot read FILE: it holds NDJSON, not CSV as its name says"],
])("read() of %j is refused", async (content, message) => {
  expect(await refusal(content)).toBe(message);
});

test("read() refuses bytes that are not UTF-8, naming the first", async () => {
  const latin1 = new Uint8Array([97, 10, 0xc3, 0xa9, 10, 0xe9, 10]);
  expect(await refusal(latin1)).toBe(
    "Cannot read FILE: byte 5 is 0xE9, which is not UTF-8; UTF-8 is needed",
  );
});

test("read() refuses a type that a cell does not hold", async () => {
  expect(await refusal("a\n1\n2.5\n", { types: { a: "INTEGER" } })).toBe(
    'Cannot read FILE: column "a" holds "2.5", INTEGER is asked for',
  );
  expect(await refusal("a\n1\n", { types: { b: "INTEGER" } })).toBe(
    'Cannot read FILE: column "b" is missing, found "a"',
  );
});
