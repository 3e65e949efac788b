import {
  type Check,
  check,
  detector,
  type Reading,
  type Severity,
  unknown,
} from "../check/mod.ts";
import type { ColumnVerdict } from "./column_verdict.ts";

/** One column's verdict over a window, and whether it is an alarm by the monitor's rule. */
export interface JudgedColumn {
  readonly verdict: ColumnVerdict;
  readonly alarmed: boolean;
  /** What the window is: "day", "week". */
  readonly over: string;
  readonly level: number;
  /** What verdicts rest on, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Verdicts over a window as checks of a report, in which they stand beside the other checks: `drift/change` of each column,
 * judged against reference windows.
 *
 * Nothing is computed when they run: the window was judged before. Shape: judged columns, the severity of each -> checks.
 */
export function windowChecks(
  judged: readonly JudgedColumn[],
  severityOf: (column: string) => Severity,
): readonly Check[] {
  return judged.map((each) => {
    const { column } = each.verdict;
    const { alarmed, level, over } = each, blind = blindness(each.verdict);
    return check(
      detector({
        id: "drift/change",
        unit: "ratio",
        better: "lower",
        needs: ["column"],
        needsReference: false,
        defaults: {},
        compare: () => readingOf(each),
      }),
      { column },
      {
        text: `as in reference windows (over all columns p > ${
          Number(level.toPrecision(2))
        } a ${over})`,
        holds: () => alarmed ? false : blind ?? true,
      },
      { severity: severityOf(column) },
    );
  });
}

/** Why a verdict is neither a pass nor an alarm. */
function blindness({ verdict, leastVisible }: ColumnVerdict) {
  return verdict === "unknown" && leastVisible !== null
    ? unknown(
      `only a change of ${
        Math.ceil(100 * leastVisible)
      } points would have been seen in windows that vary so much`,
    )
    : undefined;
}

function readingOf(
  { verdict, level, over, notes, alarmed }: JudgedColumn,
): Reading | ReturnType<typeof unknown> {
  const { change, interval, adjusted, leastVisible, explanation } = verdict;
  if (change === null || interval === null || adjusted === null) {
    return unknown(explanation.replace(`${verdict.column}: `, ""));
  }
  const [low, high] = change < 0 ? [-interval[1], -interval[0]] : interval;
  return {
    value: Math.abs(change),
    interval: [low, high],
    pValue: adjusted,
    effect: Math.abs(change),
    n: verdict.n,
    details: {
      explanation: over === "day" || !alarmed
        ? explanation
        : `${explanation}, over the ${over}`,
      axis: verdict.axis,
      key: verdict.key,
      before: verdict.before,
      after: verdict.after,
      ownUnit: verdict.ownUnit,
      leastVisible,
      variation: verdict.phi,
      windows: verdict.windows,
      level,
      over,
      ...(notes.length ? { notes } : {}),
    },
  };
}
