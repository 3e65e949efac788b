import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import type { Group } from "../../lib/report/look_closer.ts";
import { type Place, placeOf } from "../../lib/report/place.ts";
import { findingOf, ranked, tellPlace } from "../../lib/report/tell_place.ts";

function side(
  groups: Readonly<Record<string, readonly [n: number, x: number]>>,
) {
  return new Map<string | null, Group>(
    Object.entries(groups).map(([name, [n, x]]) => [
      name === "null" ? null : name,
      { rows: n, since: null, sums: [{ n, sum: x, squares: x }] },
    ]),
  );
}

const place = (
  a: Parameters<typeof side>[0],
  b: Parameters<typeof side>[0],
  kind: "slice" | "version" = "slice",
  by = "device",
): Place => placeOf(by, kind, side(a), side(b), 0)!;

test("a change inside one value is told as that value's part and share of the rows", () => {
  const found = place({ phone: [300, 3], tv: [700, 7] }, {
    phone: [300, 93],
    tv: [700, 7],
  });
  expect(findingOf(found)).toBe("within");
  expect(found.groups[0]).toMatchObject({
    value: "phone",
    carries: expect.closeTo(0.09, 12),
  });
  expect(tellPlace(found)).toBe(
    "100 % of it lies in device = phone, which has 30 % of the rows.",
  );
});

test("a change by other shares of the values is mix, a new value comes with it", () => {
  const mix = place({ phone: [500, 450], tv: [500, 50] }, {
    phone: [800, 720],
    tv: [200, 20],
  });
  expect(findingOf(mix)).toBe("mix");
  expect(mix.mix.value).toBeCloseTo(0.24, 12);
  expect(tellPlace(mix)).toBe(
    "100 % of it comes from other shares of device: phone had 50 % of the rows and has 80 %.",
  );
  const fresh = place({ tv: [1000, 0] }, { tv: [850, 0], console: [150, 150] });
  expect(findingOf(fresh)).toBe("new");
  expect(tellPlace(fresh)).toBe(
    "It comes with new values of device: console (15 % of the rows).",
  );
});

test("a change alike in all values says nothing; telling places go first, a version before a slice", () => {
  const even = place({ a: [500, 50], b: [500, 50] }, {
    a: [500, 150],
    b: [500, 150],
  });
  expect([findingOf(even), tellPlace(even)]).toEqual(["even", undefined]);
  const version = place(
    { 6: [1000, 100] },
    { 6: [500, 50], 7: [500, 250] },
    "version",
    "model",
  );
  const within = place({ a: [500, 5], b: [500, 5] }, {
    a: [500, 205],
    b: [500, 5],
  });
  expect(ranked([even, within, version])).toEqual([version, within, even]);
});

test("more than 20 values are told apart by the 20 with most rows; parts still add up", () => {
  const groups = (x: number) =>
    Object.fromEntries(
      Array.from(
        { length: 30 },
        (_, i) => [`v${i}`, [100 + i, x + i] as const],
      ),
    );
  const found = place(groups(5), groups(40));
  expect(found.groups.length).toBe(21);
  expect(found.values).toBe(30);
  expect(found.groups.reduce((sum, { carries }) => sum + carries, 0))
    .toBeCloseTo(found.change.value, 12);
});

test("one value, no rows or no change have no place", () => {
  expect(placeOf("x", "slice", side({ a: [9, 1] }), side({ a: [9, 5] }), 0))
    .toBeUndefined();
  expect(placeOf("x", "slice", side({}), side({ a: [9, 5], b: [9, 5] }), 0))
    .toBeUndefined();
  const same = side({ a: [9, 1], null: [9, 5] });
  expect(placeOf("x", "slice", same, same, 0)).toBeUndefined();
});

test("a change alike in all values is called so in at least 95 % of 400 places of 300 rows", () => {
  const next = random(17);
  let told = 0;
  for (let world = 0; world < 400; world++) {
    const draw = (share: number) => {
      const groups: Record<string, [number, number]> = {
        a: [0, 0],
        b: [0, 0],
        c: [0, 0],
        d: [0, 0],
      };
      for (let i = 0; i < 300; i++) {
        const group = groups["abcd"[Math.floor(4 * next.uniform())]!]!;
        group[0]++;
        group[1] += Number(next.uniform() < share);
      }
      return groups;
    };
    told += Number(findingOf(place(draw(0.1), draw(0.2))) !== "even");
  }
  expect(told / 400).toBeLessThan(0.05);
});
