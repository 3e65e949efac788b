import type { Run } from "../check/mod.ts";
import { singleValue } from "../profile/mod.ts";
import type { ReportRoles } from "./roles.ts";

/** A label with more distinct numbers than this is a quantity, not a class. */
const CLASSES = 20;

/** Whether a label is a class; else it is a quantity. */
export function isClass(profiles: Run["profiles"], label: string): boolean {
  const found = profiles.current.columns.get(label);
  if (!found) return false;
  const { values, numbers } = found;
  return values
    ? values.distinct <= 1000
    : (numbers?.count.length ?? 0) <= CLASSES &&
      !!numbers?.lo.every((_, i) => Number.isInteger(singleValue(numbers, i)));
}

/** The options of a unit that asks for the positive class. */
export function positiveOf({ positive }: ReportRoles) {
  return positive === undefined ? {} : { options: { positive } };
}

/** Whether a label is a grade: more than two numbers, none of them a class. */
export function isGraded(profiles: Run["profiles"], label: string): boolean {
  return (profiles.current.columns.get(label)?.numbers?.count.length ?? 0) > 2;
}
