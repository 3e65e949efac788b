import { percent } from "../profile/mod.ts";
import { keyText } from "./axis.ts";
import type { AxisVerdict } from "./judge_axis.ts";
import type { OwnUnitChange } from "./own_unit.ts";

/** A column's change in one sentence: what share became what, how far in its own unit, or how little would have been seen. */
export function sayChange(
  column: string,
  { kind, before, after, interval }: AxisVerdict,
  key: string | null,
  ownUnit: OwnUnitChange | null,
  { verdict, leastVisible }: {
    readonly verdict: "fail" | "unknown" | "pass";
    readonly leastVisible: number;
  },
): string {
  const what = kind === "missing"
    ? "missing"
    : kind === "body"
    ? `of values up to ${number(Number(key))}`
    : keyText(key!);
  const change = `${column}: ${percent(before)} ${what} became ${
    percent(after)
  } (${points(interval[0])} to ${points(interval[1])} points)`;
  if (verdict === "unknown") {
    return `${column}: a change under ${
      percent(leastVisible)
    } of the rows could not be seen`;
  }
  if (!ownUnit || verdict === "pass") return change;
  const moved = ownUnit.beyond
    ? `is now ${ownUnit.beyond} ${number(ownUnit.after)}`
    : `is now ${number(ownUnit.after)} (${number(ownUnit.interval[0])} to ${
      number(ownUnit.interval[1])
    })`;
  return `${change}; what ${percent(ownUnit.share)} of values lie under was ${
    number(ownUnit.before)
  } and ${moved}`;
}

function number(x: number): string {
  return Number.isInteger(x) && Math.abs(x) < 1e6
    ? String(x)
    : String(Number(x.toPrecision(4)));
}

function points(share: number): string {
  const x = Number((share * 100).toPrecision(2));
  return x > 0 ? `+${x}` : String(x);
}
