import type { Result } from "../check/mod.ts";
import { adviseOn, tellCause } from "./cause_text.ts";
import { escape } from "./escape.ts";
import { columnsText, intervalText, pValueText, valueText } from "./figure.ts";
import type { ReportData } from "./report_data.ts";

/**
 * A report as JUnit XML: a suite a room, a case a check.
 *
 * Fail is a failure with its sentence, figures and cause; unknown is skipped with its reason; warn and accepted changes are written out. The
 * verdict and the honest figures stand in the properties. Every text is escaped; characters that XML cannot hold become U+FFFD.
 */
export function junit(data: ReportData): string {
  const { results } = data;
  const rooms = [...new Set(results.map(({ room }) => room))];
  const count = (list: readonly Result[], verdict: string) =>
    list.filter((result) => result.verdict === verdict).length;
  const counts = (list: readonly Result[]) =>
    `tests="${list.length}" failures="${
      count(list, "fail")
    }" errors="0" skipped="${count(list, "unknown")}"`;
  const suites = rooms.map((room, i) => {
    const list = results.filter((result) => result.room === room);
    return `  <testsuite name="${escape(room)}" ${counts(list)}>\n${
      i === 0 ? properties(data) : ""
    }${
      list.map((result) => testCase(result, data)).join("\n")
    }\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${
    escape(data.label)
  }" ${counts(results)}>\n${suites.join("\n")}\n</testsuites>\n`;
}

function properties({ verdict, sentence, alarm }: ReportData): string {
  const list = [
    ["verdict", verdict],
    ["sentence", sentence],
    ...(alarm
      ? [
        ["expectedFalseAlarmsPerReport", String(alarm.expectedFalseAlarms)],
        ["smallestVisible", String(alarm.smallestVisible ?? "")],
      ]
      : []),
  ];
  return `    <properties>\n${
    list.map(([name, value]) =>
      `      <property name="${name}" value="${escape(value!)}"/>`
    ).join("\n")
  }\n    </properties>\n`;
}

function testCase(result: Result, data: ReportData): string {
  const { id, check, explanation, verdict, details } = result;
  const head = `    <testcase classname="${escape(id)}" name="${
    escape(check)
  }"`;
  const said = escape(explanation);
  switch (verdict) {
    case "pass":
      return details.accepted
        ? `${head}><system-out>${said}</system-out></testcase>`
        : `${head}/>`;
    case "warn":
      return `${head}><system-out>${
        escape(body(result, data))
      }</system-out></testcase>`;
    case "unknown":
      return `${head}><skipped message="${said}"/></testcase>`;
    case "fail":
      return `${head}><failure type="${
        escape(result.room)
      }" message="${said}">${escape(body(result, data))}</failure></testcase>`;
  }
}

/** The sentence, the figures, and what was found of the cause. */
function body(result: Result, { why }: ReportData): string {
  const name = columnsText(result);
  const cause = result.room === "drift"
    ? why.causes.flatMap(({ columns }) => columns).find(({ column }) =>
      column === name
    )
    : undefined;
  const { reference, current } = result.n, interval = intervalText(result);
  return [
    result.explanation,
    `value ${valueText(result)}${
      interval ? `, 95 % interval ${interval}` : ""
    }${
      result.pValue === null ? "" : `, ${pValueText(result.pValue)}`
    }, wanted ${result.condition}`,
    `rows ${reference === null ? "" : `${reference} and `}${current}`,
    ...(cause ? [...tellCause(cause), adviseOn(cause)] : []),
  ].join("\n");
}
