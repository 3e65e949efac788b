/** Forty made-up rows: scores on a grid of halves (so with ties), labels, graded labels, five queries. */
export const fortyRows = Array.from({ length: 40 }, (_, i) => {
  const s = Math.floor(((i * 7) % 40) / 4) / 2;
  const y = (i * i * 3 + i) % 11 < 5 ? 1 : 0;
  return {
    i,
    s,
    y,
    p: Math.min(1, Math.max(0, (s + 0.3) / 6)),
    q: i % 5,
    rel: (i * 5) % 4,
    unique: ((i * 13) % 40) / 40,
    half: Math.floor(((i * 13) % 40) / 10) / 4,
    margin: s - 2,
    score_0: (i * 3) % 7 + 1 + (i + 1) * 0.001,
    score_1: (i * 5) % 11 + 1 + (i + 1) * 0.002,
    score_2: (i * 2) % 5 + 1 + (i + 1) * 0.0037,
    class: i % 3,
    truth: i * 0.5,
    guess: i * 0.5 + ((i * 7) % 5 - 2) * 0.3,
    prediction: s > 2 ? 1 : 0,
    kind: ["a", "b", "c"][i % 3]!,
    said: ["a", "b", "c"][(i * i) % 3]!,
  };
});
