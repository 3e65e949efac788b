import { expect, test } from "vitest";
import { random } from "../../../lib/math/mod.ts";
import { conceptChange } from "../../../lib/units/drift/mod.ts";
import { ask, type Literal } from "../ask.ts";

const roles = { score: "score", label: "label" };

/** Rows whose score lies around `centre` and whose label is positive with probability `given(score)`. */
function rows(
  n: number,
  seed: string,
  {
    centre = 0,
    given = (score: number) => score,
    label = (hit: boolean): Literal => hit ? 1 : 0,
  } = {},
): Record<string, Literal>[] {
  const next = random(`concept ${seed}`);
  return Array.from({ length: n }, () => {
    const score = 1 / (1 + Math.exp(-(centre + next.normal() - 1)));
    return { score, label: label(next.uniform() < given(score)) };
  });
}

test("conceptChange() counts by hand: two scores, one of which turned", async () => {
  const side = (a: number, b: number) =>
    [[0.2, a], [0.8, b]].flatMap(([score, hits]) =>
      Array.from(
        { length: 100 },
        (_, i) => ({ score: score!, label: i < hits! ? 1 : 0 }),
      )
    );
  const { value, effect, n, details } = await ask(conceptChange, roles, {
    reference: side(20, 80),
    current: side(50, 80),
  });
  // 15 points over both scores, 30 where the score is 0.2; the band is the larger and is sure
  expect(details!.whole).toMatchObject({ change: expect.closeTo(0.15, 12) });
  expect(value).toBeCloseTo(0.3, 12);
  expect(effect).toBeCloseTo(0.3, 12);
  expect(n).toEqual({ reference: 200, current: 200 });
  expect(details!.explanation).toMatch(
    /^label given score: at equal scores 50 % positive became 65 %, up 15 points \([\d.]+ to [\d.]+\); where the score is 0\.2 to 0\.2 20 % positive became 50 %, up 30 points/,
  );
});

test("conceptChange() is quiet when scores move and labels follow them", async () => {
  for (const centre of [-1.5, 1, 3]) {
    const { pValue } = await ask(conceptChange, roles, {
      reference: rows(5000, "then"),
      current: rows(4000, `now ${centre}`, { centre }),
    });
    expect(pValue).toBeGreaterThan(0.05);
  }
});

test("conceptChange() finds a changed concept while scores hold still, and a base rate that doubled", async () => {
  const turned = await ask(conceptChange, roles, {
    reference: rows(4000, "then"),
    current: rows(4000, "turned", { given: (s) => 0.5 - 0.3 * (s - 0.3) }),
  });
  expect(turned.pValue).toBeLessThan(1e-6);
  const doubled = await ask(conceptChange, roles, {
    reference: rows(20_000, "rare", { given: (s) => s / 100 }),
    current: rows(20_000, "double", { given: (s) => s / 40 }),
  });
  expect(doubled.pValue).toBeLessThan(1e-3);
  expect(doubled.effect).toBeGreaterThan(0);
});

test("conceptChange() finds a break in one band that cancels over all", async () => {
  const { pValue, details } = await ask(conceptChange, roles, {
    reference: rows(8000, "then", { given: () => 0.5 }),
    current: rows(8000, "tilted", { given: (s) => s > 0.25 ? 0.4 : 0.6 }),
  });
  expect(pValue).toBeLessThan(1e-3);
  expect(Math.abs((details!.whole as { change: number }).change)).toBeLessThan(
    0.06,
  );
});

test(
  "conceptChange() of one source alarms in at most 5 of 100, ties and all",
  async () => {
    let low = 0;
    for (let seed = 0; seed < 60; seed++) {
      const round = (row: Record<string, Literal>) => ({
        ...row,
        score: Math.round(Number(row.score) * 10) / 10,
      });
      const { pValue } = await ask(conceptChange, roles, {
        reference: rows(150 + 10 * seed, `a${seed}`).map(round),
        current: rows(900 - 10 * seed, `b${seed}`).map(round),
      });
      if (pValue! <= 0.05) low++;
    }
    expect(low).toBeLessThanOrEqual(4);
  },
  60_000,
);

test("conceptChange() takes booleans and a named class", async () => {
  const of = (label: (hit: boolean) => Literal, options = {}) =>
    ask(conceptChange, roles, {
      reference: rows(500, "then", { label }),
      current: rows(500, "now", { label, given: (s) => s / 3 }),
      options,
    });
  const plain = await of((hit) => hit ? 1 : 0);
  expect((await of((hit) => hit)).pValue).toBe(plain.pValue);
  const named = await of((hit) => hit ? "bad" : "good", { positive: "bad" });
  expect(named.pValue).toBe(plain.pValue);
});

test("a design effect counts rows as fewer", async () => {
  const question = {
    reference: rows(3000, "then"),
    current: rows(3000, "now", { given: (s: number) => s * 0.8 }),
  };
  const alone = await ask(conceptChange, roles, question);
  const together = await ask(conceptChange, roles, {
    ...question,
    options: { designEffect: 8, degrees: 50 },
  });
  expect(together.pValue).toBeGreaterThan(alone.pValue!);
  expect(together.leastVisible!(0.05).change).toBeGreaterThan(
    alone.leastVisible!(0.05).change,
  );
});

test("conceptChange() is unknown without labels or of one class, and says so", async () => {
  const then = rows(50, "then");
  const missing = await ask(conceptChange, roles, {
    reference: then,
    current: then.map((row) => ({ ...row, label: null })),
    types: { label: "INTEGER" },
  });
  expect(missing.unknown).toBe(
    "no row of the current data has a score and a label that is 0, 1 or of a named class",
  );
  const none = then.map((row) => ({ ...row, label: 0 }));
  const one = await ask(conceptChange, roles, {
    reference: none,
    current: none,
  });
  expect(one.unknown).toBe(
    "both classes are needed, found 0 positive of 100 rows; name the positive class if the label is not 0 or 1",
  );
});

test("conceptChange() names a column that the reference lacks, and a wrong option", async () => {
  await expect(ask(conceptChange, roles, {
    reference: [{ score: 0.5 }],
    current: rows(5, "now"),
  })).rejects.toThrow(
    'Cannot compute "drift/concept_change": column "label" is missing in the reference, found "score"',
  );
  await expect(ask(conceptChange, roles, {
    reference: rows(5, "then"),
    current: rows(5, "now"),
    options: { designEffect: 0.5 },
  })).rejects.toThrow(
    'Cannot use "designEffect" of "drift/concept_change": it is 0.5, 1 or more is needed',
  );
});
