import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, expect, test } from "vitest";
import { random } from "../../../lib/math/mod.ts";

const folder = mkdtempSync(`${tmpdir()}/sg-split-`);
afterAll(() => rmSync(folder, { recursive: true }));
const root = new URL("../../../", import.meta.url).pathname;

const next = random(1);
const rows = Array.from({ length: 600 }, (_, i) => {
  const day = String(1 + Math.floor(i / 20)).padStart(2, "0");
  return `2026-06-${day},u${i % 30},${next.normal()},${i % 10 ? "no" : "yes"}`;
});
writeFileSync(`${folder}/rows.csv`, `day,user,x,y\n${rows.join("\n")}\n`);

function sg(...args: string[]) {
  return new Promise<{ code: number; out: string; err: string }>((done) =>
    execFile(
      Deno.execPath(),
      [
        "run",
        "-A",
        "--no-check",
        "--config",
        `${root}deno.json`,
        `${root}server/cli/sg.ts`,
        "split",
        ...args,
      ],
      { cwd: folder, env: { ...Deno.env.toObject(), INIT_CWD: folder } },
      (error, out, err) =>
        done({ code: (error?.code as number | undefined) ?? 0, out, err }),
    )
  );
}

test("sg split by time writes parts and finds nothing wrong with them", async () => {
  const { code, out } = await sg(
    "rows.csv",
    "--by",
    "time",
    "--column",
    "day",
    "--at",
    "2026-06-22,2026-06-26",
    "--out",
    "parts",
    "--json",
  );
  expect(code).toBe(0);
  const { verdict, split, parts, results } = JSON.parse(out);
  expect(verdict).toBe("pass");
  expect(split).toMatchObject({
    by: "time",
    column: "day",
    at: ["2026-06-22", "2026-06-26"],
  });
  expect(parts.train).toMatchObject({ rows: 420, to: "2026-06-21" });
  expect(parts.validation).toMatchObject({ rows: 80, from: "2026-06-22" });
  expect(parts.test).toMatchObject({ rows: 100, from: "2026-06-26" });
  expect(results.map(({ id }: { id: string }) => id)).toContain(
    "leakage/time_overlap",
  );
  expect(readdirSync(`${folder}/parts`).sort()).toEqual([
    "reads.ndjson",
    "split.json",
    "test.parquet",
    "train.parquet",
    "validation.parquet",
  ]);
});

test("sg split at random of rows with users exits 1 and names the leak", async () => {
  const { code, out } = await sg(
    "rows.csv",
    "--by",
    "random",
    "--group",
    "user",
    "--label",
    "y",
    "--ratio",
    "80/20",
  );
  expect(code).toBe(1);
  expect(out).toMatch(/^fail: rows.csv split by random/);
  expect(out).toMatch("leakage/group_overlap(group=user)");
  expect(out).toMatch(/train +│ 480/);
  expect(readdirSync(folder)).not.toContain("split.json");
});

test(
  "sg split refuses what it cannot do in one sentence and exit 2",
  async () => {
    const bad = await Promise.all([
      sg("rows.csv", "--by", "colour"),
      sg("rows.csv", "--by", "group"),
      sg("rows.csv", "--by", "time", "--column", "when"),
      sg("rows.csv", "--by", "random", "--ratio", "70/x"),
      sg("rows.csv", "--by", "time", "--column", "user"),
    ]);
    expect(bad.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
    expect(bad.map(({ err }) => err.trim().split("\n").at(-1))).toEqual([
      'Cannot use --by "colour": time, random, group or stratified is needed',
      "Cannot split by group: --column C is needed",
      'Cannot read "rows.csv": column "when" is missing, found "day", "user", "x", "y"',
      'Cannot use --ratio "70/x": the form is 70/15/15 or 80/20',
      'Cannot split "rows.csv" by time: column "user" is VARCHAR, a time or a number is needed',
    ]);
  },
  30_000,
);
