import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import { classSampleOf, sampleOf } from "../../lib/profile/mod.ts";
import { columnOf, rawSql } from "../../lib/table/mod.ts";
import { engine, rowsOf, tableOf } from "../units/ask.ts";

/** A table of n rows, every so many of them positive. */
async function labelled(n: number, every: number, type = "INTEGER") {
  const label = `cast(i % ${every} = 0 as ${type})`;
  const table = await tableOf([], { types: { i: "BIGINT", y: type } });
  await (await engine()).run(
    rawSql(
      `insert into ${table.relation.text} select i, ${label} from range(${n}) r(i)`,
    ),
  );
  const { rows: _, ...rest } = table;
  return rest;
}

test("classSampleOf() holds 500 of a class that the sample nearly lacks, weighed back", async () => {
  for (const type of ["INTEGER", "DOUBLE", "BOOLEAN"]) {
    const table = await labelled(1_000_000, 500, type);
    const sample = await sampleOf(table), label = columnOf(table, "y");
    const found = (await classSampleOf(table, label, sample))!;
    const cells = found.columns.get("y")!;
    const yes = cells.map((x) => x === 1 || x === "true");
    expect(yes.filter(Boolean).length).toBe(500);
    expect(
      yes.reduce((sum, is, i) => is ? sum + found.weights![i]! : sum, 0),
    ).toBeCloseTo(2_000, 6);
    expect(found.weights!.reduce((a, b) => a + b)).toBeCloseTo(1_000_000, 3);
    expect(
      found.columns.get("i")!.every((x, i) => Number(x) % 500 === 0 === yes[i]),
    ).toBe(true);
  }
});

test("classSampleOf() takes every row of a class that is rarer still, and knows a class the sample lacks", async () => {
  const table = await labelled(400_000, 50_000);
  const sample = await sampleOf(table);
  expect(new Set(sample.columns.get("y")).size).toBe(1);
  const found = (await classSampleOf(table, columnOf(table, "y"), sample))!;
  const at = found.columns.get("y")!.indexOf(1);
  expect(found.columns.get("y")!.filter((x) => x === 1).length).toBe(8);
  expect(found.weights![at]).toBe(1);
});

test("classSampleOf() is not needed where classes are common, or the label is a number or an id", async () => {
  const draw = random(3);
  const table = await tableOf(rowsOf({
    even: Array.from({ length: 3000 }, (_, i) => i % 2),
    number: Array.from({ length: 3000 }, () => draw.normal()),
    id: Array.from({ length: 3000 }, (_, i) => `row ${i}`),
    none: Array.from({ length: 3000 }, () => null),
  }));
  const sample = await sampleOf(table);
  for (const name of ["even", "number", "id", "none"]) {
    expect(await classSampleOf(table, columnOf(table, name), sample)).toBe(
      undefined,
    );
  }
});
