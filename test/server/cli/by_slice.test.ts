import { afterAll, expect, test, vi } from "vitest";
import { measureVerb } from "../../../server/cli/measure.ts";
import { report } from "../../../server/cli/report.ts";
import type { Verb } from "../../../server/cli/usage.ts";

const folder = Deno.makeTempDirSync();
afterAll(() => Deno.removeSync(folder, { recursive: true }));
const file = `${folder}/scored.csv`, unlabelled = `${folder}/unlabelled.csv`;
// "north" is ranked rightly, "south" wrongly, and where the place is missing all are positive
const rows = Array.from({ length: 120 }, (_, i) => {
  const y = i % 2, place = ["north", "south", ""][i % 3]!;
  const s = (i % 3 === 1 ? 1 - y : y) * 0.5 + (i % 10) / 20;
  return { place, s, said: Number(s > 0.5), y: place === "" ? 1 : y };
});
const csv = (names: ("place" | "s" | "said" | "y")[]) =>
  [names, ...rows.map((row) => names.map((name) => row[name]))].join("\n");
Deno.writeTextFileSync(file, csv(["place", "s", "said", "y"]));
Deno.writeTextFileSync(unlabelled, csv(["place", "s", "said"]));

async function sg(verb: Verb, ...args: string[]) {
  const out: string[] = [], err: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line) =>
    void out.push(String(line))
  );
  const error = vi.spyOn(console, "error").mockImplementation((line) =>
    void err.push(String(line))
  );
  try {
    const code = await verb.run(args);
    return { code, out: out.join("\n"), err: err.join("\n") };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

const auc = ["metrics/roc_auc", "--column", "score=s", "--column", "label=y"];

test("sg measure --by answers for each slice, and says why one has no answer", async () => {
  const { out } = await sg(
    measureVerb,
    ...auc,
    "--current",
    file,
    "--by",
    "place",
    "--json",
  );
  const found = JSON.parse(out);
  expect(
    found.map(({ slice, value }: { slice: object; value: number }) => [
      slice,
      value,
    ]),
  ).toEqual([
    [{ place: "north" }, 1],
    [{ place: "south" }, 0],
    [{ place: null }, null],
  ]);
  expect(found[2].details.reason).toMatch(
    /^AUC needs both classes, found 40 positive and 0 negative/,
  );
});

test("sg measure --by as text names the missing value", async () => {
  const { out } = await sg(
    measureVerb,
    ...auc,
    "--current",
    file,
    "--by",
    "place",
  );
  expect(out.split("\n")[2]).toMatch(/^\(missing\)\t.*unknown \(AUC needs/);
});

test("sg measure --by says when it leaves values out", async () => {
  const many = `${folder}/many.csv`;
  Deno.writeTextFileSync(
    many,
    `k,x\n${Array.from({ length: 60 }, (_, i) => `k${i},${i}`).join("\n")}`,
  );
  const { out, err } = await sg(
    measureVerb,
    "validation/null_rate",
    "--current",
    many,
    "--column",
    "column=x",
    "--by",
    "k",
    "--json",
  );
  expect(JSON.parse(out).length).toBe(50);
  expect(err).toBe('Told are the 50 most frequent of 60 values of "k"');
});

test("sg measure estimates on current rows that have no label yet", async () => {
  const { out } = await sg(
    measureVerb,
    "estimation/cbpe",
    "--current",
    unlabelled,
    "--reference",
    file,
    "--column",
    "score=s",
    "--column",
    "prediction=said",
    "--column",
    "label=y",
    "--json",
  );
  expect(JSON.parse(out).value).toBeGreaterThan(0.4);
});

test("sg report --slice tells metrics by slice in its JSON, and in a line", async () => {
  const roles = ["--label", "y", "--score", "s", "--slice", "place"];
  const json = await sg(report, file, ...roles, "--json");
  const { results } = JSON.parse(json.out);
  const sliced = results.filter(({ slice }: { slice: object }) => slice);
  expect(sliced.length).toBe(6);
  const { out } = await sg(report, file, ...roles);
  expect(out).toContain("6 metrics by slice, in --html and --json");
});

test("sg report --slice without a label says what it needs", async () => {
  const { err } = await sg(report, file, "--slice", "place");
  expect(err).toContain(
    "Nothing to tell by slice: no column changed, and metrics need rows, --label, and --score or --prediction",
  );
});
