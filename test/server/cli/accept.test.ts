import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { random } from "../../../lib/math/mod.ts";
import { report } from "../../../server/cli/report.ts";

const folder = mkdtempSync(`${tmpdir()}/sg-accept-`);
afterAll(() => rmSync(folder, { recursive: true }));

function csv(name: string, seed: number, shift: number) {
  const next = random(seed);
  const lines = Array.from(
    { length: 3000 },
    (_, i) =>
      `${i},${next.normal() + shift},${next.normal() + shift},${next.normal()}`,
  );
  writeFileSync(`${folder}/${name}`, `id,x,y,z\n${lines.join("\n")}\n`);
}

beforeAll(() => {
  csv("train.csv", 1, 0);
  csv("moved.csv", 2, 1);
  csv("later.csv", 3, 1);
  csv("further.csv", 4, 2);
  vi.stubEnv("INIT_CWD", folder);
});

/** What a command prints, and its exit code. */
async function sg(...args: string[]) {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  try {
    const code = await report.run(args);
    return {
      code,
      out: log.mock.calls.map(([text]) => String(text)).join("\n"),
    };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

const read = (name: string) => readFileSync(`${folder}/${name}`, "utf8");
const against = ["--reference", "train.csv", "--id", "id"];
const acceptX = (suite: string, ...more: string[]) =>
  sg("accept", "moved.csv", ...against, "--suite", suite, ...more);

test("accept makes the suite file; later reports show the change as accepted until it moves further", async () => {
  expect((await sg("moved.csv", ...against)).code).toBe(1);
  const made = await acceptX(
    "new.ts",
    "--check",
    "x",
    "--check",
    "drift/change(column=y)",
    "--reason",
    'new "form"',
  );
  expect(made).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Accepted: x: .*\nAccepted: y: /),
  });
  const later = await sg("later.csv", ...against, "--suite", "new.ts");
  expect(later.code).toBe(0);
  expect(later.out).toContain('new "form"');
  const further = await sg("further.csv", ...against, "--suite", "new.ts");
  expect(further.code).toBe(1);
  expect(further.out.replace(/\s+/g, " ")).toContain("has moved further since");
});

test("accepting again changes no byte; a new reason changes that alone", async () => {
  await acceptX("again.ts", "--check", "x", "--reason", "one");
  const first = read("again.ts");
  expect((await acceptX("again.ts", "--check", "x")).out).toMatch(
    /^Accepted already: /,
  );
  expect(read("again.ts")).toBe(first);
  await acceptX(
    "again.ts",
    "--check",
    "x",
    "--reason",
    "two",
    "--until",
    "2999-12-31",
  );
  expect(read("again.ts")).toBe(
    first.replace('"reason": "one"', '"reason": "two"')
      .replace(/("value": .*\n.*\n.*\n)/, '$1    "until": "2999-12-31",\n'),
  );
});

test("the rest of a suite file stays as it is, its checks are asked", async () => {
  const text = `import { check, change, unchangedAmong } from "sightglass";
// mine
export const checks = (defaults) => defaults.filter(({ name }) => name.includes("drift/change(column=x)"));`;
  writeFileSync(`${folder}/own.ts`, `${text}\n`);
  expect((await acceptX("own.ts", "--check", "x")).code).toBe(0);
  expect(read("own.ts").startsWith(text)).toBe(true);
  await acceptX("own.ts", "--check", "x", "--reason", "second thought");
  expect(read("own.ts").split("export const accepted").length).toBe(2);
  const { code, out } = await sg(
    "moved.csv",
    ...against,
    "--suite",
    "own.ts",
    "--json",
  );
  expect(code).toBe(0);
  expect(
    JSON.parse(out).results.map((result: { check: string }) => result.check),
  )
    .toEqual(["drift/change(column=x)"]);
});

test("what cannot be accepted is one sentence, and nothing is written", async () => {
  const refused: readonly [string, readonly string[]][] = [
    [
      'Cannot accept "z": no check or column of that name failed or warns, open are',
      ["--check", "z"],
    ],
    ['Cannot accept "drift/change(column=z)": its verdict is pass', [
      "--check",
      "x",
      "--check",
      "drift/change(column=z)",
    ]],
    ['Cannot accept a change until "soon"', [
      "--check",
      "x",
      "--until",
      "soon",
    ]],
    ["Cannot accept a change: --suite FILE.ts and --check NAME are needed", []],
  ];
  for (const [sentence, more] of refused) {
    await expect(acceptX("never.ts", ...more)).rejects.toThrow(sentence);
  }
  await expect(sg("moved.csv", ...against, "--reason", "x")).rejects.toThrow(
    'Cannot use --check, --reason and --until here: they belong to "sg report accept"',
  );
  expect(readdirSync(folder)).not.toContain("never.ts");
});

test('a suite that is none, or has an "accepted" of its own, is refused in one sentence', async () => {
  const bad: readonly [string, string, string][] = [
    ["empty.ts", "export const other = 1;", 'it exports neither "checks"'],
    [
      "entry.ts",
      "export const checks = [1];",
      'entry 0 of "checks" is no check(...)',
    ],
    ["maker.ts", "export const checks = () => 1;", '"checks" makes no list'],
    [
      "list.ts",
      "export const accepted = [1];",
      '"accepted" is no list of accepted changes',
    ],
    ["broken.ts", "export const = ;", 'Cannot use the suite "broken.ts": '],
  ];
  for (const [name, text, sentence] of bad) {
    writeFileSync(`${folder}/${name}`, text);
    await expect(sg("moved.csv", ...against, "--suite", name)).rejects.toThrow(
      sentence,
    );
  }
  writeFileSync(`${folder}/mine.ts`, "export const accepted = [];");
  await expect(acceptX("mine.ts", "--check", "x")).rejects.toThrow(
    'it exports an "accepted" of its own, which only you can change',
  );
  expect(read("mine.ts")).toBe("export const accepted = [];");
});
