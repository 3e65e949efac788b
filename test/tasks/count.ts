/** How many tests of a part of the tree passed and failed, and the titles of those that were not run. */
export interface Count {
  readonly part: string;
  readonly passed: number;
  readonly failed: number;
  readonly notRun: readonly string[];
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: "passed" | "failed";
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
    }[];
  }[];
}

const parts: readonly (readonly [prefix: RegExp, part: string])[] = [
  [/^notebooks/, "notebooks"],
  [/^(dashboards|browser)\//, "dashboards"],
  [/^server\//, "server"],
  [/^[^/]+$/, "rules"],
  [/^/, "library"],
];

/**
 * Counts by part of the tree from vitest's JSON report; `folder` is where the test files stand.
 *
 * A file that cannot be loaded has no tests and counts as one failure, and so does an exit code that no test explains.
 */
export function countVitest(
  report: VitestReport | undefined,
  exitCode: number,
  folder: string,
): Count[] {
  const counts = new Map<
    string,
    { passed: number; failed: number; notRun: string[] }
  >();
  for (const { name, status, assertionResults } of report?.testResults ?? []) {
    const path = name.startsWith(folder) ? name.slice(folder.length) : name;
    const part = parts.find(([prefix]) => prefix.test(path))![1];
    const count = counts.get(part) ?? { passed: 0, failed: 0, notRun: [] };
    counts.set(part, count);
    const failedBefore = count.failed;
    for (const { status, fullName } of assertionResults) {
      if (status === "passed") count.passed++;
      else if (status === "failed") count.failed++;
      else count.notRun.push(`${path}: ${fullName}`);
    }
    if (status === "failed" && count.failed === failedBefore) count.failed++;
  }
  const list = [...counts].map(([part, count]) => ({ part, ...count }));
  const explained = list.some(({ failed }) => failed > 0);
  if (exitCode !== 0 && !explained) {
    list.push({
      part: "the test runner itself",
      passed: 0,
      failed: 1,
      notRun: [],
    });
  }
  return list;
}

/**
 * Counts the examples in docstrings from Deno's JUnit report.
 *
 * Without a report the examples did not even start, which is one failure.
 */
export function countExamples(
  junit: string | undefined,
  exitCode: number,
): Count {
  const total = (name: string) =>
    Number(
      junit?.match(new RegExp(`<testsuites[^>]* ${name}="(\\d+)"`))?.[1] ?? 0,
    );
  const failed = total("failures") + total("errors");
  return {
    part: "doc examples",
    passed: total("tests") - failed,
    failed: exitCode !== 0 && failed === 0 ? 1 : failed,
    notRun: [],
  };
}
