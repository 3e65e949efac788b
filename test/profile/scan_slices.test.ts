import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import {
  type ColumnProfile,
  plan,
  scan,
  scanSlices,
} from "../../lib/profile/mod.ts";
import { slicesOf } from "../../lib/table/mod.ts";
import { type Literal, tableOf } from "../units/ask.ts";

function rows(n: number): Record<string, Literal>[] {
  const next = random(11);
  return Array.from({ length: n }, (_, i) => ({
    country: next.choice(["x'y", "de", null, "fr"]),
    x: next.choice([next.normal(), next.normal(), null, NaN, 1e9, -1e9]),
    few: next.integer(4),
    ts: new Date(Date.UTC(2026, 0, 1) + i * 1000),
    city: next.choice(["Kyoto", null, "Lima", "L".repeat(300)]),
    flag: next.uniform() < 0.3,
    none: null,
  }));
}

/** What a comparison reads of a column. */
function read({ rows, nulls, nonFinite, numbers, values }: ColumnProfile) {
  return {
    rows,
    nulls,
    nonFinite,
    values: values && {
      ...values,
      count: [...values.count].sort(([a], [b]) => a < b ? -1 : 1),
    },
    numbers: numbers && {
      grid: numbers.grid,
      index: [...numbers.index],
      count: [...numbers.count],
      sum: [...numbers.sum].map((x) => Number(x.toPrecision(9))),
    },
  };
}

test.each([true, false])(
  "scanSlices() equals scan() of each slice alone (exact: %s)",
  async (exact) => {
    const table = await tableOf(rows(700), { types: { none: "DOUBLE" } });
    const made = await plan(table, { rows: 700, exact });
    const slices = await slicesOf(table, "country");
    const found = await scanSlices(table, "country", slices, made);
    expect(slices.map(({ value }) => value).sort()).toEqual(
      ["de", "fr", "x'y", null].sort(),
    );
    for (const [i, slice] of slices.entries()) {
      const alone = await scan(slice.table, made, slice.rows);
      for (const [name, column] of alone.columns) {
        expect(read(found[i]!.columns.get(name)!), `${slice.value} ${name}`)
          .toEqual(read(column));
      }
    }
  },
);

test("scanSlices() of a slice that has no rows is empty", async () => {
  const table = await tableOf(rows(50), { types: { none: "DOUBLE" } });
  const made = await plan(table, { rows: 50, exact: true });
  const [profile] = await scanSlices(
    table,
    "country",
    [{ value: "atlantis", rows: 0 }],
    made,
  );
  expect(profile!.columns.get("x")).toMatchObject({ rows: 0, nulls: 0 });
  expect(profile!.columns.get("city")!.values!.distinct).toBe(0);
});
