import { expect, test } from "vitest";
import {
  cellInterval,
  type Confusion,
  matthews,
  random,
} from "../../lib/math/mod.ts";

test("cellInterval() of Matthews' correlation covers the truth about 19 times in 20", () => {
  const shares = [0.5, 0.1, 0.1, 0.3], stream = random("coverage");
  const table = (counts: readonly number[], n: number): Confusion => ({
    classes: ["0", "1"],
    counts: [[counts[0]!, counts[1]!], [counts[2]!, counts[3]!]],
    n,
  });
  const truth = matthews(table(shares, 1));
  let covered = 0;
  for (let i = 0; i < 200; i++) {
    const counts = [0, 0, 0, 0];
    for (let k = 0; k < 60; k++) counts[stream.choice([0, 1, 2, 3], shares)]!++;
    const drawn = table(counts, 60);
    const [low, high] = cellInterval(drawn, matthews, matthews(drawn))!;
    if (low <= truth && truth <= high) covered++;
  }
  // 190 expected, standard deviation 3
  expect(covered).toBeGreaterThanOrEqual(181);
  expect(covered).toBeLessThanOrEqual(198);
});
