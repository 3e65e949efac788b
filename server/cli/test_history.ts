import {
  type Backtest,
  backtest,
  backtestSentences,
  calibrate,
  type Calibration,
  type HistoryOptions,
  REPLAY_DEFAULTS,
  type TrainingTrend,
  trainingTrend,
  trendSentence,
} from "../../lib/mod.ts";
import type { CountedFile } from "./count_file.ts";

/** A backtest with what was chosen for it and its sentences. */
export interface Tested {
  readonly result: Backtest;
  readonly calibration: Calibration | undefined;
  readonly trend: TrainingTrend | undefined;
  readonly sentences: readonly string[];
}

/** Calibrates where asked and possible, then replays and puts faults in. */
export function testHistory(
  { windows, reference }: Pick<CountedFile, "windows" | "reference">,
  asked: Partial<HistoryOptions>,
  { auto, faults, say }: {
    readonly auto: boolean;
    readonly faults: boolean;
    readonly say: (line: string) => void;
  },
): Tested {
  const options = { ...REPLAY_DEFAULTS, ...asked, reference };
  if (auto) say("Choosing the rule on the first half");
  const calibration = auto ? calibrate(windows, options) : undefined;
  say(faults ? "Replaying, and putting faults in" : "Replaying");
  const result = backtest(windows, calibration?.options ?? options, { faults });
  const trend = trainingTrend(windows, result.options);
  return {
    result,
    calibration,
    trend,
    sentences: [
      ...backtestSentences(result, calibration),
      ...(trend ? [trendSentence(trend)] : []),
    ],
  };
}
