import { expect, test } from "vitest";
import { countExamples, countVitest } from "./count.ts";

const file = (name: string, ...statuses: string[]) => ({
  name: `/project/test/${name}`,
  status: statuses.includes("failed") || statuses.length === 0
    ? "failed" as const
    : "passed" as const,
  assertionResults: statuses.map((status, i) => ({
    status,
    fullName: `law ${i}`,
  })),
});
const count = (testResults: ReturnType<typeof file>[], code = 0) =>
  countVitest({ testResults }, code, "/project/test/").map((
    { part, passed, failed, notRun },
  ) => [
    part,
    passed,
    failed,
    notRun,
  ]);

test("countVitest() counts by part of the tree and names what was not run", () => {
  expect(count([
    file("math/a.test.ts", "passed", "failed"),
    file("units/b.test.ts", "passed", "skipped"),
    file("server/c.test.ts", "passed"),
    file("notebooks.test.ts", "passed"),
    file("docs.test.ts", "passed"),
  ], 1)).toEqual([
    ["library", 2, 1, ["units/b.test.ts: law 1"]],
    ["server", 1, 0, []],
    ["notebooks", 1, 0, []],
    ["rules", 1, 0, []],
  ]);
});

test("countVitest() counts a file that does not load as one failure", () => {
  expect(count([file("math/a.test.ts")], 1)).toEqual([["library", 0, 1, []]]);
});

test("countVitest() counts an exit code that no test explains as one failure", () => {
  expect(count([file("math/a.test.ts", "passed")], 1)).toEqual([
    ["library", 1, 0, []],
    ["the test runner itself", 0, 1, []],
  ]);
  expect(countVitest(undefined, 1, "/").map(({ failed }) => failed)).toEqual([
    1,
  ]);
});

test("countExamples() reads Deno's totals; no report is one failure", () => {
  const junit =
    '<testsuites name="deno test" tests="3" failures="1" errors="0" time="0.1">';
  expect(countExamples(junit, 1)).toMatchObject({ passed: 2, failed: 1 });
  expect(countExamples(undefined, 1)).toMatchObject({ passed: 0, failed: 1 });
});
