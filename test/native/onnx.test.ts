import { afterAll, expect, test } from "vitest";
import { openModel } from "../../lib/native/onnx.ts";
import { gbdt, toOnnx } from "../../lib/train/mod.ts";

const columns = ["a", "b", "c"];
const weights = [0.5, -1, 2];
const bytes = toOnnx(
  {
    kind: "logistic",
    columns,
    weights: Float64Array.from(weights),
    intercept: 0.25,
  } as Parameters<typeof toOnnx>[0],
  "tiny",
);
const pooled = await openModel(bytes, { id: "tiny@1", workers: 2, queue: 4 });
const direct = await openModel(bytes, { id: "tiny@1", workers: 0 });
afterAll(() => Promise.all([pooled.close(), direct.close()]));

const rowsOf = (rows: number) =>
  Float32Array.from(
    { length: rows * 3 },
    (_, at) => ((at * 37) % 101) / 50 - 1,
  );
const byHand = (values: Float32Array) =>
  Array.from({ length: values.length / 3 }, (_, row) => {
    const raw = weights.reduce(
      (sum, weight, column) => sum + weight * values[row * 3 + column]!,
      0.25,
    );
    return 1 / (1 + Math.exp(-raw));
  });

test("a pooled model scores as its formula does, whatever runs beside it", async () => {
  const batches = [1, 500, 20, 333].map(rowsOf);
  const results = await Promise.all(
    batches.map((values) => pooled.run(values, values.length / 3)),
  );
  results.forEach((scores, at) => {
    const expected = byHand(batches[at]!);
    expect(scores.length).toBe(expected.length);
    // float32 sums of three products
    scores.forEach((score, row) =>
      expect(score).toBeCloseTo(expected[row]!, 5)
    );
  });
});

test("the pool and this thread give the same bits, and leave the values to the caller", async () => {
  const values = rowsOf(500), before = values.slice();
  expect(await pooled.run(values, 500)).toEqual(await direct.run(values, 500));
  expect(values).toEqual(before);
});

test("a full queue refuses at once", async () => {
  const burst = Array.from(
    { length: 12 },
    () => pooled.run(rowsOf(2000), 2000),
  );
  const settled = await Promise.allSettled(burst);
  const refused = settled.filter(({ status }) =>
    status === "rejected"
  ) as PromiseRejectedResult[];
  expect(refused.length).toBe(12 - 2 - 4);
  expect(String(refused[0]!.reason)).toBe(
    'ModelError: Cannot score with "tiny@1": 4 batches wait, 4 are allowed',
  );
});

test("rows of another width are refused by name, and the next batch is served", async () => {
  for (const model of [pooled, direct]) {
    await expect(model.run(new Float32Array(8), 2)).rejects.toThrow(
      'Cannot score with "tiny@1": rows have 4 numbers, 3 are needed',
    );
    expect((await model.run(rowsOf(1), 1)).length).toBe(1);
  }
});

test("a file that is no model is refused by name", async () => {
  for (const workers of [0, 1]) {
    await expect(openModel(Uint8Array.of(1, 2, 3), { id: "bad@1", workers }))
      .rejects.toThrow('Cannot open model "bad@1": ');
  }
  await expect(openModel("/nowhere/model.onnx", { id: "bad@1" })).rejects
    .toThrow('Cannot open model "bad@1": ENOENT');
});

test("a closed model refuses", async () => {
  const model = await openModel(bytes, { id: "tiny@2", workers: 1 });
  await model.close();
  await expect(model.run(rowsOf(1), 1)).rejects.toThrow(
    'Cannot score with "tiny@2": it is closed',
  );
});

test("the event loop stays free while workers score", async () => {
  // Trees, so that a run takes long beside the copy of its rows, which this thread does itself.
  const values = rowsOf(2000);
  const labels = Uint8Array.from(
    { length: 2000 },
    (_, row) => values[row * 3]! > values[row * 3 + 1]! ? 1 : 0,
  );
  const trees = toOnnx(gbdt({ columns, values, labels }), "trees");
  const model = await openModel(trees, { id: "trees@1", workers: 1 });
  const many = rowsOf(400_000), gaps: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    gaps.push(performance.now() - last);
    last = performance.now();
  }, 1);
  const began = performance.now();
  await model.run(many, 400_000);
  const took = performance.now() - began;
  clearInterval(timer);
  await model.close();
  // Run in this thread, the loop would turn once and the one gap would be the whole time.
  expect(gaps.length).toBeGreaterThan(5);
  expect(Math.max(...gaps)).toBeLessThan(0.8 * took);
});
