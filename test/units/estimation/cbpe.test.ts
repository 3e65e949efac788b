import { expect, test } from "vitest";
import { cbpe } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/estimation.json" with { type: "json" };
import { random } from "../../../lib/math/mod.ts";
import { ask } from "../ask.ts";
import { labelled, later } from "./world.ts";

const roles = { score: "s", prediction: "p", label: "y" };

test("cbpe() of scores that are right 7 times in 10 expects an accuracy of 0.7", async () => {
  const reference = Array.from({ length: 200 }, (_, i) => ({
    s: i % 2,
    p: i % 2,
    y: i % 20 < 14 ? i % 2 : 1 - i % 2,
  }));
  const found = await ask(cbpe, roles, {
    current: reference.map(({ s, p }) => ({ s, p })),
    reference,
    options: { metric: "accuracy" },
  });
  expect(found.value).toBeCloseTo(0.7, 14);
  expect(found.effect).toBeCloseTo(0, 14);
});

test("cbpe() equals scikit-learn's isotonic regression and weighted metrics", async () => {
  const found = await ask(cbpe, roles, { current: later, reference: labelled });
  const estimates = found.details!.estimates as Record<string, number>;
  expect(found.value).toBe(estimates.roc_auc);
  for (const [name, value] of Object.entries(golden.cbpe)) {
    expect(estimates[name]).toBeCloseTo(value, 10);
  }
});

test("cbpe()'s interval holds the realised figure 19 times in 20", async () => {
  let held = 0;
  for (let seed = 0; seed < 40; seed++) {
    const stream = random(seed);
    const side = (n: number, power: number) =>
      Array.from({ length: n }, () => {
        const s = stream.uniform() ** power;
        return { s, p: s > 0.5 ? 1 : 0, y: stream.uniform() < s ? 1 : 0 };
      });
    const { interval, details } = await ask(cbpe, roles, {
      reference: side(600, 1),
      current: side(300, 0.7),
    });
    const { roc_auc } = details!.realised as { roc_auc: number };
    if (interval![0] <= roc_auc && roc_auc <= interval![1]) held++;
  }
  // 38 expected; fewer than 33 has probability 0.002
  expect(held).toBeGreaterThanOrEqual(33);
}, 60_000);

test("cbpe() says when calibration does not hold and how old the labels are", async () => {
  const day = (n: number) => new Date(Date.UTC(2026, 0, n));
  const found = await ask(cbpe, roles, {
    reference: labelled.map((row) => ({ ...row, t: day(1) })),
    current: later.map((row) => ({ ...row, t: day(8) })),
    options: { time: "t" },
  });
  expect(found.details).toMatchObject({
    labels: 400,
    labelAgeSeconds: 7 * 86_400,
    calibration: { holds: true },
  });
});

test("cbpe() with few labels of a class is unknown", async () => {
  const { unknown } = await ask(cbpe, roles, {
    current: later,
    reference: labelled.slice(0, 20).map((row) => ({ ...row, y: 1 })),
  });
  expect(unknown).toBe(
    "at least 30 labels of each class are needed in the reference, found 20 positive and 0 negative",
  );
});

test("cbpe() refuses a metric that it cannot estimate", () => {
  expect(() => check(cbpe, roles, anything, { options: { metric: "mcc" } }))
    .toThrow(
      new RangeError(
        'Cannot use "metric" of "estimation/cbpe": it is "mcc", one of "roc_auc", "average_precision", "accuracy", "precision", "recall", "specificity", "f1", "true_positive", "false_positive", "false_negative", "true_negative" is needed',
      ),
    );
});

/** Users whose clicks lean one way or the other: rows of one user are alike. */
function users(stream: ReturnType<typeof random>, n: number, from: number) {
  return Array.from({ length: n }, (_, i) => {
    const lean = 1.5 * stream.normal();
    return Array.from({ length: 20 }, () => {
      const z = stream.normal(), s = 1 / (1 + Math.exp(-z));
      const p = 1 / (1 + Math.exp(-z - lean));
      return {
        s,
        p: s > 0.5 ? 1 : 0,
        y: stream.uniform() < p ? 1 : 0,
        user: `u${from + i}`,
      };
    });
  }).flat();
}

test(
  "cbpe()'s interval holds the realised figure when rows of a user are alike, if it is told so",
  async () => {
    const held = { rows: 0, users: 0 };
    for (let seed = 0; seed < 30; seed++) {
      const stream = random(`users ${seed}`);
      const data = {
        reference: users(stream, 60, 0),
        current: users(stream, 30, 100),
      };
      for (
        const [name, group] of [["rows", null], ["users", "user"]] as const
      ) {
        const { interval, details } = await ask(cbpe, roles, {
          ...data,
          options: { metric: "accuracy", group },
        });
        const { accuracy } = details!.realised as { accuracy: number };
        if (interval![0] <= accuracy && accuracy <= interval![1]) held[name]++;
      }
    }
    // 28.5 expected; fewer than 24 has probability 0.003
    expect(held.users).toBeGreaterThanOrEqual(24);
    expect(held.rows).toBeLessThan(held.users);
  },
  120_000,
);

test("cbpe() of a group of single rows says what it says without, but for chance", async () => {
  const alone = labelled.map((row, i) => ({ ...row, user: `u${i}` }));
  const current = later.map((row, i) => ({ ...row, user: `v${i}` }));
  const [plain, grouped] = await Promise.all(
    [null, "user"].map((group) =>
      ask(cbpe, roles, { reference: alone, current, options: { group } })
    ),
  );
  expect(grouped!.value).toBe(plain!.value);
  const width = (of: typeof plain) => of!.interval![1] - of!.interval![0];
  expect(width(grouped!) / width(plain!)).toBeGreaterThan(0.7);
  expect(width(grouped!) / width(plain!)).toBeLessThan(1.4);
});

test("cbpe() refuses a group that no column has", async () => {
  await expect(
    ask(cbpe, roles, {
      reference: labelled,
      current: later,
      options: { group: "user" },
    }),
  ).rejects.toThrow(
    'Cannot use option "group": column "user" is missing, found "s", "p", "y"',
  );
});
