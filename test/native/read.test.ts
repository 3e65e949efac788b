import {
  Dictionary,
  Int32,
  Int64,
  Table as ArrowTable,
  tableFromArrays,
  tableToIPC,
  TimestampMicrosecond,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import pl from "nodejs-polars";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { openDuckDb } from "../../lib/native/duckdb.ts";
import { openLake } from "../../lib/native/open_lake.ts";
import { removeTemporary } from "../../lib/native/temporary.ts";
import { read, type ReadInput } from "../../lib/native/read.ts";
import {
  columnOf,
  rawSql,
  type ReadOptions,
  sql,
  type Table,
  where,
} from "../../lib/table/mod.ts";

const engine = await openDuckDb({ threads: 1 });
const folder = await Deno.makeTempDir();
afterAll(() => Deno.remove(folder, { recursive: true }));
afterAll(removeTemporary);

const at = (name: string) => `${folder}/${name}`;
const run = (text: string) => engine.run(rawSql(text));
const write = (name: string, text: string) =>
  Deno.writeTextFile(at(name), text);
const open = (input: ReadInput, options: ReadOptions = {}) =>
  read(input, { engine, cwd: folder, ...options });
const rowsOf = (table: Table, order = "all") =>
  engine.rows(
    sql`select ${
      rawSql(table.columns.map((c) => c.text).join(", "))
    } from ${table.relation} order by ${rawSql(order)}`,
  );
const typesOf = (table: Table) =>
  table.columns.map(({ name, type }) => `${name} ${type}`).join(", ");
const notesOf = (table: Table) => table.notes.map(({ message }) => message);
const refusal = async (input: ReadInput, options: ReadOptions = {}) =>
  (await open(input, options).then(
    () => new Error("was read"),
    (error: Error) => error,
  )).message;
async function parquet(path: string, query: string) {
  await Deno.mkdir(at(path.slice(0, Math.max(0, path.lastIndexOf("/")))), {
    recursive: true,
  });
  await run(`copy (${query}) to '${at(path)}'`);
}

test("read() of Parquet knows rows, types and a row id that does not change", async () => {
  await parquet(
    "one/a.parquet",
    "select i::bigint as id, i / 2 as x from range(1000) r(i)",
  );
  const table = await open("one/a.parquet");
  expect([table.rows, typesOf(table), table.notes, table.name]).toEqual([
    1000,
    "id BIGINT, x DOUBLE",
    [],
    "one/a.parquet",
  ]);
  const ids = (t: Table) =>
    engine.rows(
      sql`select id, ${t.rowId!} as row_id from ${t.relation} order by id`,
    );
  const all = await ids(table),
    some = await ids(where(table, rawSql("id % 2 = 0")));
  expect(new Set(all.map((row) => row.row_id)).size).toBe(1000);
  expect(some).toEqual(all.filter((row) => Number(row.id) % 2 === 0));
});

test("read() of a glob names the file from which types differ", async () => {
  for (const month of ["01", "02", "03", "04"]) {
    const type = month < "03" ? "bigint" : "double";
    await parquet(
      `turn/m-${month}.parquet`,
      `select 1::${type} as a, 2::${type} as b, 'x' as c${
        month === "04" ? ", 5 as late" : ""
      }`,
    );
  }
  const table = await open("turn/m-*.parquet");
  expect(typesOf(table)).toBe("a DOUBLE, b DOUBLE, c VARCHAR, late INTEGER");
  expect(notesOf(table)).toEqual([
    "two columns turn from BIGINT to DOUBLE from m-03.parquet on: a, b",
    "one column is missing before m-04.parquet, null there: late",
  ]);
  expect(table.files.map(({ rows, columns }) => [rows, columns[0]!.type]))
    .toEqual([[1, "BIGINT"], [1, "BIGINT"], [1, "DOUBLE"], [1, "DOUBLE"]]);
  expect(await rowsOf(table, "late nulls first")).toHaveLength(4);
});

test("read() of a glob never rounds: whole numbers beyond 2^53 beside doubles become text", async () => {
  await parquet("round/a.parquet", "select 9007199254740993 as a");
  await parquet("round/b.parquet", "select 1.5::double as a");
  const table = await open("round/*.parquet");
  expect(await rowsOf(table)).toEqual([{ a: "1.5" }, {
    a: "9007199254740993",
  }]);
  expect(notesOf(table)[1]).toBe(
    'column "a" is read as text: it holds whole numbers that a double would round (9007199254740993 to 9007199254740993), other files hold doubles',
  );
});

test("read() of a folder of key=value folders has the keys as columns", async () => {
  for (const day of ["2026-01-01", "2026-01-02"]) {
    await parquet(
      `lake/films/exposure/dt=${day}/part[1].parquet`,
      `select timestamp '${day} 12:00:00' as ts, 1 as n`,
    );
  }
  await Deno.mkdir(at("lake/films/exposure/_temporary"), { recursive: true });
  const table = await open("lake/films/exposure");
  expect(typesOf(table)).toBe("ts TIMESTAMP, n INTEGER, dt DATE");
  expect((await rowsOf(table)).map((row) => row.dt)).toEqual([
    Date.UTC(2026, 0, 1),
    Date.UTC(2026, 0, 2),
  ]);
  const ids = await engine.rows(
    sql`select count(distinct ${table.rowId!}) as n from ${table.relation}`,
  );
  expect(ids).toEqual([{ n: 2 }]);
});

test("read() of a lake takes whole windows of event time, sealed or not", async () => {
  const root = at("events"), stored = await openLake(root);
  const shown = (id: string, ts: string) => ({
    event_id: id,
    ts: Date.parse(ts),
    system: "films",
    kind: "exposure",
    n: 1,
  });
  await stored.append([shown("a", "2026-01-01T12:00:00Z")]);
  await stored.seal();
  await stored.append([shown("b", "2026-01-02T12:00:00Z")]);
  const lake = (query: string) => open(`lake:films${query}`, { lake: root });
  const ids = async (query: string) =>
    (await rowsOf(await lake(query))).map((row) => row.event_id).sort();
  for (const state of ["one is sealed", "both are sealed"]) {
    expect(await ids(""), state).toEqual(["a", "b"]);
    expect(await ids("?from=2026-01-02"), state).toEqual(["b"]);
    expect(await ids("?from=2026-01-01T12:30&to=2026-01-03"), state)
      .toEqual(["b"]);
    expect(await ids("?from=2026-01-01T12:00:00.001"), state).toEqual(["b"]);
    await stored.seal();
  }
  await stored.close();
  expect(await refusal("lake:films?from=2027-01-01", { lake: root }))
    .toBe(
      'Cannot read "lake:films?from=2027-01-01": no partition lies in that window',
    );
});

test("read() of CSV and NDJSON in key=value folders has the keys too", async () => {
  for (const day of ["01", "02"]) {
    await Deno.mkdir(at(`parts/day=${day}`), { recursive: true });
    await write(
      `parts/day=${day}/a.csv`,
      `a,b\n${day === "01" ? "1" : "1.5"},x\n`,
    );
  }
  const table = await open("parts");
  expect(typesOf(table)).toBe("a DOUBLE, b VARCHAR, day VARCHAR");
  expect(notesOf(table)).toEqual([
    "one column turns from BIGINT to DOUBLE from a.csv on: a",
  ]);
  expect(await rowsOf(table)).toEqual([{ a: 1, b: "x", day: "01" }, {
    a: 1.5,
    b: "x",
    day: "02",
  }]);
});

test("read() selects rows by a condition", async () => {
  const table = await open([{ a: 1 }, { a: 2 }], {
    where: "a > 1 -- only the second",
  });
  expect(await rowsOf(table)).toEqual([{ a: 2 }]);
  expect(table.rows).toBeUndefined();
  expect(await refusal([{ a: 1 }], { where: "b > 1" })).toMatch(
    /^Cannot read "array" where "b > 1": .*column "b" not found/,
  );
});

test("read() of NDJSON infers types from all rows and keeps what is nested", async () => {
  const lines = [
    '{"a":1,"s":"x","n":{"k":[1,2]},"t":"2026-01-01T10:00:00"}',
    "",
    '{"a":2.5,"n":{"k":[],"z":true}}',
  ];
  await write("a.ndjson", lines.join("\r\n"));
  await Deno.writeFile(at("a.jsonl.gz"), gzipSync("\ufeff" + lines.join("\n")));
  for (const name of ["a.ndjson", "a.jsonl.gz"]) {
    const table = await open(name);
    expect(typesOf(table)).toBe(
      "a DOUBLE, s VARCHAR, n STRUCT(k BIGINT[], z BOOLEAN), t TIMESTAMP",
    );
    expect(await rowsOf(table, "a")).toEqual([
      { a: 1, s: "x", n: { k: [1, 2], z: null }, t: Date.UTC(2026, 0, 1, 10) },
      { a: 2.5, s: null, n: { k: [], z: true }, t: null },
    ]);
  }
  await write("a.json", '[{"a":1},\n {"a":2}]');
  expect((await open("a.json")).rows).toBe(2);
});

test("read() of NDJSON never loses a number and says what became text", async () => {
  await write(
    "big.ndjson",
    '{"a":9007199254740993,"b":1,"c":1e400,"d":null,"e":18446744073709551615}\n{"a":1.5,"b":"x"}\n',
  );
  const table = await open("big.ndjson");
  expect(typesOf(table)).toBe(
    "a VARCHAR, b VARCHAR, c DOUBLE, d VARCHAR, e VARCHAR",
  );
  expect((await rowsOf(table))[1]).toMatchObject({
    a: "9007199254740993",
    b: "1",
    e: "18446744073709551615",
  });
  expect(await engine.rows(sql`select count(c) as n from ${table.relation}`))
    .toEqual([{ n: 1 }]);
  expect(notesOf(table)).toHaveLength(3);
});

test.each([
  [
    '{"a":1}\n{"a":2',
    "line 2 is no whole JSON object, one object a line is needed",
  ],
  [
    '{"a":1,"a":2}\n',
    'line 1: key "a" stands twice in one object, keys must differ',
  ],
  [
    '{"a":1,"A":2}\n',
    'columns "A" and "a" differ only in case, names must differ in more',
  ],
  ['{"a":1}\n[1]\n', "line 2 is no object, one object a line is needed"],
  ["  \n", "it holds CSV, not NDJSON as its name says"],
])("read() of NDJSON %j is refused", async (text, why) => {
  await write("bad.ndjson", text);
  expect(await refusal("bad.ndjson")).toBe(`Cannot read "bad.ndjson": ${why}`);
});

test("read() of Arrow IPC, an Arrow table and a DataFrame keeps 64-bit numbers, times, dictionaries and nulls", async () => {
  const big = 9007199254740993n;
  const arrow = new ArrowTable({
    id: vectorFromArray([big, null], new Int64()),
    kind: vectorFromArray(["x", null], new Dictionary(new Utf8(), new Int32())),
    at: vectorFromArray(
      [Date.UTC(2026, 0, 1), null],
      new TimestampMicrosecond(),
    ),
    x: vectorFromArray([1.5, null]),
  });
  await Deno.writeFile(at("a.arrow"), tableToIPC(arrow, "file"));
  await Deno.writeFile(at("s.arrows"), tableToIPC(arrow, "stream"));
  const frame = pl.scanIPC(at("a.arrow")).collectSync();
  for (const input of ["a.arrow", "s.arrows", arrow, frame]) {
    const table = await open(input as ReadInput);
    expect(typesOf(table)).toBe(
      "id BIGINT, kind VARCHAR, at TIMESTAMP, x DOUBLE",
    );
    const rows = await engine.rows(
      sql`select id::varchar as id, kind, "at", x from ${table.relation} order by id nulls last`,
    );
    expect(rows).toEqual([{
      id: String(big),
      kind: "x",
      at: Date.UTC(2026, 0, 1),
      x: 1.5,
    }, { id: null, kind: null, at: null, x: null }]);
  }
  const cut = tableToIPC(tableFromArrays({ a: [1, 2, 3] }), "file");
  await Deno.writeFile(at("cut.arrow"), cut.subarray(0, cut.length / 2));
  expect(await refusal("cut.arrow")).toMatch(
    /^Cannot read "cut.arrow": its Arrow data is damaged \([^\n]*\)$/,
  );
});

test("read() of an array of objects keeps every kind of value", async () => {
  const table = await open([
    {
      n: 1,
      x: 0.1,
      big: 9007199254740993n,
      s: 'a"b\n',
      ok: true,
      at: new Date(0),
      list: [1, 2],
      none: null,
    },
    { n: 2, x: NaN, s: "é", extra: -0, list: [] },
    {},
  ]);
  expect(typesOf(table)).toBe(
    "n BIGINT, x DOUBLE, big BIGINT, s VARCHAR, ok BOOLEAN, at TIMESTAMP, list BIGINT[], none VARCHAR, extra DOUBLE",
  );
  const rows = await engine.rows(
    sql`select n, x::varchar as x, big::varchar as big, s, "at", list from ${table.relation} order by n nulls last`,
  );
  expect(rows).toEqual([
    {
      n: 1,
      x: "0.1",
      big: "9007199254740993",
      s: 'a"b\n',
      at: 0,
      list: [1, 2],
    },
    { n: 2, x: "nan", big: null, s: "é", at: null, list: [] },
    { n: null, x: null, big: null, s: null, at: null, list: null },
  ]);
  expect(await refusal([{ a: 1 }, { a: "x" }])).toBe(
    'Cannot read "array": column "a" in row 2 is VARCHAR, rows before are BIGINT',
  );
  expect(await refusal([])).toBe('Cannot read "array": it holds no object');
});

test("read() refuses what cannot be read in one sentence", async () => {
  await parquet("bad/whole.parquet", "select range as a from range(1000)");
  const bytes = await Deno.readFile(at("bad/whole.parquet"));
  await Deno.writeFile(at("cut.parquet"), bytes.subarray(0, bytes.length / 2));
  await write("zero.parquet", "");
  await write("text.parquet", "a,b\n1,2\n");
  await Deno.mkdir(at("none"), { recursive: true });
  await Deno.mkdir(at("mixed"), { recursive: true });
  await Deno.copyFile(at("bad/whole.parquet"), at("mixed/a.parquet"));
  await write("mixed/b.csv", "a\n1\n");
  await parquet("apart/a.parquet", "select 1 as a");
  await parquet("apart/b.parquet", "select 1 as b");
  await run(`copy (select 1 as a, 2 as "A") to '${at("case.parquet")}'`).catch(
    () => {},
  );
  const cases: Record<string, string | RegExp> = {
    "missing.parquet": "it does not exist",
    "zero.parquet": "it has 0 bytes",
    "cut.parquet": `it is cut off after ${
      Math.floor(bytes.length / 2)
    } bytes, its footer is missing; a whole Parquet file is needed`,
    "text.parquet": "it holds CSV, not Parquet as its name says",
    "*.nothing": "no file matches it, one or more are needed",
    none:
      "the folder holds no data files; Parquet, CSV, NDJSON or Arrow IPC is needed",
    mixed:
      "it holds Parquet (a.parquet) and CSV (b.csv), files of one kind are needed",
    apart:
      "no column stands in all 2 files (as a.parquet and b.parquet), files of one table are needed",
    "lake:films": "the folder of the lake is needed (--lake DIR)",
  };
  for (const [input, why] of Object.entries(cases)) {
    expect(await refusal(input)).toBe(`Cannot read "${input}": ${why}`);
  }
  expect(() => columnOf({ columns: [], name: "x" } as unknown as Table, "y"))
    .toThrow();
});

test("read() names a file of a glob that is damaged", async () => {
  await parquet("some/a.parquet", "select 1 as a");
  const bytes = await Deno.readFile(at("some/a.parquet"));
  bytes.fill(0xff, bytes.length - 60, bytes.length - 8);
  await Deno.writeFile(at("some/b.parquet"), bytes);
  expect(await refusal("some/*.parquet")).toMatch(
    /^Cannot read ".*some\/b.parquet": its Parquet footer is damaged \([^\n]*\), a whole Parquet file is needed$/,
  );
});
