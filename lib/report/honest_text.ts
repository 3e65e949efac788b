import { points } from "../profile/mod.ts";
import { alarmSentence } from "./alarm.ts";
import type { ReportData } from "./report_data.ts";

/** What a report promises and cannot see, as short sentences: the two honest figures first. */
export function honestText({ alarm, honesty }: ReportData): readonly string[] {
  if (!alarm) return honesty;
  const { expectedFalseAlarms, smallestVisible, basis, windows } = alarm;
  const bound = basis === "bound";
  const figures = `False alarms expected: at most ${
    hundred(expectedFalseAlarms)
  } in 100 reports${bound ? " if both sides came from one source" : ""}.${
    smallestVisible === null
      ? ""
      : ` Smallest change seen: ${points(smallestVisible)} of the rows.`
  }`;
  const said = alarmSentence(alarm);
  return [
    figures,
    ...honesty.map((line) =>
      line !== said
        ? line
        : bound
        ? "Natural differences between days are not covered: there are no reference windows."
        : `Natural differences between days are those of ${windows} windows.`
    ),
  ];
}

/** A rate as a number in a hundred. */
export function hundred(rate: number): string {
  return String(Number((100 * rate).toPrecision(3)));
}
