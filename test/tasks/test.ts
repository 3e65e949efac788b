/**
 * Runs everything: library, rules, server, dashboards in Chromium, notebooks in the Deno kernel, examples in docstrings.
 *
 * ```sh
 * deno task test            # everything; the last line is "N passed, N failed"
 * deno task test drift/psi  # only the test files whose path holds the text
 * ```
 */
import { type Count, countExamples, countVitest } from "./count.ts";
import { ci, deno, install, root, vitest } from "./deno.ts";
import { type Lack, lacks } from "./lacks.ts";

/** What notebooks read: made once, and kept. */
const WORLDS = {
  "data/streamflix/out/world.json": "data/streamflix/make.ts",
  "data/fraud/out/manifest.json": "data/fraud/make.ts",
};

const filters = Deno.args;
const reports = await Deno.makeTempDir();
try {
  Deno.exitCode = await main() ? 0 : 1;
} finally {
  await Deno.remove(reports, { recursive: true });
}

async function main(): Promise<boolean> {
  const installed = await install();
  if (installed !== 0) {
    return close([{ part: "packages", passed: 0, failed: 1, notRun: [] }], []);
  }
  if (!await worlds()) {
    return close(
      [{ part: "demo world", passed: 0, failed: 1, notRun: [] }],
      [],
    );
  }
  const missing = await lacks();
  const counts = [
    ...await tests(missing),
    ...(filters.length === 0 ? [await examples()] : []),
  ];
  return close(counts, missing);
}

async function worlds(): Promise<boolean> {
  const wanted = filters.length === 0 ||
    filters.some((filter) => "notebooks.test.ts".includes(filter));
  for (const [made, make] of Object.entries(WORLDS)) {
    const there = await Deno.stat(root + made).then(() => true, () => false);
    if (wanted && !there && await deno("run", "-A", make) !== 0) return false;
  }
  return true;
}

async function tests(missing: readonly Lack[]): Promise<Count[]> {
  const file = `${reports}/vitest.json`;
  const without = (await Promise.all(missing.map(filesOf))).flat();
  const code = await vitest(
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
    ...without.map((path) => `--exclude=${path}`),
    ...filters,
  );
  const report = await Deno.readTextFile(file).then(
    JSON.parse,
    () => undefined,
  );
  return countVitest(report, code, `${root}test/`);
}

async function examples(): Promise<Count> {
  const run = async (name: string, ...flags: string[]) => {
    const file = `${reports}/${name}.xml`;
    const code = await deno(
      "test",
      "-A",
      "--doc",
      "--quiet",
      "--reporter=dot",
      `--junit-path=${file}`,
      ...flags,
      "lib",
    );
    return {
      code,
      junit: await Deno.readTextFile(file).catch(() => undefined),
    };
  };
  const checked = await run("checked");
  if (checked.code === 0 || checked.junit !== undefined) {
    return countExamples(checked.junit, checked.code);
  }
  // One example with a wrong type stops them all: run them unchecked, and count the type check as one failure.
  const unchecked = await run("unchecked", "--no-check");
  const count = countExamples(unchecked.junit, unchecked.code);
  return { ...count, failed: count.failed + 1 };
}

/** The test files that cannot run without a part: those that name its folder. */
async function filesOf({ part }: Lack): Promise<string[]> {
  const folder = part === "notebooks"
    ? "notebooks/run_notebook.ts"
    : "browser/chromium.ts";
  const own = folder.replace(/^.*\//, "./");
  const found: string[] = [];
  for await (const path of testFiles("test/")) {
    const text = await Deno.readTextFile(root + path);
    if (
      text.includes(folder) ||
      path.startsWith("test/browser/") && text.includes(own)
    ) found.push(path);
  }
  return found;
}

async function* testFiles(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(root + folder)) {
    if (isDirectory && !name.startsWith(".")) {
      yield* testFiles(`${folder}${name}/`);
    } else if (name.endsWith(".test.ts")) yield folder + name;
  }
}

function close(counts: readonly Count[], missing: readonly Lack[]): boolean {
  const sum = (of: (count: Count) => number) =>
    counts.reduce((total, count) => total + of(count), 0);
  const passed = sum((count) => count.passed);
  const failed = sum((count) => count.failed) + (ci ? missing.length : 0);
  console.log();
  for (const { part, notRun } of counts) {
    for (const title of notRun) console.log(`Not run (${part}): ${title}`);
  }
  for (const { part, message } of missing) {
    console.log(`Not run (${part}): ${message}`);
  }
  for (const { part, passed, failed } of counts) {
    console.log(`${part}: ${passed} passed, ${failed} failed`);
  }
  const nothing = passed + failed === 0;
  if (nothing) console.log("No test was found");
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && !nothing;
}
