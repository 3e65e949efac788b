import type { Result } from "../check/mod.ts";
import { escape } from "./escape.ts";

/** Results as JUnit XML: a suite a room, a case a check; fail is a failure, unknown is skipped, warn is written out. */
export function junit(results: readonly Result[], name: string): string {
  const rooms = [...new Set(results.map(({ room }) => room))];
  const count = (list: readonly Result[], verdict: string) =>
    list.filter((result) => result.verdict === verdict).length;
  const suites = rooms.map((room) => {
    const list = results.filter((result) => result.room === room);
    return `  <testsuite name="${
      escape(room)
    }" tests="${list.length}" failures="${count(list, "fail")}" skipped="${
      count(list, "unknown")
    }">\n${list.map(testCase).join("\n")}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${
    escape(name)
  }" tests="${results.length}" failures="${count(results, "fail")}" skipped="${
    count(results, "unknown")
  }">\n${suites.join("\n")}\n</testsuites>\n`;
}

function testCase(result: Result): string {
  const head = `    <testcase classname="${escape(result.id)}" name="${
    escape(result.check)
  }"`;
  const said = escape(result.explanation);
  switch (result.verdict) {
    case "pass":
      return `${head}/>`;
    case "warn":
      return `${head}><system-out>${said}</system-out></testcase>`;
    case "unknown":
      return `${head}><skipped message="${said}"/></testcase>`;
    case "fail":
      return `${head}><failure message="${said}"/></testcase>`;
  }
}
