import type { Verdict } from "./condition.ts";
import type { Severity } from "./condition.ts";
import type { Interval, Unit } from "./reading.ts";

/** One check's outcome as one flat row: the same in files, API, lake and notebook. */
export interface Result {
  /** Stable name: "drift/psi(column=amount)". */
  readonly check: string;
  /** The unit's id: "drift/psi". */
  readonly id: string;
  /** The unit's room: "drift". */
  readonly room: string;
  readonly columns: Readonly<Record<string, string | readonly string[]>>;
  /** The rows it is about, by column; a missing value is null. */
  readonly slice: Readonly<Record<string, string | null>> | null;
  readonly window: { readonly from: string; readonly to: string } | null;
  readonly value: number | null;
  readonly unit: Unit;
  readonly interval: Interval | null;
  readonly pValue: number | null;
  readonly effect: number | null;
  readonly error: number | null;
  readonly condition: string;
  readonly verdict: Verdict;
  readonly severity: Severity;
  readonly n: { readonly reference: number | null; readonly current: number };
  /** One sentence for people. */
  readonly explanation: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly evidence: Readonly<Record<string, unknown>> | null;
}

/** A number as it is printed and stored: at most 12 significant digits. */
export function twelveDigits(x: number): number {
  return Number.isFinite(x) ? Number(x.toPrecision(12)) : x;
}

/** A value made ready for JSON: numbers to 12 digits, NaN and infinities null with their name kept beside. */
export function plain(value: unknown): unknown {
  if (typeof value === "number") {
    return Number.isFinite(value) ? twelveDigits(value) : null;
  }
  if (ArrayBuffer.isView(value)) {
    return Array.from(value as Float64Array, plain);
  }
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([k, v]) => [k, plain(v)]));
  }
  if (value && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).filter(([, v]) => v !== undefined).map((
        [k, v],
      ) => [k, plain(v)]),
    );
  }
  return value;
}
