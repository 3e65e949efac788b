import { expect, test } from "vitest";
import { report } from "../../lib/native/mod.ts";
import { together } from "../../lib/report/mod.ts";

const rows = Array.from({ length: 60 }, (_, i) => ({
  a: 1,
  b: 1,
  c: 2,
  x: i,
  label: "sea",
}));

test("together() says once what holds of several columns, and names them", async () => {
  const { results } = await report(rows, { label: "label", skip: ["label_"] });
  const said = together(results.filter(({ verdict }) => verdict !== "pass"))
    .map(({ name, said }) => `${name}: ${said}`);
  expect(said).toEqual([
    "validation/constant_column (2 columns): a and b: holds one value only: 1",
    "validation/constant_column(column=c): c holds one value only: 2",
    'validation/constant_column(column=label): label holds one value only: "sea"',
    'imbalance/class_imbalance(label=label): the label holds one class only: "sea"',
    'leakage/target_leakage (4 columns): a, b, c and x: label "label" holds one value only in the 60 rows looked at',
  ]);
});

test("the sentence names what to look at, by unit and column", async () => {
  const { sentence } = await report(rows);
  expect(sentence).toBe("Look at constant column (a, b, c and label).");
});

test("the sentence stays one line, whatever columns are called", async () => {
  const { sentence } = await report(
    rows.map(() => ({ ["a\nb\u001b[31m"]: 1, ["x".repeat(300)]: 1 })),
    { only: ["constant"] },
  );
  expect(sentence).toBe(
    `Look at constant column (a b [31m and ${"x".repeat(39)}…).`,
  );
});

test("a report in which no check is left is refused", async () => {
  await expect(report(rows, { only: ["nothing"] })).rejects.toThrow(
    /^Cannot report on "current": \d+ checks were there and none is left, a pattern that keeps one is needed, as "validation\/row_count\(\)"$/,
  );
  await expect(report(rows, { checks: [] })).rejects.toThrow(
    'Cannot report on "current": the suite holds no check, one or more are needed',
  );
});

test("a label that is its own score is refused", async () => {
  await expect(report(rows, { label: "x", score: "x" })).rejects.toThrow(
    'Cannot use column "x" as label and as score: it is one column, two are needed',
  );
});

test("a metric asked for by its roles that cannot be had is unknown", async () => {
  const { verdict, results } = await report(
    rows.map((row, i) => ({ ...row, label: "abc"[i % 3] })),
    { label: "label", score: "x", only: ["roc_auc"] },
  );
  expect(verdict).toBe("unknown");
  expect(results[0]!.details.reason).toContain("name the positive class");
});

test("a counter is named and not judged, a unit change of whole numbers is judged", async () => {
  const made = await report(
    Array.from({ length: 2000 }, (_, i) => ({
      id: 2000 + i,
      cents: 1000 * (50 + i),
    })),
    {
      reference: Array.from({ length: 2000 }, (_, i) => ({
        id: i,
        cents: 50 + i,
      })),
    },
  );
  expect([...made.follows.keys()]).toEqual(["id"]);
  expect(made.sentence).toBe("1 of 1 column changed (cents).");
});
