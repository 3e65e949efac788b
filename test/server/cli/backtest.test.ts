import { afterAll, expect, test } from "vitest";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { random } from "../../../lib/math/mod.ts";

const folder = mkdtempSync(`${tmpdir()}/sg-backtest-`);
afterAll(() => rmSync(folder, { recursive: true }));
const sgPath = new URL("../../../server/cli/sg.ts", import.meta.url).pathname;
const config = new URL("../../../deno.json", import.meta.url).pathname;

function backtest(...args: string[]) {
  return new Promise<{ code: number; out: string; err: string }>((done) =>
    execFile(
      Deno.execPath(),
      ["run", "-A", "--no-check", "--config", config, sgPath, "backtest"]
        .concat(args),
      { cwd: folder, env: { ...Deno.env.toObject(), INIT_CWD: folder } },
      (error, out, err) =>
        done({ code: (error?.code as number | undefined) ?? 0, out, err }),
    )
  );
}

// 60 days of 300 rows, a Tuesday's gap, and from day 50 on a third city.
const next = random("backtest file"), lines = ["day,x,city,serial"];
for (let day = 0, serial = 0; day < 60; day++) {
  if (day === 36) continue;
  for (let row = 0; row < 300; row++) {
    const city = day >= 50 && next.uniform() < 0.2
      ? "c"
      : next.uniform() < 0.4
      ? "a"
      : "b";
    lines.push(`${day},${next.normal().toFixed(4)},${city},${serial++}`);
  }
}
writeFileSync(`${folder}/days.csv`, `${lines.join("\n")}\n`);
writeFileSync(`${folder}/few.csv`, "day,x\n1,2\n1,3\n2,4\n");
writeFileSync(`${folder}/text.csv`, "day,x\nMonday,2\nTuesday,3\n");

test(
  "sg backtest finds what changed and when, and says how sure it is",
  async () => {
    const { code, out, err } = await backtest(
      "days.csv",
      "--time",
      "day",
      "--json",
    );
    expect(err).toContain('"day" read as the number of a day: 59 windows');
    expect(code).toBe(1);
    const made = JSON.parse(out);
    expect(made).toMatchObject({
      version: 1,
      verdict: "fail",
      windows: { from: "1970-01-01T00:00:00.000Z", counted: 59 },
      expectedFalseAlarms: { perMonth: 0.333333333333, basis: "replay" },
      notJudged: {
        serial: "it follows time: each window has values of its own",
      },
    });
    const days = made.alarms.filter(({ rollUp }: { rollUp: string }) =>
      rollUp === "day"
    );
    expect(days[0].window.from).toBe("1970-02-20T00:00:00.000Z");
    expect(days[0].columns.map(({ column }: { column: string }) => column))
      .toEqual(["city"]);
    expect(days.length).toBe(10);
    expect(
      made.detectionDelay.find(({ fault }: { fault: string }) =>
        fault === "unit x10"
      ),
    ).toBeUndefined();
    expect(
      made.detectionDelay.find(({ fault }: { fault: string }) =>
        fault === "2 points more missing"
      ).tried,
    ).toBe(20);
  },
  60_000,
);

test("sg backtest of quiet days exits 0 and prints the promise", async () => {
  const { code, out } = await backtest(
    "days.csv",
    "--time",
    "day",
    "--where",
    "day < 50",
    "--rule",
    "1of1",
    "--no-faults",
    "--exclude",
    "serial",
  );
  expect(out).toMatch(/49 days, no alarm in replay/);
  expect(out).toContain(
    "Expected false alarms: at most 0.33 a month if days vary as in the last 28 (budget).",
  );
  expect(out).toMatch(
    /Seen in replay: 0 of 25 days, so at most 11.3 % of days \(95 %\)\./,
  );
  expect(code).toBe(0);
}, 60_000);

test(
  "sg backtest of too few windows is no alarm and no exception",
  async () => {
    const { code, out } = await backtest("few.csv", "--time", "day");
    expect(out).toContain("Seen in replay: nothing, there are too few days.");
    expect(code).toBe(0);
  },
  60_000,
);

test("sg backtest says in one sentence what it cannot use", async () => {
  expect(await backtest("days.csv")).toMatchObject({
    code: 2,
    err: expect.stringContaining(
      'Cannot lay windows over "days.csv": --time names no column',
    ),
  });
  expect(await backtest("text.csv", "--time", "day")).toMatchObject({
    code: 2,
    err: expect.stringContaining(
      'Cannot lay windows over column "day": it is VARCHAR and 2 of its values are no times, times or numbers are needed',
    ),
  });
  expect(await backtest("days.csv", "--time", "day", "--every", "soon"))
    .toMatchObject({
      code: 2,
      err:
        'Cannot use windows of "soon": a length such as "1h", "1d", "1w" or "1mo" is needed\n',
    });
}, 60_000);
