import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import { report } from "../../lib/native/mod.ts";
import { outlineOf } from "../../lib/report/outline.ts";

const HOSTILE =
  `a"b'c\n\t]]></failure><script>alert(1)</script> | **x** @octocat #1 [l](http://x) \u0001\u001b[31m \u2028 \ud800 </details>`;

function wide(
  columns: number,
  seed: number,
  shift: number,
  name: (k: number) => string,
) {
  const next = random(seed);
  return Array.from({ length: 80 }, (_, i) =>
    Object.fromEntries([
      ["at", new Date(Date.UTC(2026, 0, 1, i))],
      ...Array.from(
        { length: columns },
        (_, k) => [name(k), next.normal() + (k % 3 ? 0 : shift)],
      ),
    ]));
}

const made = (columns: number, name = (k: number) => `feature_${k}`) =>
  report(wide(columns, 1, 4, name), {
    reference: wide(columns, 2, 0, name),
    time: "at",
  });

const hostile = (k: number) => `${HOSTILE}${k}`;

test("page, terminal, Markdown and JUnit name what changed in the same order", async () => {
  const found = await made(30);
  const names = outlineOf(found).changed.map(({ name }) => name);
  expect(names.length).toBe(10);
  const order = (text: string) =>
    names.map((name) => ({
      name,
      at: text.search(new RegExp(`\\b${name}\\b`)),
    }))
      .filter(({ at }) => at >= 0).map(({ name }) => name);
  const after = (text: string, start: string) =>
    text.slice(text.indexOf(start));
  const cards = found.html().slice(found.html().indexOf("What changed"));
  expect(order(cards)).toEqual(names);
  expect(order(after(found.markdown(), "| --- |").replaceAll("\\", "")))
    .toEqual(names);
  const terminal = after(found.text(), "What changed");
  expect(names.slice(0, 8).every((name) => terminal.includes(name))).toBe(true);
});

test("the terminal's text has at most 60 lines of 110 characters, and no control characters", async () => {
  for (const found of [await made(60), await made(20, hostile)]) {
    const lines = found.text().split("\n");
    expect(lines.length).toBeLessThan(60);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(
      110,
    );
    expect(found.text().replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  }
});

test("Markdown fits a comment on GitHub whatever the columns are called, and names make no markup", async () => {
  const long = await made(120, (k) => `${"long name ".repeat(60)}${k}`);
  expect(long.markdown().length).toBeLessThan(40_000);
  const text = (await made(20, hostile)).markdown();
  expect(text).not.toMatch(/<script|@octocat|#1 |[^\\]\*\*x|\]\(http/);
  expect(text.match(/<\/details>/g)!.length).toBe(1);
  // every row of the first table has as many cells as its head
  const table = text.slice(text.indexOf("|  | column")).split("\n\n")[0]!.split(
    "\n",
  );
  const cells = (row: string) => row.replaceAll("\\|", "").split("|").length;
  expect(new Set(table.map(cells)).size).toBe(1);
});

test("JUnit is XML to Python's parser, with the figures and causes of each failure", async () => {
  const path = `${tmpdir()}/sg-junit-${Deno.pid}.xml`;
  const found = await made(20, hostile);
  writeFileSync(path, found.junit());
  const seen = JSON.parse(
    execFileSync("python3", [
      "-c",
      `import json, sys, xml.etree.ElementTree as e
root = e.parse(sys.argv[1]).getroot()
cases = [c for s in root for c in s.iter("testcase")]
print(json.dumps({"tests": int(root.get("tests")), "failures": int(root.get("failures")), "cases": len(cases),
  "failed": [f.text for f in root.iter("failure")], "properties": {p.get("name"): p.get("value") for p in root.iter("property")}}))`,
      path,
    ], { encoding: "utf8" }),
  );
  Deno.removeSync(path);
  expect(seen.tests).toBe(found.results.length);
  expect(seen.cases).toBe(found.results.length);
  expect(seen.failures).toBe(seen.failed.length);
  expect(seen.failures).toBeGreaterThan(3);
  expect(seen.failed[0]).toMatch(
    /value [\d.]+ %, 95 % interval .* p .*, wanted no change/s,
  );
  expect(seen.failed[0]).toContain("rows 80 and 80");
  expect(seen.properties.verdict).toBe("fail");
});

test(
  "100 columns make a page under 150 KB, 1,000 columns one under 400 KB, with ten pictures",
  async () => {
    const bytes = (text: string) => new TextEncoder().encode(text).length;
    const hundred = (await made(100)).html(),
      thousand = (await made(1000)).html();
    expect(bytes(hundred)).toBeLessThan(150 * 1024);
    expect(bytes(thousand)).toBeLessThan(400 * 1024);
    expect(thousand.match(/<section class="card cause">/g)!.length).toBe(10);
    expect(thousand.match(/class="sp"/g)!.length).toBeGreaterThan(200);
  },
  120_000,
);
