import { expect, test } from "vitest";
import { reportOn } from "../../lib/report/mod.ts";
import { random } from "../../lib/math/mod.ts";
import { tableOf } from "../units/ask.ts";

const DAY = 86_400_000, NOW = Date.UTC(2026, 3, 1);

/** Payments of 100 days, half of them frauds: flagged ones are told on the day, the others within 40. */
const rows = Array.from({ length: 600 }, (_, i) => {
  const draw = random(`label part ${i}`);
  const fraud = draw.uniform() < 0.5, flagged = fraud && draw.uniform() < 0.6;
  const age = 100 * draw.uniform(), delay = flagged ? 1 : 40 * draw.uniform();
  const there = fraud && delay <= age;
  return {
    score: flagged ? 0.9 : 0.1,
    fraud: there ? 1 : age > 60 ? 0 : null,
    at: new Date(NOW - age * DAY),
    came: there
      ? new Date(NOW - (age - delay) * DAY)
      : age > 60
      ? new Date(NOW - (age - 60) * DAY)
      : null,
    amount: draw.integer(1000),
  };
});
const roles = { label: "fraud", score: "score", time: "at", arrival: "came" };

test("a report of labels on their way says how many have arrived and what the figures are with the others", async () => {
  const made = await reportOn({ current: await tableOf(rows) }, roles);
  const of = (metric: string) =>
    made.results.find(({ id, details }) =>
      id === "estimation/matured" && details.metric === metric
    )!;
  expect(made.results.map(({ id }) => id)).toContain(
    "estimation/label_arrival",
  );
  expect(Math.abs(of("recall").value! - 0.6)).toBeLessThan(0.06);
  const { arrivedOnly } = of("recall").details as {
    arrivedOnly: { recall: number };
  };
  expect(arrivedOnly.recall).toBeGreaterThan(of("recall").value!);
  const page = made.html();
  expect(page).toContain("<h2>Labels on their way</h2>");
  expect(page).toMatch(/<td>recall<\/td><td>[\d.]+ %<\/td>/);
  expect(page).toContain("Share of the positive labels arrived by age");
  expect(made.text()).toMatch(
    /Labels on their way\n {2}[\d.]+ % of the positive/,
  );
});

test("a report with few labels says why the figures are unknown", async () => {
  const made = await reportOn({ current: await tableOf(rows.slice(0, 30)) }, {
    ...roles,
    only: ["estimation/"],
  });
  expect(made.verdict).toBe("unknown");
  expect(made.html()).toContain("unknown: of the ");
});

test("a report whose rows all have a label, or of several classes, asks nothing of arrivals", async () => {
  const asked = async (change: (row: typeof rows[number]) => object) => {
    const current = await tableOf(
      rows.map((row) => ({ ...row, ...change(row) })),
    );
    const { results } = await reportOn({ current }, roles);
    return results.some(({ id }) => id.startsWith("estimation/"));
  };
  expect(await asked(() => ({}))).toBe(true);
  expect(await asked(({ fraud }) => ({ fraud: fraud ?? 0 }))).toBe(false);
  expect(await asked(({ fraud, amount }) => ({ fraud: fraud && amount })))
    .toBe(false);
});
