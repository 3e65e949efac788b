import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { annIndex } from "../../lib/native/ann_index.ts";
import { type AnnIndex, exactIndex } from "../../lib/scoring/mod.ts";
import { seeded } from "../scoring/world.ts";

const dims = 32, titles = 1000;
const random = seeded(3);
const vector = () => Float32Array.from({ length: dims }, () => random() - 0.5);
const vectors = Array.from({ length: titles }, vector);
const queries = Array.from({ length: 50 }, vector);
const filled = <I extends AnnIndex>(index: I): I => {
  vectors.forEach((values, item) => index.add(item, values));
  return index;
};
const exact = filled(exactIndex(dims)),
  approximate = filled(await annIndex(dims));

test("exactIndex() orders by a plain loop's inner products", () => {
  const products = vectors.map((values) =>
    values.reduce((sum, value, d) => sum + value * queries[0]![d]!, 0)
  );
  const order = vectors.map((_, item) => item).sort((a, b) =>
    products[b]! - products[a]!
  );
  expect(exact.search(queries[0]!, 400)).toEqual(order.slice(0, 400));
});

test("annIndex() finds at least 99.9 % of the 400 nearest among 1,000", () => {
  let found = 0;
  for (const query of queries) {
    const truth = new Set(exact.search(query, 400));
    found += approximate.search(query, 400).filter((item) =>
      truth.has(item)
    ).length;
  }
  expect(found / (400 * queries.length)).toBeGreaterThan(0.999);
});

test("the same adds give the same results, also after save and load", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ann-"));
  try {
    approximate.save(join(folder, "titles.usearch"));
    const loaded = await annIndex(dims, {
      path: join(folder, "titles.usearch"),
    });
    const again = filled(await annIndex(dims));
    expect(loaded.size).toBe(titles);
    for (const query of queries) {
      const order = approximate.search(query, 400);
      expect(again.search(query, 400)).toEqual(order);
      expect(loaded.search(query, 400)).toEqual(order);
    }
    await expect(annIndex(8, { path: join(folder, "titles.usearch") })).rejects
      .toThrow(
        "it holds 32 numbers a vector, 8 are needed",
      );
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("ties come in the order of ids, an item added twice is replaced, an empty index finds nothing", async () => {
  for (const index of [exactIndex(2), await annIndex(2)]) {
    expect(index.search(Float32Array.of(1, 0), 5)).toEqual([]);
    for (const item of [7, 3, 5]) index.add(item, Float32Array.of(1, 1));
    index.add(9, Float32Array.of(9, 0));
    index.add(9, Float32Array.of(0, 9));
    expect(index.size).toBe(4);
    expect(index.search(Float32Array.of(1, 0), 5)).toEqual([3, 5, 7, 9]);
  }
});

test("a vector of another length is refused", async () => {
  for (const index of [exactIndex(2), await annIndex(2)]) {
    expect(() => index.search(new Float32Array(3), 1)).toThrow(
      "Cannot search: the vector has 3 numbers, 2 are needed",
    );
  }
});
