import { thousands } from "../profile/mod.ts";
import { type Reading, type Unknown, unknown } from "./reading.ts";

/** A judgement, from best to worst: pass, unknown, warn, fail. */
export type Verdict = "pass" | "warn" | "fail" | "unknown";

/** How bad a failed check is: "info" is shown and never judged. */
export type Severity = "fail" | "warn" | "info";

/** Decides good or bad; thresholds live with the user. */
export interface Condition {
  /** As people say it: "at most 0.01". */
  readonly text: string;
  /**
   * Whether the reading is good, or why that cannot be said of so little data. `level` is what is left of a family's level for
   * this check.
   */
  holds(reading: Reading, level?: number): boolean | Unknown;
  /**
   * Whether checks that share this very condition are judged as one family: `holds` then sees the p-value adjusted by
   * Holm over all of them. It is the family's level: the share of families in which any false alarm is raised.
   */
  readonly family?: number;
}

/** The value may not be larger. */
export function atMost(limit: number): Condition {
  requireLimits(limit);
  return { text: `at most ${limit}`, holds: ({ value }) => value <= limit };
}

/** The value may not be smaller. */
export function atLeast(limit: number): Condition {
  requireLimits(limit);
  return { text: `at least ${limit}`, holds: ({ value }) => value >= limit };
}

/** The value must be smaller. */
export function below(limit: number): Condition {
  requireLimits(limit);
  return { text: `below ${limit}`, holds: ({ value }) => value < limit };
}

/** The value must lie between the two, ends included. */
export function between(low: number, high: number): Condition {
  requireLimits(low, high);
  if (low > high) {
    throw new RangeError(
      `Cannot build a condition: it is between ${low} and ${high}, the smaller limit is needed first`,
    );
  }
  return {
    text: `between ${low} and ${high}`,
    holds: ({ value }) => value >= low && value <= high,
  };
}

/** The value must be that. */
export function equalTo(expected: number): Condition {
  requireLimits(expected);
  return {
    text: `equal to ${expected}`,
    holds: ({ value }) => value === expected,
  };
}

// A notebook's cells and a suite's data are checked by no compiler.
function requireLimits(...limits: readonly unknown[]): void {
  for (const limit of limits) {
    if (typeof limit === "number" && !Number.isNaN(limit)) continue;
    throw new TypeError(
      `Cannot build a condition: its limit is ${
        typeof limit === "number" ? limit : JSON.stringify(limit)
      }, a number is needed`,
    );
  }
}

/** A pass must have been able to show a change of so many of the rows. */
const MUST_SHOW = 0.1;

/**
 * None of the columns changed: all checks that share the condition are one family, in which any false alarm is raised in
 * at most `level` of the reports.
 *
 * What could only have shown a change of over 10 points of the rows is unknown, not good.
 */
export function unchangedAmong(level = 0.05): Condition {
  return {
    text: `no change (family-wise p < ${level})`,
    holds: ({ pValue, leastVisible }, own = level) => {
      if ((pValue ?? 1) <= level) return false;
      const seen = leastVisible?.(own);
      if (!seen || seen.change <= MUST_SHOW) return true;
      return unknown(
        `only a change of ${
          Math.ceil(100 * seen.change)
        } points would have been seen, ${
          thousands(roundUp(seen.rows))
        } rows a side are needed to see 10`,
        { rowsNeeded: seen.rows },
      );
    },
    family: level,
  };
}

/** Two digits are all that such a figure is worth. */
function roundUp(rows: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(rows)) - 1);
  return Math.ceil(rows / step) * step;
}

/** Chance alone would give such a value often enough: its p-value is at least `level`, or it has none. */
export function noSign(level = 0.005): Condition {
  return {
    text: `no sign of it (p at least ${level})`,
    holds: ({ pValue }) => (pValue ?? 1) >= level,
  };
}

/** Shown, never judged. */
export const anything: Condition = { text: "shown only", holds: () => true };

const rank: Readonly<Record<Verdict, number>> = {
  pass: 0,
  unknown: 1,
  warn: 2,
  fail: 3,
};

/** The worst of several verdicts; pass for none. */
export function worst(verdicts: Iterable<Verdict>): Verdict {
  let found: Verdict = "pass";
  for (const verdict of verdicts) {
    if (rank[verdict] > rank[found]) found = verdict;
  }
  return found;
}
