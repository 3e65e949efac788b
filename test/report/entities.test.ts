import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import { type Report } from "../../lib/report/mod.ts";
import { read, report } from "../../lib/native/mod.ts";

/** Rows of users that resemble each other: of the variance of each column `icc` lies between users. */
function rows(users: number, each: number, icc: number, seed: number) {
  const next = random(`entities ${seed}`);
  return Array.from({ length: users }, (_, u) => {
    const own = Array.from({ length: 6 }, () => next.normal());
    return Array.from({ length: each }, () => {
      const z = own.map((b) =>
        Math.sqrt(icc) * b + Math.sqrt(1 - icc) * next.normal()
      );
      return {
        user: `${seed}-${u}`,
        a: z[0]!,
        b: z[1]!,
        c: z[2]!,
        flag: z[3]! < -0.5,
        rare: z[4]! < -2 ? 1 : 0,
        city: z[5]! < 0 ? "Lima" : z[5]! < 1 ? "Kyoto" : "Oslo",
      };
    });
  }).flat();
}

const failed = ({ results }: Report) =>
  results.filter(({ room, verdict }) => room === "drift" && verdict === "fail");

test("with --entity rows of one user count as fewer, and the report says so", async () => {
  const current = rows(60, 50, 0.3, 1), reference = rows(60, 50, 0.3, 2);
  const without = await report(current, { reference });
  expect(failed(without).length).toBeGreaterThan(0);
  expect(without.honesty[1]).toMatch(
    /^Rows of one "user" resemble each other \(up to [\d.]+ rows say as much as one\) and no --entity was given: false alarms are more frequent than stated\.$/,
  );
  const made = await report(current, { reference, entity: "user" });
  expect(failed(made)).toEqual([]);
  expect(made.honesty[1]).toMatch(
    /^Rows of one "user" resemble each other, and are counted so: up to [\d.]+ rows say as much as one\.$/,
  );
});

test("an entity of one row each changes no verdict and no p-value", async () => {
  const current = rows(3000, 1, 0.3, 3),
    reference = rows(3000, 1, 0.3, 4)
      .map((row) => ({ ...row, a: row.a + 0.3 }));
  const exclude = ["user"];
  const without = await report(
    current.map((row, i) => ({ ...row, key: `k${i}` })),
    {
      reference: reference.map((row, i) => ({ ...row, key: `r${i}` })),
      exclude,
    },
  );
  const made = await report(
    current.map((row, i) => ({ ...row, key: `k${i}` })),
    {
      reference: reference.map((row, i) => ({ ...row, key: `r${i}` })),
      exclude,
      entity: "key",
    },
  );
  const pick = ({ results }: Report) =>
    results.filter(({ id, columns }) =>
      id === "drift/change" && columns.column !== "key"
    ).map(({ check, verdict, details }) => [check, verdict, details.ownPValue]);
  expect(pick(made)).toEqual(pick(without));
  expect(pick(made)[0]!.slice(0, 2)).toEqual([
    "drift/change(column=a)",
    "fail",
  ]);
});

test("a category that both sides share is no entity", async () => {
  const towns = (seed: number) => {
    const next = random(seed);
    return Array.from({ length: 4000 }, () => {
      const town = next.integer(80);
      return { town: `t${town}`, price: town % 9 + next.normal() };
    });
  };
  const made = await report(towns(1), { reference: towns(2) });
  expect(made.honesty).toHaveLength(1);
});

test("an entity that a side lacks is a mistake that says so", async () => {
  const current = await read([{ x: 1, user: "a" }, { x: 2, user: "a" }], {
    name: "current",
  });
  await expect(
    report(current, { reference: [{ x: 1 }, { x: 3 }], entity: "user" }),
  ).rejects.toThrow('column "user" is missing');
});

test("a score without labels says what cannot be seen", async () => {
  const scored = (seed: number) => {
    const next = random(seed);
    return Array.from({ length: 500 }, () => ({ score: next.uniform() }));
  };
  const blind = await report(scored(1), {
    reference: scored(2),
    score: "score",
  });
  expect(blind.honesty.at(-1)).toBe(
    "No label was given: a break of p(label | score), by a changed concept or base rate, cannot be seen here, and estimates without labels do not see it either.",
  );
  const late = await report(
    scored(1).map((row) => ({ ...row, label: null })),
    {
      reference: scored(2).map((row, i) => ({ ...row, label: i % 2 })),
      score: "score",
      label: "label",
    },
  );
  expect(late.honesty.at(-1)).toMatch(/^No label has arrived: /);
  const seen = await report(
    scored(1).map((row, i) => ({ ...row, label: i % 2 })),
    { score: "score", label: "label" },
  );
  expect(seen.honesty).toEqual([]);
});
