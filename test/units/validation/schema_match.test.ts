import { expect, test } from "vitest";
import { schemaMatch } from "../../../lib/units/validation/mod.ts";
import { column } from "../../../lib/table/mod.ts";
import { ask } from "../ask.ts";

const file = (path: string, types: Record<string, string>) => ({
  path,
  rows: 1,
  columns: Object.entries(types).map(([name, type]) => column(name, type)),
});

test("schemaMatch() of equal columns is 0, in any order", async () => {
  const { value } = await ask(schemaMatch, {}, {
    reference: [{ a: 1, b: "x" }],
    current: [{ b: "y", a: 2 }],
  });
  expect(value).toBe(0);
});

test("schemaMatch() names what is missing, added, changed and renamed", async () => {
  const answer = await ask(schemaMatch, {}, {
    reference: [{ a: 1, b: "x", Amount: 1, n: 1n }],
    current: [{ a: "one", c: true, amount: 1, n: 1 }],
  });
  expect(answer).toMatchObject({
    value: 6,
    effect: 3,
    details: {
      missing: ["b", "Amount"],
      added: ["c", "amount"],
      renamed: [{ from: "Amount", to: "amount" }],
      changed: [
        {
          column: "a",
          reference: "DOUBLE",
          current: "VARCHAR",
          breaking: true,
        },
        {
          column: "n",
          reference: "BIGINT",
          current: "DOUBLE",
          breaking: false,
        },
      ],
      explanation:
        "Columns differ: missing: b, Amount; added: c, amount; changed: a DOUBLE to VARCHAR, n BIGINT to DOUBLE",
    },
  });
});

test("schemaMatch() says from which file on a column has another type", () => {
  const current = {
    name: "2019",
    rows: 3,
    columns: new Map(),
    notes: [],
    files: [
      file("d/01.parquet", { v: "BIGINT", w: "DOUBLE" }),
      file("d/02.parquet", { v: "BIGINT", w: "DOUBLE" }),
      file("d/07.parquet", { v: "DOUBLE", w: "DOUBLE" }),
    ],
  };
  const answer = schemaMatch.compare({ reference: undefined, current }, {}, {});
  expect(answer).toMatchObject({
    value: 1,
    details: {
      files: [{
        column: "v",
        runs: [
          {
            type: "BIGINT",
            from: "d/01.parquet",
            to: "d/02.parquet",
            files: 2,
          },
          {
            type: "DOUBLE",
            from: "d/07.parquet",
            to: "d/07.parquet",
            files: 1,
          },
        ],
      }],
      explanation:
        "Columns differ: differing between files: v BIGINT then DOUBLE from 07.parquet",
    },
  });
});

test("schemaMatch() with nothing to compare is unknown", async () => {
  expect((await ask(schemaMatch, {}, { current: [{ a: 1 }] })).unknown).toBe(
    "no reference was given, and there are no two files",
  );
});
