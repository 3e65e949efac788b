import { anything, type Check, check, type Run } from "../check/mod.ts";
import { type Numbers, singleValue } from "../profile/mod.ts";
import { labelArrival, matured } from "../units/mod.ts";
import type { ReportRoles } from "./roles.ts";

/** Figures of a decision that are corrected for labels still to come. */
const METRICS = ["recall", "precision", "positive_rate"] as const;

/**
 * What is asked of labels that are still on their way, where some rows have none and each has its time: how many have arrived, and
 * what the figures of a yes-or-no decision are when the others are counted in. None for labels of several classes.
 */
export function labelChecks(
  { current }: Run["profiles"],
  { score, label, time, arrival, prediction, positive }: ReportRoles,
): Check[] {
  if (!score || !label || !time || !arrival) return [];
  const found = current.columns.get(label);
  const kind = (name: string) => current.columns.get(name)?.column.kind;
  const yesNo = positive !== undefined || kind(label) === "boolean" ||
    isBit(found?.numbers);
  const timed = kind(time) === "time" && kind(arrival) === "time";
  if (!found?.nulls || !yesNo || !timed || kind(score) !== "number") return [];
  const roles = { score, label, time, arrival };
  const options = {
    ...(positive === undefined ? {} : { positive }),
    ...(prediction === undefined ? {} : { prediction }),
  };
  return [
    check(labelArrival, roles, anything, { severity: "info", options }),
    ...METRICS.map((metric) =>
      check(matured, roles, anything, {
        severity: metric === "recall" ? "warn" : "info",
        options: { metric, ...options },
      })
    ),
  ];
}

function isBit(numbers: Numbers | undefined): boolean {
  return !!numbers && numbers.lo.length > 0 &&
    numbers.lo.every((_, i) => [0, 1].includes(singleValue(numbers, i)!));
}
