import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { columnStatistic } from "../../../lib/units/validation/mod.ts";
import golden from "../../golden/validation.json" with { type: "json" };
import { ask, rowsOf } from "../ask.ts";

const asked = (x: (number | null)[], statistic: string, share = 0.5) =>
  ask(columnStatistic, { column: "x" }, {
    current: rowsOf({ x }),
    types: { x: "DOUBLE" },
    options: { statistic, share },
  });

test("columnStatistic() equals numpy's, whatever is missing or not finite", async () => {
  const x = [3.5, -1.25, 8, null, 2, 2, NaN, 7.75, Infinity, 0.5];
  for (const [statistic, wanted] of Object.entries(golden.statistic)) {
    expect((await asked(x, statistic, 0.3)).value).toBeCloseTo(wanted, 12);
  }
});

test("columnStatistic() of a mean has an interval, of one value none", async () => {
  expect((await asked([1, 3], "mean")).interval).toBeDefined();
  expect((await asked([1], "mean")).interval).toBeUndefined();
  expect((await asked([1], "sd")).unknown).toBe("too little data");
});

test("columnStatistic() of no value is unknown", async () => {
  expect((await asked([null, NaN], "max")).unknown).toBe("too little data");
});

test("columnStatistic() refuses a statistic it does not know", () => {
  expect(() =>
    check(columnStatistic, { column: "x" }, anything, {
      options: { statistic: "mode" },
    })
  ).toThrow(
    'Cannot use "statistic" of "validation/column_statistic": it is "mode", one of "mean", "median", "sd", "min", "max", "sum", "quantile" is needed',
  );
});
