import { expect, test } from "vitest";
import { mayRound, unifyTypes } from "../../lib/table/mod.ts";

test.each([
  ["BIGINT", "BIGINT", "BIGINT"],
  ["INTEGER", "BIGINT", "BIGINT"],
  ["UINTEGER", "INTEGER", "BIGINT"],
  ["UBIGINT", "BIGINT", "HUGEINT"],
  ["UTINYINT", "HUGEINT", "HUGEINT"],
  ["BIGINT", "DOUBLE", "DOUBLE"],
  ["FLOAT", "INTEGER", "DOUBLE"],
  ["DECIMAL(10,2)", "DECIMAL(5,4)", "DECIMAL(12,4)"],
  ["DECIMAL(10,2)", "INTEGER", "DECIMAL(12,2)"],
  ["DECIMAL(38,0)", "DECIMAL(38,38)", "VARCHAR"],
  ["DATE", "TIMESTAMP", "TIMESTAMP"],
  ["TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_NS"],
  ["TIMESTAMP", "TIMESTAMPTZ", "VARCHAR"],
  ["BOOLEAN", "INTEGER", "VARCHAR"],
  ["NULL", "DATE", "DATE"],
  ["VARCHAR", "DOUBLE", "VARCHAR"],
  ["STRUCT(a INTEGER)", "STRUCT(b INTEGER)", "VARCHAR"],
])("unifyTypes() of %s and %s is %s either way round", (a, b, both) => {
  expect([unifyTypes(a, b), unifyTypes(b, a)]).toEqual([both, both]);
});

test("mayRound() is true for whole numbers of more than 15 digits only", () => {
  const rounding = ["BIGINT", "UBIGINT", "HUGEINT", "DECIMAL(18,2)"];
  expect(rounding.map((type) => mayRound(type, "DOUBLE"))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  const exact = ["INTEGER", "FLOAT", "DECIMAL(10,2)", "DOUBLE"];
  expect(exact.some((type) => mayRound(type, "DOUBLE"))).toBe(false);
});
