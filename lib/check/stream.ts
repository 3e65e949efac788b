import type { Better, Unit } from "./reading.ts";
import type { Taken } from "./options.ts";

/** What a stream detector says after a value. */
export type Signal = "none" | "warning" | "drift";

/**
 * A sequential detector: a fold over values in O(1) or O(log n) memory.
 *
 * The state is a plain JSON object that `step` changes in place; saved with JSON.stringify it resumes where it stopped.
 */
export interface Stream<O extends object = object, S extends object = object> {
  readonly kind: "stream";
  /** Room and file: "drift/page_hinkley". */
  readonly id: string;
  readonly unit: Unit;
  readonly better: Better;
  readonly needs: readonly ["column"];
  readonly defaults: Readonly<O>;
  /** What options take whose default, null or an empty list, does not say; "value" and "values" unless said. */
  readonly takes?: { readonly [K in keyof NoInfer<O>]?: Taken };
  /** Says what is wrong with the options; RangeError. */
  validate?(options: O): void;
  /** The state before the first value. */
  init(options: O): S;
  /** Takes one value in; says whether the stream changed. After "drift" the state has begun anew. */
  step(state: S, value: number, options: O): Signal;
}

/** Declares a stream detector. */
export function stream<O extends object, S extends object>(
  definition: Omit<Stream<O, S>, "kind" | "needs">,
): Stream<O, S> {
  return { kind: "stream", needs: ["column"], ...definition };
}
