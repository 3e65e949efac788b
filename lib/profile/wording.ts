import type { Column } from "../table/mod.ts";

/** A share as people read it: "12 %", "0.4 %", "under 0.1 %". */
export function percent(share: number): string {
  const x = share * 100;
  if (x > 0 && x < 0.1) return "under 0.1 %";
  return `${Number(x.toPrecision(x >= 10 ? 3 : 2))} %`;
}

/** A whole number as people read it: "1,234,567". By hand, for the first use of a locale takes 8 ms. */
export function thousands(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A value of a numeric or time column as people read it: three digits, or a date. */
export function sayValue(column: Column, x: number): string {
  if (column.kind === "time" && Number.isFinite(x)) {
    const date = new Date(x * 1000);
    return Number.isNaN(date.getTime())
      ? String(x)
      : date.toISOString().replace("T", " ").slice(0, 16);
  }
  return Number.isInteger(x) && Math.abs(x) < 1e6
    ? String(x)
    : String(Number(x.toPrecision(4)));
}

/** A difference of shares as people read it: "2.9 points". */
export function points(share: number): string {
  const said = pointsNumber(share);
  return `${said} ${said === "1" ? "point" : "points"}`;
}

/** A change of a share with its interval: "up 6 points (5.8 to 6.2)"; "" for none at all. */
export function changeInPoints(
  change: number,
  [low, high]: readonly [number, number],
): string {
  if (change === 0) return "";
  const sign = change < 0 ? -1 : 1, ends = sign < 0 ? [high, low] : [low, high];
  return `${sign < 0 ? "down" : "up"} ${points(sign * change)} (${
    ends.map((x) => pointsNumber(sign * x)).join(" to ")
  })`;
}

function pointsNumber(share: number): string {
  const x = 100 * share;
  return String(Number(x.toPrecision(Math.abs(x) >= 10 ? 3 : 2)));
}
