import { expect, test } from "vitest";
import { atMost, check } from "../../lib/check/mod.ts";
import { random } from "../../lib/math/mod.ts";
import { report } from "../../lib/native/mod.ts";
import { acceptChange } from "../../lib/report/mod.ts";
import { nullRate } from "../../lib/units/mod.ts";

function rows(seed: number, shift: number, consoles: number, n = 3000) {
  const next = random(seed);
  return Array.from({ length: n }, (_, id) => ({
    id,
    x: next.normal() + shift,
    device: next.uniform() < consoles
      ? "console"
      : next.uniform() < 0.5
      ? "tv"
      : "phone",
    note: next.uniform() < 0.3 ? null : "n",
  }));
}

const reference = rows(1, 0, 0), moved = rows(2, 1, 0.15);
const clock = () => new Date("2026-03-14T12:00:00Z");
const meant = { reason: "new sign-up form", at: "2026-03-14" };

async function accepted(
  names: readonly string[],
  more: { until?: string } = {},
) {
  const made = await report(moved, { reference, id: "id" });
  return names.map((name) =>
    acceptChange(
      made.results.find(({ check }) =>
        check === `drift/change(column=${name})`
      )!,
      made.profiles,
      { ...meant, ...more },
    )
  );
}

test("an accepted change is shown and not judged, the rest stays as it was", async () => {
  const list = await accepted(["x", "device"]);
  const made = await report(moved, {
    reference,
    id: "id",
    accepted: list,
    clock,
  });
  expect(made.verdict).toBe("pass");
  expect(made.sentence).toMatch(
    /; 2 changes accepted \((x and device|device and x)\)\.$/,
  );
  const x = made.results.find(({ check }) =>
    check === "drift/change(column=x)"
  )!;
  expect([x.verdict, x.severity]).toEqual(["pass", "info"]);
  expect(x.explanation).toMatch(/; accepted 2026-03-14: new sign-up form$/);
  expect(made.html()).toContain("Accepted changes");
  expect(made.why.causes).toEqual([]);
  // one of the two alone leaves the other an alarm
  const half = await report(moved, {
    reference,
    id: "id",
    accepted: list.slice(1),
    clock,
  });
  expect(half.sentence).toBe(
    "1 of 2 columns changed (x); 1 change accepted (device).",
  );
});

test("fresh data of the accepted kind stays accepted in 12 of 12 samples, also of another size", async () => {
  const list = await accepted(["x", "device"]);
  for (let seed = 10; seed < 22; seed++) {
    const n = seed % 2 ? 800 : 5000;
    const made = await report(rows(seed, 1, 0.15, n), {
      reference,
      id: "id",
      accepted: list,
      clock,
    });
    expect([seed, made.verdict]).toEqual([seed, "pass"]);
  }
});

test("a change that moves further is an alarm again, and says that it was accepted", async () => {
  const list = await accepted(["x", "device"]);
  const made = await report(rows(3, 1.5, 0.3), {
    reference,
    id: "id",
    accepted: list,
    clock,
  });
  const failed = made.results.filter(({ verdict }) => verdict === "fail");
  expect(failed.map(({ columns }) => columns.column)).toEqual(["x", "device"]);
  for (const { explanation } of failed) {
    expect(explanation).toMatch(
      /it was accepted 2026-03-14 \(new sign-up form\) and has moved further since$/,
    );
  }
  // from another reference to the same values is another change
  const other = await report(moved, {
    reference: rows(4, 0, 0.6),
    id: "id",
    accepted: list,
    clock,
  });
  expect(
    other.results.find(({ check }) => check === "drift/change(column=device)")!
      .verdict,
  ).toBe("fail");
});

test("an acceptance with a last day is over on the next", async () => {
  const list = await accepted(["x", "device"], { until: "2026-03-31" });
  const on = async (
    day: string,
  ) => (await report(moved, {
    reference,
    id: "id",
    accepted: list,
    clock: () => new Date(day),
  }));
  expect((await on("2026-03-31T23:00:00Z")).verdict).toBe("pass");
  const over = await on("2026-04-01T00:00:00Z");
  expect(over.verdict).toBe("fail");
  expect(JSON.stringify(over.json())).toContain("until 2026-03-31");
});

test("a check of a value is accepted until it is a tenth worse", async () => {
  const checks = [check(nullRate, { column: "note" }, atMost(0.1))];
  const made = await report(moved, { checks });
  const list = [acceptChange(made.results[0]!, made.profiles, meant)];
  const verdict = async (nulls: number) =>
    (await report(
      moved.map((row, i) => ({ ...row, note: i % 100 < nulls ? null : "n" })),
      {
        checks,
        accepted: list,
        clock,
      },
    )).verdict;
  expect([
    await verdict(20),
    await verdict(31),
    await verdict(36),
    await verdict(5),
  ])
    .toEqual(["pass", "pass", "fail", "pass"]);
});

test("only what failed or warns can be accepted, and only until a day", async () => {
  const made = await report(reference, { reference: rows(9, 0, 0), id: "id" });
  const quiet = made.results.find(({ id }) => id === "drift/change")!;
  expect(() => acceptChange(quiet, made.profiles, meant)).toThrow(
    `Cannot accept "${quiet.check}": its verdict is pass, a change that failed or warns is needed`,
  );
  await expect(accepted(["x"], { until: "2026-02-30" })).rejects.toThrow(
    'Cannot accept a change until "2026-02-30": a day such as "2026-12-31" is needed',
  );
});
