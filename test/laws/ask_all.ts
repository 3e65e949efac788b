import { anything, check, type Reading, run } from "../../lib/check/mod.ts";
import type { Table } from "../../lib/table/mod.ts";
import type { Answered } from "../units/ask.ts";
import { type Asked, optionsOf, rolesOf } from "./world.ts";

/** Answers of all units by id: in one run, or one by one where that fails, so that the one at fault is named. */
export async function askAll(
  units: readonly Asked[],
  data: Parameters<typeof run>[1],
  options: (unit: Asked) => object = optionsOf,
): Promise<ReadonlyMap<string, Answered>> {
  const answers = new Map<string, Answered>();
  const checks = units.map((unit) => {
    const note = (answer: Answered | undefined) => {
      answers.set(unit.id, answer ?? {});
      return answer as Reading | undefined;
    };
    const spy = unit.kind === "measure"
      ? {
        ...unit,
        read: (...args: Parameters<typeof unit.read>) =>
          note(unit.read(...args)),
      }
      : {
        ...unit,
        compare: (...args: Parameters<typeof unit.compare>) =>
          note(unit.compare(...args)),
      };
    return check(spy as Asked, rolesOf(unit), anything, {
      options: options(unit),
    });
  });
  try {
    await run(checks, data);
  } catch {
    for (const [i, asked] of checks.entries()) {
      await run([asked], data).catch((error: Error) =>
        answers.set(units[i]!.id, {
          unknown: `throws ${error.message.slice(0, 300)}`,
        })
      );
    }
  }
  return answers;
}

/** What is wrong with the answers of all units about pairs of current and reference. */
export async function undefinedOn(
  asked: readonly Asked[],
  pairs: readonly (readonly [Table, Table])[],
  options: (unit: Asked) => object = optionsOf,
): Promise<readonly string[]> {
  const wrong = new Set<string>();
  for (const [current, reference] of pairs) {
    const answers = await askAll(asked, { current, reference }, options);
    for (const text of undefinedAnswers(answers)) wrong.add(text);
  }
  return [...wrong];
}

/**
 * What is wrong with answers: a throw, a p-value, effect or error out of range, a value outside its interval. A value of NaN
 * is unknown and an interval that is not finite is none, as judge() has it.
 */
export function undefinedAnswers(
  answers: ReadonlyMap<string, Answered>,
): string[] {
  return [...answers].flatMap(([id, answer]) => {
    const { value, interval, pValue, effect, error, unknown } = answer;
    if (unknown?.startsWith("throws")) return [`${id} ${unknown}`];
    if (value === undefined || Number.isNaN(value)) return [];
    const slack = 1e-9 * (1 + Math.abs(value));
    const outside = interval?.every(Number.isFinite) &&
      !(interval[0] <= value + slack && value - slack <= interval[1]);
    const wrong = [
      Number.isNaN(effect ?? 0) && `effect is NaN at value ${value}`,
      !((pValue ?? 0) >= 0 && (pValue ?? 0) <= 1) && `p-value is ${pValue}`,
      !((error ?? 0) >= 0) && `error is ${error}`,
      outside && `${value} is outside ${interval}`,
    ];
    return wrong.filter((x) => typeof x === "string").map((x) => `${id} ${x}`);
  });
}

/** Figures in which two sets of answers differ by more than a relative tolerance. */
export function differences(
  a: ReadonlyMap<string, Answered>,
  b: ReadonlyMap<string, Answered>,
  relative: number,
): string[] {
  return [...a].flatMap(([id, x]) =>
    (["value", "pValue", "effect"] as const).flatMap((field) => {
      const u = x[field], v = b.get(id)?.[field];
      if (u === v || (Number.isNaN(u) && Number.isNaN(v))) return [];
      const near = u !== undefined && v !== undefined &&
        Math.abs(u - v) <= relative * (Math.abs(u) + Math.abs(v)) + 1e-12;
      return near ? [] : [`${id} ${field}: ${u} and ${v}`];
    })
  );
}
