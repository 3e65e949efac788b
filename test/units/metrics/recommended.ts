/** Twelve users, fifteen items: scores, labels, features, and what users took before. */
const pairs = Array.from({ length: 12 * 15 }, (_, n) => ({
  u: Math.floor(n / 15),
  i: n % 15,
}));

export const recommended = pairs.map(({ u, i }) => ({
  u,
  i,
  s: ((u * 7 + i * i * 3 + u * i * 5) % 97) + i * 0.001,
  y: (u + i) % 3,
  price: i * 0.5,
  genre: ["a", "b", "c"][i % 3]!,
}));

export const taken = pairs.filter(({ u, i }) =>
  (u * 3 + i * 5 + u * i) % 7 < 3 - (i > 8 ? 1 : 0)
);
