import type { Check, Result } from "../check/mod.ts";
import type { Profile } from "../profile/mod.ts";
import { hasMoved, type Landmarks, landmarksOf } from "./landmarks.ts";

/** A change that is meant: written by `sg report accept`, read by every later report. */
export interface AcceptedChange {
  /** The check's stable name: "drift/change(column=minutes)". */
  readonly check: string;
  readonly reason: string;
  /** The day on which it was accepted, "2026-03-14". */
  readonly at: string;
  /** The last day on which it holds; for ever when absent. */
  readonly until?: string;
  /** What the check said. */
  readonly said: string;
  /** What it found: the value, or how the column was distributed before and is now. */
  readonly value: number | null;
  readonly from?: Landmarks;
  readonly to?: Landmarks;
}

interface Sides {
  readonly reference: Profile | undefined;
  readonly current: Profile;
}

/**
 * The record that says a result's change is meant.
 *
 * Errors: RangeError for a result that found nothing to accept, and for a date that is none.
 */
export function acceptChange(
  result: Result,
  profiles: Sides,
  { reason, at, until }: {
    readonly reason: string;
    readonly at: string;
    readonly until?: string | undefined;
  },
): AcceptedChange {
  if (result.verdict === "pass" || result.verdict === "unknown") {
    throw new RangeError(
      `Cannot accept "${result.check}": its verdict is ${result.verdict}, a change that failed or warns is needed`,
    );
  }
  for (const day of [at, until]) {
    if (day !== undefined && !isDay(day)) {
      throw new RangeError(
        `Cannot accept a change until "${day}": a day such as "2026-12-31" is needed`,
      );
    }
  }
  const { reference, current } = columnsOf(result, profiles);
  return {
    check: result.check,
    reason,
    at,
    ...(until === undefined ? {} : { until }),
    said: result.explanation,
    value: result.value,
    ...(result.room === "drift" && reference && current
      ? { from: landmarksOf(reference), to: landmarksOf(current) }
      : {}),
  };
}

/**
 * Results in which accepted changes are shown and no longer judged, as long as they have not moved further.
 *
 * A drift check holds still while reference and current stand where they stood (`hasMoved`); any other while its value is no worse
 * than a tenth beyond the accepted one (a schema: says the same). A change that moved on, and one whose last day is over, is judged, and says
 * that it was accepted. Shape: results of the checks in their order -> results.
 */
export function applyAccepted(
  checks: readonly Check[],
  results: readonly Result[],
  accepted: readonly AcceptedChange[],
  profiles: Sides,
  today: string,
): readonly Result[] {
  const byCheck = new Map(accepted.map((found) => [found.check, found]));
  return results.map((result, i) => {
    const found = byCheck.get(result.check);
    if (!found || result.verdict === "pass" || result.verdict === "unknown") {
      return result;
    }
    const over = found.until !== undefined && today > found.until;
    const still = isStill(found, result, checks[i]!, profiles);
    const { check: _, ...shown } = found;
    if (still && !over) {
      return {
        ...result,
        verdict: "pass",
        severity: "info",
        explanation:
          `${result.explanation}; accepted ${found.at}: ${found.reason}`,
        details: { ...result.details, accepted: shown },
      };
    }
    return {
      ...result,
      explanation:
        `${result.explanation}; it was accepted ${found.at} (${found.reason})${
          over ? ` until ${found.until}` : " and has moved further since"
        }`,
      details: { ...result.details, wasAccepted: shown },
    };
  });
}

/** A check of a value may be a tenth worse than accepted. */
const WORSE = 0.1;

/** Whether a result found the change that was accepted, and no more. */
function isStill(
  { value, said, from, to }: AcceptedChange,
  result: Result,
  { unit }: Check,
  profiles: Sides,
): boolean {
  if (result.id === "validation/schema_match") {
    return result.explanation === said;
  }
  if (from && to) {
    const { reference, current } = columnsOf(result, profiles);
    return !!reference && !!current && !hasMoved(from, reference) &&
      !hasMoved(to, current);
  }
  if (value === null || result.value === null) return false;
  const change = result.value - value, most = WORSE * Math.abs(value);
  const worse = unit.better === "higher"
    ? -change
    : unit.better === "lower"
    ? change
    : Math.abs(change);
  return worse <= most;
}

function columnsOf(
  { columns: { column } }: Result,
  { reference, current }: Sides,
) {
  const name = String(column);
  return {
    reference: reference?.columns.get(name),
    current: current.columns.get(name),
  };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(text).toISOString().startsWith(text);
}
