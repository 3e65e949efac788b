import { expect, test } from "vitest";
import { read } from "../../lib/native/mod.ts";
import { random } from "../../lib/math/mod.ts";
import {
  anything,
  atMost,
  check,
  profilesOf,
  run,
  unchangedAmong,
  worst,
} from "../../lib/check/mod.ts";
import { change, nullRate, psi, rocAuc } from "../../lib/units/mod.ts";

const objects = (n: number, seed: number, shift = 0) => {
  const next = random(seed);
  return Array.from({ length: n }, (_, id) => ({
    id,
    x: next.normal() + shift,
    y: next.normal(),
    label: next.uniform() < 0.3 ? 1 : 0,
  }));
};

test("run() answers measures and detectors together, in the checks' order", async () => {
  const current = await read(objects(400, 1, 1));
  const reference = await read(objects(400, 2));
  const { results } = await run([
    check(psi, { column: "x" }, atMost(0.2)),
    check(nullRate, { column: "x" }, atMost(0)),
    check(rocAuc, { score: "x", label: "label" }, anything),
  ], { current, reference });
  expect(results.map(({ id, verdict }) => [id, verdict])).toEqual([
    ["drift/psi", "fail"],
    ["validation/null_rate", "pass"],
    ["metrics/roc_auc", "pass"],
  ]);
  expect(results[0]!.n).toEqual({ reference: 400, current: 400 });
});

test("run() without a reference leaves drift unknown", async () => {
  const { results } = await run([check(psi, { column: "x" }, atMost(0.2))], {
    current: await read(objects(50, 1)),
  });
  expect(results[0]).toMatchObject({
    verdict: "unknown",
    value: null,
    explanation: "drift/psi(column=x) is unknown: no reference was given",
  });
});

test("run() names the missing column and what is there", async () => {
  const current = await read(objects(5, 1), { name: "five" });
  await expect(
    run([check(nullRate, { column: "z" }, atMost(0))], { current }),
  ).rejects.toThrow(
    'Cannot read "five": column "z" is missing, found "id", "x", "y", "label"',
  );
});

test("a family of checks shares one level: Holm's p-values are reported", async () => {
  const current = await read(objects(2000, 1, 1));
  const reference = await read(objects(2000, 2));
  const condition = unchangedAmong(0.05);
  const { results } = await run(
    ["x", "y"].map((column) => check(change, { column }, condition)),
    { current, reference },
  );
  expect(results.map(({ verdict }) => verdict)).toEqual(["fail", "pass"]);
  expect(results[0]!.pValue).toBeCloseTo(
    2 * (results[0]!.details.ownPValue as number),
    12,
  );
});

test("a stored profile stands for its data where no rows are needed", async () => {
  const current = await read(objects(500, 1, 1));
  const reference = await read(objects(500, 2));
  const checks = [
    check(psi, { column: "x" }, atMost(0.2)),
    check(rocAuc, { score: "x", label: "label" }, anything),
  ];
  const profiles = await profilesOf({ current, reference });
  const whole = await run(checks, { current, reference });
  const stored = await run(checks, {
    current: profiles.current,
    reference: profiles.reference!,
  });
  expect(stored.results[0]!.value).toBe(whole.results[0]!.value);
  expect(stored.results[1]!.verdict).toBe("unknown");
});

test("worst() ranks fail over warn over unknown over pass", () => {
  expect(worst([])).toBe("pass");
  expect(worst(["pass", "unknown"])).toBe("unknown");
  expect(worst(["unknown", "warn", "pass"])).toBe("warn");
  expect(worst(["warn", "fail"])).toBe("fail");
});
