import type { Column } from "../table/mod.ts";

/** A share as people read it: "12 %", "0.4 %", "under 0.1 %". */
export function percent(share: number): string {
  const x = share * 100;
  if (x > 0 && x < 0.1) return "under 0.1 %";
  return `${Number(x.toPrecision(x >= 10 ? 3 : 2))} %`;
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
