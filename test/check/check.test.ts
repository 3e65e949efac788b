import { expect, test } from "vitest";
import { atMost, check, completeOptions } from "../../lib/check/mod.ts";
import { nullRate, psi, rocAuc } from "../../lib/units/mod.ts";

test("check() names itself by unit, columns and options", () => {
  expect(check(psi, { column: "amount" }, atMost(0.2)).name).toBe(
    "drift/psi(column=amount)",
  );
  expect(
    check(psi, { column: "amount" }, atMost(0.2), { options: { bins: 20 } })
      .name,
  ).toBe("drift/psi(column=amount, bins=20)");
});

test("check() refuses a missing role before anything runs", () => {
  const roles = { score: "p" } as unknown as { score: string; label: string };
  expect(() => check(rocAuc, roles, atMost(1))).toThrow(
    'Cannot ask "metrics/roc_auc": role "label" is missing, needed are "score", "label"',
  );
});

test("check() refuses an unknown role", () => {
  const roles = { column: "a", row: "b" };
  expect(() => check(nullRate, roles, atMost(1))).toThrow(
    'Cannot ask "validation/null_rate": role "row" is unknown, known are "column"',
  );
});

test("completeOptions() refuses unknown options and wrong types", () => {
  expect(() => completeOptions(psi, { bin: 3 })).toThrow(
    /^Cannot use option "bin" of "drift\/psi": it is unknown, known are "bins"/,
  );
  expect(() => completeOptions(psi, { bins: "3" })).toThrow(
    'Cannot use option "bins" of "drift/psi": it is "3", a number is needed',
  );
  expect(() => completeOptions(psi, { bins: 1 })).toThrow(
    'Cannot use "bins" of "drift/psi": it is 1, a whole number from 2 is needed',
  );
});
