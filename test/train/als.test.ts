import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import { als } from "../../lib/train/als.ts";
import golden from "../golden/train.json" with { type: "json" };

const dot = (
  a: Float32Array,
  i: number,
  b: Float32Array,
  j: number,
  k: number,
) =>
  a.subarray(i * k, i * k + k).reduce(
    (sum, v, d) => sum + v * b[j * k + d]!,
    0,
  );

test("als() offers Alice Toy Story through Bob", () => {
  // Alice watched Matrix and Inception, Bob Matrix and Toy Story, Carol Inception and Frozen, nobody Interstellar
  const [matrix, inception, toyStory, frozen, interstellar] = [0, 1, 2, 3, 4];
  const factors = als(
    {
      users: [0, 0, 1, 1, 2, 2],
      items: [matrix, inception, matrix, toyStory, inception, frozen],
      weights: [1, 1, 1, 1, 1, 1],
      userCount: 3,
      itemCount: 5,
    },
    random(1),
    { dims: 2, regularisation: 0.1, alpha: 5 },
  );
  const alice = [0, 1, 2, 3, 4].map((i) =>
    dot(factors.users, 0, factors.items, i, 2)
  );
  expect(alice[toyStory]).toBeGreaterThan(0.1);
  expect(alice[matrix]).toBeGreaterThan(alice[toyStory]!);
  expect(alice[interstellar]).toBe(0);
  expect(alice[frozen]).toBeGreaterThan(alice[interstellar]!);
});

test("als() equals the dense equations of the paper", () => {
  const { options, start, scores, ...interactions } = golden.als;
  let at = 0;
  const source = { ...random(0), normal: () => start[at++]! };
  const factors = als(interactions, source, options);
  const got = scores.map((_, k) => {
    const [user, item] = [
      Math.floor(k / interactions.itemCount),
      k % interactions.itemCount,
    ];
    return dot(factors.users, user, factors.items, item, options.dims);
  });
  // factors are float32
  got.forEach((value, k) =>
    expect(Math.abs(value - scores[k]!)).toBeLessThan(1e-5)
  );
});

test("als() repeats for the same seed and gives nobody's items the zero vector", () => {
  const interactions = {
    users: [0, 1],
    items: [0, 0],
    weights: [1, 2],
    userCount: 3,
    itemCount: 2,
  };
  const once = als(interactions, random(5));
  expect(als(interactions, random(5))).toEqual(once);
  expect([...once.users.subarray(32)]).toEqual(new Array(16).fill(0));
});

test("als() says which id is outside", () => {
  expect(() =>
    als(
      { users: [3], items: [0], weights: [1], userCount: 3, itemCount: 1 },
      random(1),
    )
  )
    .toThrow(
      new RangeError('Cannot factorise with user "3": 0 to 2 is needed'),
    );
});
