import { points, type Profile } from "../profile/mod.ts";
import type { Check } from "./check.ts";
import type { Verdict } from "./condition.ts";
import { isReading, type Reading, type Unknown, unknown } from "./reading.ts";
import { plain, type Result, twelveDigits } from "./result.ts";

/** A unit's answer before it is judged. */
export type Answer = Reading | Unknown | undefined;

/** Turns an answer into a result by the check's condition; `level` is what a family leaves to it, defaults to 0.05. Pure. */
export function judge(
  check: Check,
  answer: Answer,
  profiles: {
    readonly reference: Profile | undefined;
    readonly current: Profile;
  },
  { window = null, level = 0.05 }: {
    readonly window?: Result["window"] | undefined;
    readonly level?: number | undefined;
  } = {},
): Result {
  const { unit, condition, severity } = check;
  const reading = isReading(answer) && !Number.isNaN(answer.value)
    ? answer
    : undefined;
  const held: boolean | Unknown = reading
    ? condition.holds(reading, level)
    : answer && "unknown" in answer
    ? answer
    : unknown("too little data");
  const undecided = typeof held === "object" ? held : undefined;
  const reason = reading && severity === "info"
    ? undefined
    : undecided?.unknown;
  const verdict: Verdict = severity === "info" || held === true
    ? "pass"
    : held === false
    ? severity
    : "unknown";
  const { evidence, ...details } = {
    ...reading?.details,
    ...undecided?.details,
  } as Record<string, unknown>;
  const seen = reading?.leastVisible?.(level).change;
  const infinite = reading && !Number.isFinite(reading.value)
    ? { reason: `value is ${reading.value}` }
    : {};
  return {
    check: check.name,
    id: unit.id,
    room: unit.id.split("/")[0]!,
    columns: check.roles,
    slice: null,
    window,
    value: number(reading?.value),
    unit: unit.unit,
    interval: reading?.interval && reading.interval.every(Number.isFinite)
      ? [twelveDigits(reading.interval[0]), twelveDigits(reading.interval[1])]
      : null,
    pValue: number(reading?.pValue),
    effect: number(reading?.effect),
    error: number(reading?.error),
    condition: condition.text,
    verdict,
    severity,
    n: {
      reference: reading?.n?.reference ?? profiles.reference?.rows ?? null,
      current: reading?.n?.current ?? profiles.current.rows,
    },
    explanation: explain(
      check,
      reading,
      reason,
      verdict === "pass" ? seen : undefined,
    ),
    details: plain({
      ...details,
      ...(seen === undefined ? {} : { leastVisible: seen }),
      ...infinite,
      ...(reason ? { reason } : {}),
    }) as Result["details"],
    evidence: plain(evidence ?? null) as Result["evidence"],
  };
}

function number(x: number | undefined): number | null {
  return x === undefined || !Number.isFinite(x) ? null : twelveDigits(x);
}

function explain(
  check: Check,
  reading: Reading | undefined,
  reason: string | undefined,
  seen: number | undefined,
): string {
  if (!reading) return `${check.name} is unknown: ${reason}`;
  const said = reading.details?.explanation;
  if (typeof said === "string") {
    const rest = reason ??
      (seen !== undefined && check.severity !== "info"
        ? `a change of ${points(seen)} would have been seen`
        : undefined);
    return rest === undefined ? said : `${said}; ${rest}`;
  }
  const value = Number(reading.value.toPrecision(4));
  const judged = check.severity === "info"
    ? ""
    : `, wanted ${check.condition.text}`;
  return `${check.name} is ${value}${judged}`;
}
