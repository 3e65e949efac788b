import { expect, test } from "vitest";
import { ownUnitChange } from "../../lib/monitor/own_unit.ts";

const edges = [10, 20, 30, 40];

test("ownUnitChange() of unchanged shares is none", () => {
  expect(ownUnitChange(edges, [0.1, 0.4, 0.6, 0.9], 1, 0.4, 0.02))
    .toMatchObject({ before: 20, after: 20, beyond: null });
});

test("ownUnitChange() reads between edges", () => {
  const { after, interval } = ownUnitChange(
    edges,
    [0, 0.2, 0.6, 0.9],
    1,
    0.4,
    0.1,
  );
  expect(after).toBeCloseTo(25, 12);
  expect(interval[0]).toBeCloseTo(22.5, 12);
  expect(interval[1]).toBeCloseTo(27.5, 12);
});

test("ownUnitChange() beyond the outermost edges says on which side", () => {
  expect(ownUnitChange(edges, [0, 0, 0, 0.1], 1, 0.4, 0.1))
    .toMatchObject({ after: 40, beyond: "above" });
  expect(ownUnitChange(edges, [0.9, 1, 1, 1], 1, 0.4, 0.1))
    .toMatchObject({ after: 10, beyond: "below" });
});
