import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import { split } from "../../lib/table/mod.ts";
import { logistic, readDataset, scoreLogistic } from "../../lib/train/mod.ts";
import { correctPrior, underSample } from "../../lib/units/mod.ts";
import { rowsOf, tableOf } from "../units/ask.ts";

const draw = random("read_dataset");
const fraud = Array.from({ length: 12_000 }, (_, id) => {
  const x = draw.normal(), z = draw.normal();
  const risk = 1 / (1 + Math.exp(4 - 1.5 * x + z));
  return { id, x, z, y: draw.uniform() < risk ? 1 : 0 };
});
const roles = { features: ["x", "z"], label: "y" };

test("readDataset() gives features row by row, the same order whatever the table's", async () => {
  const rows = rowsOf({
    x: [1, null, Infinity, 4],
    b: [true, false, true, null],
    y: ["yes", "no", "no", null],
  });
  const asked = { features: ["x", "b"], label: "y", positive: "yes" };
  const data = await readDataset(await tableOf(rows), asked);
  expect(data.labels.length).toBe(3);
  const first = data.labels.indexOf(1);
  expect([...data.values.slice(2 * first, 2 * first + 2)]).toEqual([1, 1]);
  expect([...data.values].filter(Number.isNaN)).toHaveLength(2);
  const turned = await readDataset(await tableOf(rows.toReversed()), asked);
  expect(turned).toEqual(data);
});

test("a training call cannot read the test part without saying so", async () => {
  const parts = await split(await tableOf(fraud.slice(0, 500)), {
    by: "random",
  });
  const part = await parts.open("test", { reason: "final figures" });
  await expect(readDataset(part, roles)).rejects.toThrow(
    'Cannot learn from "table (test)": it is the test part, the train part or a reason is needed',
  );
  const reason = "last fit on everything before the release";
  expect((await readDataset(part, { ...roles, reason })).labels.length).toBe(
    75,
  );
  await expect(underSample(part, "y")).rejects.toThrow(
    'Cannot even out "table (test)": it is the test part, which must stay as the world is; the train part is needed',
  );
});

test("scores learnt from an undersampled part are calibrated once the prior is corrected", async () => {
  const parts = await split(await tableOf(fraud), {
    by: "stratified",
    column: "y",
    id: "id",
    ratio: [60, 40],
  });
  const { table, before, after } = await underSample(
    await parts.open("train"),
    "y",
  );
  const share = (counts: Readonly<Record<string, number>>) =>
    counts["1.0"]! / (counts["0.0"]! + counts["1.0"]!);
  const priors = { learnt: share(after), real: share(before) };
  expect(priors.learnt).toBe(0.5);
  expect(priors.real).toBeLessThan(0.06);
  const model = logistic(await readDataset(table, roles), {
    regularisation: 0,
  });
  const reason = "the law under test";
  const { values, labels } = await readDataset(
    await parts.open("test", { reason }),
    { ...roles, reason },
  );
  const raw = scoreLogistic(model, values);
  const corrected = raw.map((score) => correctPrior(score, priors));
  const mean = (x: ArrayLike<number>) =>
    Array.from(x).reduce((a, b) => a + b) / x.length;
  const truth = mean(labels);
  expect(mean(raw) / truth).toBeGreaterThan(4);
  expect(Math.abs(mean(corrected) - truth))
    .toBeLessThan(3 * Math.sqrt(truth / labels.length) + 0.1 * truth);
  // each fifth of the scores, too
  const order = Array.from(corrected.keys()).sort((a, b) =>
    corrected[a]! - corrected[b]!
  );
  for (let fifth = 2; fifth < 5; fifth++) {
    const rows = order.slice(
      fifth * order.length / 5,
      (fifth + 1) * order.length / 5,
    );
    const said = mean(rows.map((i) => corrected[i]!));
    const seen = mean(rows.map((i) => labels[i]!));
    expect(Math.abs(said - seen), `fifth ${fifth}`)
      .toBeLessThan(3 * Math.sqrt(seen / rows.length) + 0.2 * said);
  }
  const back = corrected.map((score) =>
    correctPrior(score, { learnt: priors.real, real: priors.learnt })
  );
  back.forEach((score, i) => expect(score).toBeCloseTo(raw[i]!, 12));
});

test("readDataset() refuses text as a feature and a label it does not know", async () => {
  const table = await tableOf([{ city: "Oslo", x: 1, y: "yes" }]);
  await expect(readDataset(table, { features: ["city"], label: "y" })).rejects
    .toThrow(
      'Cannot learn from "table": column "city" is VARCHAR, a number or boolean is needed',
    );
  await expect(readDataset(table, { features: ["x"], label: "y" })).rejects
    .toThrow(
      'Cannot learn from "table": no row has a label that is 0 or 1, name the positive class if it is another',
    );
});
