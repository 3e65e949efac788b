import { percent } from "../profile/mod.ts";
import type { Backtest } from "./backtest.ts";
import type { Calibration } from "./calibrate.ts";
import type { FaultDelay } from "./delays.ts";
import { widthOf } from "./season.ts";
import type { TrainingTrend } from "./training.ts";

const DAY = 86_400_000;

/**
 * What a backtest promises, in sentences: expected false alarms, what the replay saw and can certify, delays of faults put
 * in, and the smallest change seen.
 */
export function backtestSentences(
  { windows, options, faults, leastVisible, steps }: Backtest,
  calibration?: Calibration,
): readonly string[] {
  const unit = lengthName(
    widthOf(steps.slice(0, 1).map(({ verdict }) => verdict)),
  );
  const { episodes, days } = options.budget;
  const monthly = Number((episodes * 30 / days).toPrecision(2));
  const rate = calibration?.graded ?? windows;
  const sentences = [
    options.level === null
      ? `Expected false alarms: at most ${monthly} a month if ${unit.many} vary as in the last ${options.reference} (budget).`
      : `Expected false alarms: at most ${
        percent(options.level)
      } of ${unit.many} if ${unit.many} vary as in the last ${options.reference}.`,
    rate.judged
      ? `Seen in replay: ${rate.alarms} of ${rate.judged} ${unit.many}, so at most ${
        percent(rate.upper)
      } of ${unit.many} (95 %).`
      : `Seen in replay: nothing, there are too few ${unit.many}.`,
  ];
  if (calibration) {
    const { tried, cut, graded } = calibration;
    const rule = options.need === 2
      ? "two of three out"
      : `each ${unit.one} by itself`;
    sentences.push(
      `Rule: ${rule}${
        options.margin === 1 ? "" : ", twice the minimum effect"
      }; chosen on ${tried[0]!.judged} ${unit.many} before ${windowDay(cut)} (${
        tried.map(({ said, episodes }) =>
          `${said}: ${episodes} episode${episodes === 1 ? "" : "s"}`
        ).join("; ")
      }), graded on the ${graded.judged} after.`,
    );
  }
  if (faults.length) {
    sentences.push(
      `Injected: ${faults.map((fault) => saidDelay(fault, unit)).join("; ")}.`,
    );
  }
  if (leastVisible) {
    sentences.push(
      `Smallest change seen in one ${unit.one}: ${
        points(leastVisible.middle)
      } points in the middle column, ${
        points(leastVisible.worst)
      } in the worst${
        leastVisible.blind
          ? `; ${
            percent(leastVisible.blind)
          } of verdicts are unknown, a change of 10 points could not have been seen`
          : ""
      }.`,
    );
  }
  return sentences;
}

/** How far the history has gone from its first windows, in one sentence. */
export function trendSentence(
  { reference, rollUp, verdicts, columns }: TrainingTrend,
): string {
  const unit = lengthName(rollUp.length);
  const out = verdicts.filter(({ verdict }) => verdict === "fail").length;
  const most = columns.slice(0, 3).map(({ column, since, explanation }) =>
    `${explanation}, since ${windowDay(since)}`.replace(
      `${column}: `,
      `${column} `,
    )
  );
  return `Against the first ${reference} windows, which stay as they are (training): ${out} of ${verdicts.length} ${unit.many} out${
    most.length ? `; ${most.join("; ")}` : ""
  }${columns.length > 3 ? `; and ${columns.length - 3} more columns` : ""}.`;
}

/** What windows of a length are called. */
export function lengthName(
  width: number,
): { readonly one: string; readonly many: string } {
  const one = width === DAY
    ? "day"
    : width === DAY / 24
    ? "hour"
    : width === 7 * DAY
    ? "week"
    : width > 27 * DAY && width < 32 * DAY
    ? "month"
    : "window";
  return { one, many: `${one}s` };
}

/** The start of a window as people read it. */
export function windowDay(at: number): string {
  const text = new Date(at).toISOString();
  return text.endsWith("T00:00:00.000Z")
    ? text.slice(0, 10)
    : text.slice(0, 16).replace("T", " ");
}

function saidDelay(
  { fault, tried, found, windows }: FaultDelay,
  unit: { readonly one: string; readonly many: string },
): string {
  return windows === null
    ? `${fault}: not found (0 of ${tried})`
    : `${fault}: found after ${windows} ${
      windows === 1 ? unit.one : unit.many
    } (${found} of ${tried})`;
}

function points(share: number): string {
  return String(Number((share * 100).toPrecision(2)));
}
