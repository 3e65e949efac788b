/** Sixty made-up vectors, and the same moved and shaken. */
const parts = (of: (a: number, d: number) => number) =>
  Array.from({ length: 60 }, (_, a) => ({
    id: a,
    v0: of(a, 0),
    v1: of(a, 1),
    v2: of(a, 2),
    v3: of(a, 3),
    v4: of(a, 4),
  }));

const first = (a: number, d: number) =>
  Math.sin(a * 1.3 + d * d) + ((a * 13 + d * 7) % 11) / 11;

export const before = parts(first);

export const after = parts((a, d) =>
  first(a, d) + 0.4 * Math.cos(a * 2.1 + d) + (d === 0 ? 0.2 : 0)
);
