import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import type { ReportOptions } from "../../lib/report/mod.ts";
import { report } from "../../lib/native/mod.ts";

function rows(n: number, seed: string, given: (score: number) => number) {
  const next = random(`report concept ${seed}`);
  return Array.from({ length: n }, () => {
    const score = next.uniform();
    return { x: next.normal(), score, label: next.uniform() < given(score) };
  });
}

const roles: ReportOptions = { score: "score", label: "label" };
const check = "drift/concept_change(score=score, label=label)";
const honest = (score: number) => score;
// as many positives as before, elsewhere
const turned = (score: number) => 1 - score;

test("a report whose labels turn while inputs, scores and label share hold still says so", async () => {
  const made = await report(rows(4000, "now", turned), {
    reference: rows(4000, "then", honest),
    ...roles,
  });
  expect(made.results.find((result) => result.check === check)!.verdict).toBe(
    "fail",
  );
  expect(
    made.results.filter(({ id, verdict }) =>
      id === "drift/change" && verdict === "fail"
    ),
  ).toEqual([]);
  expect(made.sentence).toMatch(
    /^Label changed among rows of equal score \(by [\d.]+ points\)/,
  );
  expect(made.honesty).toHaveLength(1);
});

test("label given score shares the half of the level that label and score have", async () => {
  const made = await report(rows(4000, "now", honest), {
    reference: rows(4000, "then", honest),
    ...roles,
  });
  const found = made.results.find((result) => result.check === check)!;
  expect(found.verdict).toBe("pass");
  // four in the family: x has half of 5 %, label, score and their relation a third of the other half each
  expect(found.details.family).toBe(4);
  expect(found.details.leastVisible).toBeLessThan(0.1);
});

test("label given score is not asked without a score, of grades, or of labels that no class was named of", async () => {
  const asked = async (
    label: (hit: boolean, i: number) => string | number,
    options: ReportOptions = roles,
  ) => {
    const of = (seed: string) =>
      rows(300, seed, honest).map((row, i) => ({
        ...row,
        label: label(row.label, i),
      }));
    const made = await report(of("now"), { reference: of("then"), ...options });
    return made.results.some((result) => result.check === check);
  };
  expect(await asked((hit) => hit ? 1 : 0)).toBe(true);
  expect(await asked((hit) => hit ? 1 : 0, { label: "label" })).toBe(false);
  expect(await asked((_, i) => i % 5)).toBe(false);
  expect(await asked((hit) => hit ? "bad" : "good")).toBe(false);
  expect(
    await asked((hit) => hit ? "bad" : "good", { ...roles, positive: "bad" }),
  ).toBe(true);
});
