import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import { report } from "../../lib/native/mod.ts";

const HOSTILE = `</td><script>"it's"`;

/** Scores that are right in Lima, noise in Kyoto, of one class where the city is missing. */
function rows(n: number, seed: number) {
  const next = random(seed);
  return Array.from({ length: n }, (_, i) => {
    const city = i % 10 === 0 ? null : i % 2 ? "Lima" : HOSTILE;
    const label = city === null ? 1 : next.uniform() < 0.4 ? 1 : 0;
    const score = city === "Lima"
      ? 0.2 + 0.6 * label + 0.1 * next.uniform()
      : next.uniform();
    return { id: i, city, plan: `p${i % 25}`, label, score };
  });
}

const roles = { id: "id", label: "label", score: "score" };

test("a metric of a slice is the metric of its rows alone, the reference's beside it", async () => {
  const made = await report(rows(2000, 1), {
    reference: rows(2000, 2),
    ...roles,
    slice: ["city"],
  });
  const aucs = made.slices.filter(({ id }) => id === "metrics/roc_auc");
  expect(aucs.map(({ slice, details }) => [slice, details.rows])).toEqual([
    [{ city: "Lima" }, 1000],
    [{ city: HOSTILE }, 800],
    [{ city: null }, 200],
  ]);
  const alone = await report(
    rows(2000, 1).filter(({ city }) => city === HOSTILE),
    roles,
  );
  const auc = alone.results.find(({ id }) => id === "metrics/roc_auc")!;
  expect(aucs[0]!.value).toBe(1);
  expect(aucs[1]!.value).toBe(auc.value);
  expect(aucs[1]!.interval).toEqual(auc.interval);
  expect(aucs[0]!.details.reference).toMatchObject({ value: 1, n: 1000 });
  expect(aucs[2]!.value).toBeNull();
  expect(aucs[2]!.details.reason).toMatch(/^AUC needs both classes/);
});

test("slices are told and never judged: the other results are the same without them", async () => {
  const options = { reference: rows(2000, 2), ...roles };
  const without = await report(rows(2000, 1), options);
  const made = await report(rows(2000, 1), { ...options, slice: ["city"] });
  expect(made.results).toEqual(without.results);
  expect(made.verdict).toBe(without.verdict);
  expect(made.slices.map(({ verdict }) => verdict)).not.toContain("fail");
  expect(made.json().results).toEqual([...made.results, ...made.slices]);
});

test("the page has a table for each slice column, values inert", async () => {
  const made = await report(rows(2000, 1), {
    ...roles,
    slice: ["city", "plan"],
  });
  const { document } = parseHTML(made.html());
  const headings = [...document.querySelectorAll("h2")].map((h) =>
    h.textContent
  );
  expect(headings).toContain("How well it does by city");
  expect(document.body.textContent).toContain(HOSTILE);
  expect(document.querySelectorAll("script").length).toBe(0);
  expect(document.body.textContent).toContain(
    "The 20 most frequent of 25 values.",
  );
  expect(made.slices.filter(({ slice }) => "plan" in slice!).length).toBe(40);
});

test("a slice column that the reference lacks has no figure beside it", async () => {
  const made = await report(rows(200, 1), {
    reference: rows(200, 2).map(({ city: _, ...row }) => row),
    ...roles,
    slice: ["city"],
  });
  expect(made.slices[0]!.details.reference).toBeUndefined();
});

test("a slice column that is missing is refused by name", async () => {
  await expect(report(rows(20, 1), { ...roles, slice: ["town"] })).rejects
    .toThrow(
      'Cannot read "current": column "town" is missing, found "id", "city", "plan", "label", "score"',
    );
});
