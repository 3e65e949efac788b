import { expect, test } from "vitest";
import {
  check,
  detector,
  type Reading,
  unchangedAmong,
} from "../../lib/check/mod.ts";
import { holm, normalTwoSided, random } from "../../lib/math/mod.ts";
import { judgeColumn } from "../../lib/report/changed_slices.ts";
import type { Report } from "../../lib/report/mod.ts";
import { report } from "../../lib/native/mod.ts";

/** Rows of four countries; in those named `x` moved. */
function rows(n: number, seed: number, moved: readonly string[] = []) {
  const next = random(`slices ${seed}`);
  return Array.from({ length: n }, () => {
    const country = next.choice(["de", "fr", "it", "pl"]);
    return {
      country,
      x: next.normal() + (moved.includes(country) ? 1.5 : 0),
      y: next.normal(),
      kind: next.choice(["a", "b"]),
    };
  });
}

const told = ({ changedSlices }: Report) =>
  changedSlices.map(({ check, slice, verdict }) => [
    check,
    Object.values(slice!)[0],
    verdict,
  ]);

test("the slices of a changed column say where it changed", async () => {
  const made = await report(rows(8000, 1, ["it"]), {
    reference: rows(8000, 2),
    slice: ["country"],
  });
  const x = "drift/change(column=x)";
  expect(told(made).sort((a, b) => a[1]! < b[1]! ? -1 : 1)).toEqual([
    [x, "de", "pass"],
    [x, "fr", "pass"],
    [x, "it", "fail"],
    [x, "pl", "pass"],
  ]);
  const it = made.changedSlices.find(({ verdict }) => verdict === "fail")!;
  expect(it.explanation).toMatch(/^x: the .* up 1\.\d+ \(/);
  expect(it.condition).toBe("no change (share of false slices < 0.05)");
  expect(it.interval![0]).toBeGreaterThan(0.3);
  expect(made.json().results).toContain(it);
});

test("nothing is read by slice where no column changed", async () => {
  const made = await report(rows(2000, 1), {
    reference: rows(2000, 2),
    slice: ["country", "kind"],
  });
  expect(made.verdict).not.toBe("fail");
  expect(made.changedSlices).toEqual([]);
});

test("a slice that the reference lacks is unknown; a column is not cut by itself", async () => {
  const current = rows(4000, 1).map((row, i) =>
    i % 4 ? row : { ...row, country: "no" }
  );
  const made = await report(current, {
    reference: rows(4000, 2),
    slice: ["country", "kind"],
  });
  expect(new Set(made.changedSlices.map(({ slice }) => Object.keys(slice!)[0])))
    .toEqual(new Set(["kind"]));
  const shifted = await report(
    current.map((row) => ({ ...row, y: row.y + 1 })),
    { reference: rows(4000, 2), slice: ["country"] },
  );
  const no = shifted.changedSlices.find(({ slice }) => slice!.country === "no");
  expect(no).toMatchObject({
    verdict: "unknown",
    details: { reason: "the reference has no rows of this slice" },
  });
});

test("a slice column that is missing is a mistake that says so", async () => {
  await expect(
    report(rows(100, 1), { reference: rows(100, 2), slice: ["planet"] }),
  ).rejects.toThrow('column "planet" is missing');
});

test("of the slices named, at most 5 % are false on average, whatever share of the columns changed", () => {
  // As in section 3 of alarm.md: 100 columns of 20 slices; half of the slices of some columns move by three to seven standard errors.
  const columns = 100, slices = 20, draw = random("slices of changed columns");
  for (const drifted of [5, 30]) {
    let wrong = 0, selected = 0, found = 0;
    for (let round = 0; round < 60; round++) {
      const z = Array.from(
        { length: columns },
        (_, c) =>
          Array.from({ length: slices }, (_, s) =>
            draw.normal() +
            (c < drifted && s < slices / 2 ? 3 + draw.integer(5) : 0)),
      );
      const overall = z.map((row) =>
        normalTwoSided(row.reduce((sum, x) => sum + x, 0) / Math.sqrt(slices))
      );
      const loud = holm(overall).flatMap((p, c) => p <= 0.05 ? [c] : []);
      for (const c of loud) {
        const verdicts = judged(z[c]!, columns / loud.length);
        const named = verdicts.filter(Boolean).length;
        const falsely = verdicts.filter((hit, s) =>
          hit && !(c < drifted && s < slices / 2)
        )
          .length;
        selected++;
        wrong += named ? falsely / named : 0;
        found += named - falsely;
      }
    }
    expect(wrong / selected).toBeLessThan(0.05);
    expect(found / (60 * drifted * slices / 2)).toBeGreaterThan(0.7);
  }
});

function judged(z: readonly number[], factor: number): boolean[] {
  const unit = detector({
    id: "drift/stub",
    unit: "ratio",
    better: "lower",
    needs: ["column"],
    defaults: {},
    compare: ({ current }): Reading => ({
      value: 0.5,
      pValue: normalTwoSided(z[current.rows]!),
    }),
  });
  const side = (rows: number) => ({
    name: "t",
    rows,
    notes: [],
    files: [],
    columns: new Map([["x", {
      column: { name: "x", type: "DOUBLE", kind: "number", text: "x" } as const,
      rows,
      nulls: 0,
      nonFinite: 0,
    }]]),
  });
  const asked = check(unit, { column: "x" }, unchangedAmong());
  return judgeColumn(
    asked,
    z.map((_, i) => ({
      slice: { part: String(i) },
      profiles: { reference: side(1), current: side(i) },
    })),
    factor,
  ).map(({ verdict }) => verdict === "fail");
}

test("page and terminal say where a column changed, and where not", async () => {
  const made = await report(rows(8000, 1, ["it", "pl"]), {
    reference: rows(8000, 2),
    slice: ["country"],
  });
  const said =
    /x by country: (it|pl) \(5\d(\.\d)? points\) and (it|pl) \(5\d(\.\d)? points\); not in (de|fr) and (de|fr)/;
  expect(made.text()).toMatch(said);
  expect(made.html()).toMatch(said);
});
