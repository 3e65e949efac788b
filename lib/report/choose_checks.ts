import type { Check } from "../check/mod.ts";

/**
 * The checks that a report keeps, by texts that their names hold (`*` stands for anything).
 *
 * Errors: RangeError when none is left; `name` says of what.
 */
export function chooseChecks(
  suite: readonly Check[],
  { only, skip }: {
    readonly only?: readonly string[];
    readonly skip?: readonly string[];
  },
  name: string,
): readonly Check[] {
  const kept = suite.filter((check) =>
    (!only?.length || matches(check.name, only)) &&
    (!skip?.length || !matches(check.name, skip))
  );
  if (kept.length) return kept;
  throw new RangeError(
    suite.length
      ? `Cannot report on "${name}": ${suite.length} checks were there and none is left, a pattern that keeps one is needed, as "${
        suite[0]!.name
      }"`
      : `Cannot report on "${name}": the suite holds no check, one or more are needed`,
  );
}

function matches(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    new RegExp(
      pattern.split("*").map((part) =>
        part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")
      ).join(".*"),
    ).test(name)
  );
}
