import { expect, test } from "vitest";
import { profilesOf } from "../../lib/check/mod.ts";
import { random } from "../../lib/math/mod.ts";
import { read } from "../../lib/native/mod.ts";
import { sparkline } from "../../lib/report/sparkline.ts";

async function column(values: readonly (string | number | null)[]) {
  const table = await read(values.map((x, i) => ({ i, x })));
  return (await profilesOf({ current: table })).current.columns.get("x")!;
}

test("sparkline() of two values, one three times the other, is two steps", async () => {
  expect(sparkline(undefined, await column(["a", "a", "a", "b"]))).toBe(
    '<svg class="sp" viewBox="0 0 80 14" aria-hidden="true"><path d="M0 14V1h40V10h40V14z"/></svg>',
  );
});

test("sparkline() is one path of at most 300 bytes, and one outlier does not flatten it", async () => {
  const next = random(3);
  const values = Array.from({ length: 2000 }, () => next.normal());
  const svg = sparkline(undefined, await column([...values, 1e6]));
  expect(svg.match(/<path/g)!.length).toBe(1);
  expect(svg.length).toBeLessThan(300);
  expect(new Set(svg.match(/V\d+/g)).size).toBeGreaterThan(6);
});

test("sparkline() of nothing is empty", async () => {
  expect(sparkline(undefined, await column([null, null]))).toBe("");
});
