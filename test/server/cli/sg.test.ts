import { afterAll, expect, test } from "vitest";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { random } from "../../../lib/math/mod.ts";

const folder = mkdtempSync(`${tmpdir()}/sg-cli-`);
afterAll(() => rmSync(folder, { recursive: true }));
const sgPath = new URL("../../../server/cli/sg.ts", import.meta.url).pathname;
const config = new URL("../../../deno.json", import.meta.url).pathname;

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function sg(...args: string[]): Promise<Ran> {
  return new Promise((done) =>
    execFile(
      Deno.execPath(),
      ["run", "-A", "--no-check", "--config", config, sgPath, ...args],
      { cwd: folder, env: { ...Deno.env.toObject(), INIT_CWD: folder } },
      (error, out, err) =>
        done({ code: (error?.code as number | undefined) ?? 0, out, err }),
    )
  );
}

function csv(name: string, seed: number, shift: number, more = "") {
  const next = random(seed);
  const lines = Array.from(
    { length: 1000 },
    (_, i) =>
      `${i},${next.normal() + shift},${next.uniform() < 0.5 ? "a" : "b"},${
        next.uniform() < 0.3 ? 1 : 0
      }`,
  );
  writeFileSync(
    `${folder}/${name}`,
    `id,x,city,label\n${lines.join("\n")}\n${more}`,
  );
}

csv("train.csv", 1, 0);
csv("same.csv", 2, 0);
csv("moved.csv", 3, 2);
writeFileSync(`${folder}/empty.csv`, "");
writeFileSync(`${folder}/twice.csv`, "a,a\n1,2\n");
writeFileSync(`${folder}/cut.parquet`, "PAR1 and then nothing");

test("sg report of moved data exits 1 and names the column", async () => {
  const { code, out } = await sg(
    "report",
    "moved.csv",
    "--reference",
    "train.csv",
    "--id",
    "id",
    "--html",
    "r.html",
    "--json",
    "r.json",
    "--junit",
    "r.xml",
    "--md",
    "r.md",
  );
  expect(out).toMatch(/What changed\n {2}fail +x /);
  expect(code).toBe(1);
  const made = JSON.parse(await Deno.readTextFile(`${folder}/r.json`));
  expect(made).toMatchObject({
    version: 1,
    verdict: "fail",
    expectedFalseAlarmsPerReport: 0.05,
    alarm: { basis: "bound", windows: 0, upperLimit: null },
  });
  expect(readdirSync(folder).filter((name) => name.startsWith("r."))).toEqual(
    ["r.html", "r.json", "r.md", "r.xml"],
  );
});

test("sg report of equal sources exits 0; --json alone prints JSON", async () => {
  const { code, out } = await sg(
    "report",
    "same.csv",
    "--reference",
    "train.csv",
    "--id",
    "id",
    "--json",
  );
  expect(code).toBe(0);
  expect(JSON.parse(out).current.rows).toBe(1000);
});

const mistakes: readonly [string, readonly string[], string][] = [
  ["a missing file", ["report", "gone.csv"], "gone.csv"],
  ["an empty file", ["report", "empty.csv"], "empty.csv"],
  ["a column named twice", ["report", "twice.csv"], "twice.csv"],
  ["a Parquet file cut in half", ["report", "cut.parquet"], "cut.parquet"],
  ["a label that is not there", [
    "report",
    "same.csv",
    "--label",
    "y",
  ], '"y"'],
  ["an unknown flag", ["report", "same.csv", "--refrence", "x"], "--refrence"],
  ["an unknown unit", [
    "measure",
    "drift/kss",
    "--current",
    "same.csv",
  ], "drift/kss"],
  ["a role that is not there", [
    "measure",
    "drift/psi",
    "--current",
    "same.csv",
    "--column",
    "col=x",
  ], "column"],
  ["an unknown verb", ["reprot"], "reprot"],
];

for (const [what, args, named] of mistakes) {
  test(`${what} is one sentence that names it, and exit 2`, async () => {
    const { code, out, err } = await sg(...args);
    expect(err.trim().split("\n").length).toBe(1);
    expect(err).toContain(named);
    expect(err).not.toContain("    at ");
    expect(out).toBe("");
    expect(code).toBe(2);
  });
}

test("sg measure answers with value, interval and n", async () => {
  const { code, out } = await sg(
    "measure",
    "validation/null_rate",
    "--current",
    "same.csv",
    "--column",
    "column=x",
    "--json",
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    id: "validation/null_rate",
    value: 0,
    unit: "ratio",
    n: { reference: null, current: 1000 },
  });
});

test("a stored profile judges without the data", async () => {
  await sg("profile", "train.csv", "--out", "train.profile.json");
  await sg(
    "profile",
    "moved.csv",
    "--bins-from",
    "train.profile.json",
    "--out",
    "moved.profile.json",
  );
  const { code, out } = await sg(
    "compare",
    "train.profile.json",
    "moved.profile.json",
  );
  expect(out).toMatch(/What changed\n {2}fail +x /);
  expect(code).toBe(1);
});
