import type { Tolerance } from "./close.ts";
import type { Folder } from "./folder.ts";

/** A value of a reference implementation: `goldens[key]` of a folder's goldens.json. */
export interface Golden {
  readonly key: string;
  readonly value: unknown;
  /** Which library and version made it. */
  readonly lib: string;
  /** The call that made it; options are read from here. */
  readonly call: string;
  /** What else was kept: thresholds, warnings, realised values, an error. */
  readonly more: Readonly<Record<string, unknown>>;
}

/** What our units say to a key. */
export interface Answer {
  readonly ours: unknown;
  /** What it is compared with, defaults to the golden's value. */
  readonly theirs?: unknown;
  /** The call as a person would write it. */
  readonly call: string;
  /** Defaults to that of an exact statistic. */
  readonly tolerance?: Tolerance;
  /** Other tolerances by field or place of a value with several. */
  readonly fields?: Readonly<Record<string, Tolerance>>;
}

/** How the keys of one pattern map to units. */
export interface Rule {
  readonly pattern: RegExp;
  ask(
    groups: Readonly<Record<string, string>>,
    golden: Golden,
    folder: Folder,
  ): Promise<Answer>;
}

/** Declares a rule; the pattern stands for the whole key. */
export function rule(pattern: RegExp, ask: Rule["ask"]): Rule {
  return { pattern: new RegExp(`^(?:${pattern.source})$`), ask };
}
