/** Four hundred labelled rows, and as many later ones without labels: scores of two and of three classes. */
const places = Array.from({ length: 400 }, (_, j) => j);
const u = (j: number, times: number) => ((j * times) % 401) / 401;
const chance = (j: number) => ((j * 53) % 400) / 400;

export const labelled = places.map((j) => {
  const s = u(j, 37);
  return { s, p: s > 0.5 ? 1 : 0, y: chance(j) < s ** 1.5 ? 1 : 0 };
});

export const later = places.map((j) => {
  const s = Math.sqrt(u(j, 91));
  return { s, p: s > 0.5 ? 1 : 0 };
});

const share = (a: number, b: number, c: number) => {
  const all = a + b + c, list = [a / all, b / all, c / all];
  return {
    p_a: list[0]!,
    p_b: list[1]!,
    p_c: list[2]!,
    said: "abc"[list.indexOf(Math.max(...list))]!,
  };
};

export const labelledClasses = places.map((j) => {
  const row = share(u(j, 37) + 0.05, u(j, 91) + 0.05, u(j, 173) + 0.05);
  const y = chance(j) > row.p_a + row.p_b
    ? "c"
    : chance(j) > row.p_a
    ? "b"
    : "a";
  return { ...row, y };
});

export const laterClasses = places.map((j) =>
  share(u(j, 11) + 0.3, u(j, 29) + 0.05, u(j, 67) + 0.05)
);
