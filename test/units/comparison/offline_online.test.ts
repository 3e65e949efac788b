import { expect, test } from "vitest";
import { offlineOnline } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/comparison.json" with { type: "json" };
import { ask } from "../ask.ts";

const roles = {
  version: "v",
  query: "q",
  score: "s",
  label: "y",
  click: "c",
};
const versions = golden.offline_online.versions.length;
const current = Array.from({ length: 300 }, (_, i) => ({
  v: i % versions,
  q: `q${i % 25}`,
  s: ((i * 37) % 101) / 101,
  y: (i * 7) % 3,
  c: (i * i + 3 * i) % 31 < 5 + 4 * ((i * 3) % versions),
}));

test("offlineOnline() is 1 when the better ranker got more clicks, -1 when fewer", async () => {
  const world = (clicked: boolean) => [
    { v: "a", q: 1, s: 2, y: 1, c: clicked },
    { v: "a", q: 1, s: 1, y: 0, c: clicked },
    { v: "b", q: 1, s: 1, y: 1, c: !clicked },
    { v: "b", q: 1, s: 2, y: 0, c: !clicked },
  ];
  expect((await ask(offlineOnline, roles, { current: world(true) })).value)
    .toBe(1);
  expect((await ask(offlineOnline, roles, { current: world(false) })).value)
    .toBe(-1);
});

test("offlineOnline() equals scikit-learn's NDCG@20 and scipy's Kendall over versions", async () => {
  const found = await ask(offlineOnline, roles, { current });
  const want = golden.offline_online;
  expect(found.value).toBeCloseTo(want.tau, 12);
  expect(found.pValue).toBeCloseTo(want.pValue, 12);
  const versions = found.details!.versions as {
    ndcg: number;
    clickRate: number;
  }[];
  versions.forEach((version, i) => {
    expect(version.ndcg).toBeCloseTo(want.versions[i]!.ndcg, 12);
    expect(version.clickRate).toBeCloseTo(want.versions[i]!.clickRate, 12);
  });
});

test("offlineOnline() of one version is unknown and still tells its figures", async () => {
  const found = await ask(offlineOnline, roles, {
    current: current.map((row) => ({ ...row, v: 1 })),
  });
  expect(found.unknown).toBe(
    "two versions with labels and clicks are needed, found 1",
  );
  expect(found.details!.versions).toHaveLength(1);
});

test("offlineOnline() refuses a list of half an item", () => {
  expect(() => check(offlineOnline, roles, anything, { options: { k: 0.5 } }))
    .toThrow(
      new RangeError(
        'Cannot use "k" of "comparison/offline_online": it is 0.5, a whole number from 1 or null is needed',
      ),
    );
});
