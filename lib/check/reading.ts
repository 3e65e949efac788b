/** What a value counts. */
export type Unit =
  | "ratio"
  | "count"
  | "nats"
  | "bits"
  | "seconds"
  | "statistic"
  | "correlation"
  | "score"
  | "p-value"
  | "column unit"
  | "label unit"
  | "cost";

/** Which way is good; "none" where neither is. */
export type Better = "lower" | "higher" | "none";

/** A closed interval around a value, 95 % unless the unit says otherwise. */
export type Interval = readonly [number, number];

/** What a unit found. */
export interface Reading {
  readonly value: number;
  readonly interval?: Interval;
  /** Probability of a value this far out if nothing was wrong. */
  readonly pValue?: number;
  /** Size of the change in a unit that people act on. */
  readonly effect?: number;
  /** Bound of the error where the value is an approximation; absent or 0 where it is exact. */
  readonly error?: number;
  /** How small a change would have been found at a level of significance, where the unit can tell. */
  readonly leastVisible?: (level: number) => Visible;
  /** Rows that the value rests on; the tables' rows when absent. */
  readonly n?: { readonly reference?: number; readonly current: number };
  readonly details?: Readonly<Record<string, unknown>>;
}

/** How small a change data can show. */
export interface Visible {
  /** The smallest change found in four of five cases, in share of rows. */
  readonly change: number;
  /** Rows that each side needs for a change of 10 points to be found. */
  readonly rows: number;
}

/** Too little or unusable data, with the sentence that says why. */
export interface Unknown {
  readonly unknown: string;
  /** What is known all the same. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Says why there is no value. */
export function unknown(
  reason: string,
  details?: Readonly<Record<string, unknown>>,
): Unknown {
  return details ? { unknown: reason, details } : { unknown: reason };
}

/** Whether a unit's answer carries a value. */
export function isReading(
  answer: Reading | Unknown | undefined,
): answer is Reading {
  return answer !== undefined && "value" in answer;
}
