import { expect, test } from "vitest";
import { parseHTML } from "linkedom";
import { random } from "../../lib/math/mod.ts";
import { read, report } from "../../lib/native/mod.ts";

const HOSTILE = `</script><script>window.__pwned=1</script>`;

function rows(n: number, seed: number, shift = 0) {
  const next = random(seed);
  return Array.from({ length: n }, (_, id) => ({
    id,
    x: next.normal() + shift,
    y: next.normal(),
    city: next.uniform() < 0.4 ? "Kyoto" : "Lima",
    label: next.uniform() < 0.3 ? 1 : 0,
    score: next.uniform(),
  }));
}

test("a report of equal sources is quiet", async () => {
  const made = await report(rows(2000, 1), {
    reference: rows(2000, 2),
    id: "id",
  });
  expect(made.results.filter(({ verdict }) => verdict === "fail")).toEqual([]);
  expect(made.sentence).toMatch(/^No change that matters in 5 columns/);
});

test("a report names what changed, worst first, and fails", async () => {
  const made = await report(rows(2000, 1, 1), {
    reference: rows(2000, 2),
    id: "id",
  });
  expect(made.verdict).toBe("fail");
  expect(made.sentence).toMatch(/^1 of 5 columns changed \(x\)/);
  expect(
    made.json().results.find(({ check }) => check === "drift/change(column=x)"),
  ).toMatchObject({ verdict: "fail", room: "drift" });
});

test("metrics stand beside the reference's own", async () => {
  const made = await report(rows(500, 1), {
    reference: rows(500, 2),
    label: "label",
    score: "score",
  });
  const auc = made.results.find(({ id }) => id === "metrics/roc_auc")!;
  expect(auc.value).toBeGreaterThan(0.4);
  expect(auc.details.reference).toMatchObject({ n: 500 });
});

test("columns that follow time are named and not judged", async () => {
  const at = (year: number) =>
    rows(600, year).map((row, i) => ({
      ...row,
      ts: new Date(Date.UTC(year, 0, 1, i)),
      number: (year - 2020) * 600 + i,
      yr: year,
      minutes: year === 2020 ? 90 + i % 30 : (90 + i % 30) * 60,
    }));
  const made = await report(await read(at(2021)), { reference: at(2020) });
  expect([...made.follows.keys()].sort()).toEqual(
    [
      "id",
      "number",
      "ts",
      "yr",
    ].filter((name) => name !== "id").sort(),
  );
  const loud = made.results.filter(({ verdict }) => verdict === "fail")
    .map(({ check }) => check);
  expect(loud).toEqual(["drift/change(column=minutes)"]);
});

test("names and values from the data are inert in the page", async () => {
  const hostile = (n: number, seed: number) =>
    rows(n, seed).map(({ x, city }) => ({
      [HOSTILE]: x + seed,
      "a\"b'c": `${city}${HOSTILE}${seed}`,
    }));
  const made = await report(hostile(400, 1), { reference: hostile(400, 5) });
  for (const page of [made.html(), made.junit(), made.markdown()]) {
    expect(page.toLowerCase()).not.toContain("<script");
  }
  const { document } = parseHTML(made.html());
  expect(document.querySelectorAll("script").length).toBe(0);
  expect(document.body.textContent).toContain(HOSTILE);
});

test("a report of 100 columns stays under 150 KB", async () => {
  const wide = (seed: number, shift: number) => {
    const next = random(seed);
    return Array.from(
      { length: 300 },
      () =>
        Object.fromEntries(
          Array.from(
            { length: 100 },
            (_, k) => [`feature_${k}`, next.normal() + (k < 20 ? shift : 0)],
          ),
        ),
    );
  };
  const made = await report(wide(1, 1), { reference: wide(2, 0) });
  expect(made.html().length).toBeLessThan(150 * 1024);
});

test("a report of no rows is unknown, never 0", async () => {
  const reference = await read(rows(50, 1));
  const made = await report(await read(rows(50, 1), { where: "false" }), {
    reference,
  });
  expect(made.sentence).toContain("has no rows");
  const nulls = made.results.find(({ id }) => id === "validation/null_rate")!;
  expect(nulls.value).toBeNull();
});

test("only and skip choose checks by name", async () => {
  const made = await report(rows(50, 1), {
    only: ["null_rate"],
    skip: ["column=x"],
  });
  expect(made.results.map(({ check }) => check)).toEqual([
    "validation/null_rate(column=id)",
    "validation/null_rate(column=y)",
    "validation/null_rate(column=city)",
    "validation/null_rate(column=label)",
    "validation/null_rate(column=score)",
  ]);
});

test("a column that the reference lacks is named, and the rest judged", async () => {
  const made = await report(rows(2000, 1).map((row) => ({ ...row, late: 1 })), {
    reference: rows(2000, 2),
    id: "id",
  });
  const schema = made.results.find(({ id }) =>
    id === "validation/schema_match"
  );
  expect(schema!.explanation).toContain("late");
  expect(made.results.find(({ check }) => check === "drift/change(column=x)"))
    .toMatchObject({ verdict: "pass" });
});
