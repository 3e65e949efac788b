import { holm, holmLevels } from "../math/mod.ts";
import type { Check } from "./check.ts";
import type { Profiles } from "./detector.ts";
import { type Answer, judge } from "./judge.ts";
import { isReading, type Reading } from "./reading.ts";
import type { Result } from "./result.ts";

/** Judges answers to checks, each family of them by p-values adjusted by Holm; a check's own stays in the details. Pure. */
export function judgeAll(
  checks: readonly Check[],
  answers: readonly Answer[],
  profiles: Profiles,
  { window }: { readonly window?: Result["window"] | undefined } = {},
): readonly Result[] {
  const adjusted = [...answers], levels = new Map<number, number>();
  const families = new Set(
    checks.map(({ condition }) => condition).filter(({ family }) => family),
  );
  for (const family of families) {
    const members = checks.map((_, i) => i).filter((i) =>
      checks[i]!.condition === family && isReading(answers[i])
    );
    const readings = members.map((i) => answers[i] as Reading);
    const pValues = readings.map(({ pValue }) => pValue ?? 1);
    const weights = members.map((i) => checks[i]!.weight);
    const own = holmLevels(pValues, family.family!, weights);
    holm(pValues, weights).forEach((pValue, k) => {
      const reading = readings[k]!;
      levels.set(members[k]!, own[k]!);
      adjusted[members[k]!] = {
        ...reading,
        pValue,
        details: {
          ...reading.details,
          ownPValue: reading.pValue,
          family: readings.length,
        },
      };
    });
  }
  return checks.map((check, i) =>
    judge(check, adjusted[i], profiles, { window, level: levels.get(i) })
  );
}
