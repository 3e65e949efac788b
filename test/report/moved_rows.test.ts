import { expect, test } from "vitest";
import { read } from "../../lib/native/mod.ts";
import { profilesOf } from "../../lib/check/mod.ts";
import { pairOf } from "../../lib/profile/mod.ts";
import { sql, type Table } from "../../lib/table/mod.ts";
import { movedRows } from "../../lib/report/moved_rows.ts";

type Value = string | number | boolean | null;

async function ask(
  before: readonly Value[],
  after: readonly Value[],
  axis?: string,
) {
  const table = (values: readonly Value[]) =>
    read(values.map((x, i) => ({ i, x })), { types: {} });
  const reference = await table(before), current = await table(after);
  const profiles = await profilesOf({ reference, current });
  const rows = movedRows(pairOf(profiles, "x")!, axis);
  if (!rows) return undefined;
  // the outcome, asked of every row, must count what the profile says
  const share = async ({ engine, relation }: Table) => {
    const [row] = await engine.rows(
      sql`select avg(${rows.outcome}) as "share" from ${relation}`,
    );
    return row!.share as number;
  };
  expect(await share(reference)).toBeCloseTo(rows.before, 12);
  expect(await share(current)).toBeCloseTo(rows.after, 12);
  const missing = axis === "missing";
  for (
    const [values, wanted] of [
      [before, rows.before],
      [after, rows.after],
    ] as const
  ) {
    const cells = values.map((x) => typeof x === "boolean" ? String(x) : x)
      .filter((x) => missing || x !== null);
    expect(cells.filter((x) => rows.includes(x)).length / cells.length)
      .toBeCloseTo(wanted, 12);
  }
  return [rows.words, rows.before, rows.after];
}

test("a share of missing values is asked in the direction in which it grew", async () => {
  expect(await ask([1, 2, 3, 4], [1, null, null, 4], "missing")).toEqual([
    "missing values",
    0,
    0.5,
  ]);
  expect(await ask([1, null, null, 4], [1, 2, 3, 4], "missing"))
    .toEqual(["values that are there", 0.5, 1]);
});

test("a shift is asked as values beyond the limit of the largest distance", async () => {
  expect(await ask([1, 2, 3, 4], [3, 4, 5, 6], "body"))
    .toEqual(["values above 2", 0.5, 1]);
  expect(await ask([3, 4, 5, 6], [1, 2, 3, 4], "body"))
    .toEqual(["values up to 2", 0, 0.5]);
});

test("a spread that shrinks is asked as the range that filled", async () => {
  expect(await ask([0, 1, 5, 6, 9, 10], [4, 5, 5, 6, 6, 10], "shape"))
    .toEqual(["values from 4 to 6", 2 / 6, 5 / 6]);
});

test("values beyond the reference's range, and single values", async () => {
  expect(await ask([1, 2, 3, 4], [1, 2, 3, 99], "range"))
    .toEqual(["values above 4", 0, 0.25]);
  expect(await ask([1, 2, 3, 4], [-1, -1, 2, 3], "values"))
    .toEqual(["values at -1", 0, 0.5]);
});

test("categories: the value that grew, or all but the one that fell", async () => {
  expect(await ask(["a", "a", "b"], ["a", "c", "c"]))
    .toEqual(['"c"', 0, 2 / 3]);
  expect(await ask(["a", "a", "a", "b"], ["b", "c", "d", "e"]))
    .toEqual(['values other than "a"', 0.25, 1]);
  expect(await ask([true, true, false], [false, false, false]))
    .toEqual(['"false"', 1 / 3, 1]);
});

test("quotes, line breaks and values of over 200 characters are asked exactly", async () => {
  const hostile = `o'b"r\n</script>`, long = "x".repeat(300);
  expect(await ask(["a", "b"], ["a", hostile]))
    .toEqual([JSON.stringify(hostile), 0, 0.5]);
  expect((await ask(["a", "b"], ["a", long]))!.slice(1)).toEqual([0, 0.5]);
});

test("values are asked among those that are there, whatever is missing", async () => {
  expect(await ask(["a", "b", null, null], ["a", "c", "c", null], "categories"))
    .toEqual(['"c"', 0, 2 / 3]);
  expect(await ask([1, 2, null, null], [3, 3, 3, null], "body"))
    .toEqual(["values above 2", 0, 1]);
});

test("equal sides have no rows that moved", async () => {
  expect(await ask([1, 2, null], [1, 2, null])).toBeUndefined();
});
