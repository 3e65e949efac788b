import { expect, test } from "vitest";
import { shareColumn, unifySchemas } from "../../lib/table/mod.ts";

const files = (types: readonly (string | undefined)[], name = "a") =>
  types.map((type, i) => ({
    path: `/data/${i + 1}.parquet`,
    columns: [
      { name: "id", type: "BIGINT" },
      ...type === undefined ? [] : [{ name, type }],
    ],
  }));
const notes = (types: readonly (string | undefined)[]) =>
  unifySchemas(files(types)).notes.map(({ message }) => message);

test("unifySchemas() of equal files has nothing to say", () => {
  expect(unifySchemas(files(["DATE", "DATE"]))).toEqual({
    columns: [{ name: "id", type: "BIGINT" }, { name: "a", type: "DATE" }],
    notes: [],
  });
});

test("unifySchemas() names the file from which a type or a column changes", () => {
  expect(notes(["BIGINT", "BIGINT", "DOUBLE", "DOUBLE"])).toEqual([
    "one column turns from BIGINT to DOUBLE from 3.parquet on: a",
  ]);
  expect(notes(["BOOLEAN", "DATE"])).toEqual([
    "one column turns from BOOLEAN to DATE from 2.parquet on, read as VARCHAR: a",
  ]);
  expect(notes([undefined, "DATE", "DATE"])).toEqual([
    "one column is missing before 2.parquet, null there: a",
  ]);
  expect(notes(["DATE", undefined])).toEqual([
    "one column is missing from 2.parquet on, null there: a",
  ]);
});

test("unifySchemas() lists the runs of a type that comes and goes", () => {
  expect(notes(["BIGINT", "DOUBLE", "DOUBLE", "BIGINT"])).toEqual([
    "one column changes between files (BIGINT in 1.parquet, DOUBLE in 2.parquet to 3.parquet, BIGINT in 4.parquet), read as DOUBLE: a",
  ]);
});

test("unifySchemas() takes a column without values for any type", () => {
  expect(notes(["NULL", "DATE", "NULL"])).toEqual([]);
});

test("unifySchemas() reads names that differ in case between files as one, and says so", () => {
  const [first] = files(["DATE"]), [second] = files(["DATE"], "A");
  const found = unifySchemas([first!, { ...second!, path: "/data/2.parquet" }]);
  expect(found.columns.map(({ name }) => name)).toEqual(["id", "a"]);
  expect(found.notes.map(({ message }) => message)).toEqual([
    'column "a" is written "A" in 2.parquet: read as one',
  ]);
});

test("shareColumn() is false for files without a column in common", () => {
  expect(shareColumn(files(["DATE", "DATE"]))).toBe(true);
  const column = (name: string) => ({
    path: name,
    columns: [{ name, type: "DATE" }],
  });
  expect(shareColumn([column("x"), column("y")])).toBe(false);
});
