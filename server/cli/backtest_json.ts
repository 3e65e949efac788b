import { plain, type ReplayStep } from "../../lib/mod.ts";
import type { Tested } from "./test_history.ts";
import type { CountedFile } from "./count_file.ts";

/** A backtest as JSON: figures to 12 digits, instants in ISO 8601. */
export function backtestJson(
  { name, windows, notes }: CountedFile,
  { result, calibration, trend, sentences }: Tested,
): unknown {
  const { options, rollUps, episodes, faults } = result;
  const rate = calibration?.graded ?? result.windows;
  return plain({
    version: 1,
    name,
    verdict: episodes.length ? "fail" : rate.judged ? "pass" : "unknown",
    windows: {
      from: windows[0] ? iso(windows[0].from) : null,
      to: windows.length ? iso(windows.at(-1)!.to) : null,
      counted: windows.length,
    },
    expectedFalseAlarms: {
      perMonth: options.budget.episodes * 30 / options.budget.days,
      basis: "replay",
      windows: rate.judged,
      alarms: rate.alarms,
      upper: rate.upper,
    },
    leastVisible: result.leastVisible,
    detectionDelay: faults,
    rollUps: rollUps.map(({ rollUp, ...figures }) => ({
      name: rollUp.name,
      level: rollUp.level,
      ...figures,
    })),
    options,
    calibration: calibration
      ? {
        tried: calibration.tried,
        cut: iso(calibration.cut),
        graded: {
          ...calibration.graded,
          episodes: calibration.graded.episodes.map(spanOf),
        },
      }
      : null,
    training: trend
      ? {
        reference: trend.reference,
        rollUp: trend.rollUp.name,
        judged: trend.verdicts.length,
        out: trend.verdicts.filter(({ verdict }) => verdict === "fail").length,
        columns: trend.columns.map((each) => ({
          ...each,
          since: iso(each.since),
        })),
      }
      : null,
    episodes: episodes.map(spanOf),
    alarms: result.steps.filter(({ alarmed }) => alarmed.length).map(alarmOf),
    notJudged: Object.fromEntries(result.notJudged),
    notes,
    sentences,
  });
}

function alarmOf({ rollUp, verdict, alarmed }: ReplayStep) {
  return {
    rollUp: rollUp.name,
    window: spanOf(verdict),
    columns: verdict.columns.filter(({ column }) => alarmed.includes(column)),
    notes: verdict.notes,
  };
}

function spanOf({ from, to }: { readonly from: number; readonly to: number }) {
  return { from: iso(from), to: iso(to) };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
