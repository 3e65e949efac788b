import type { Result } from "../check/mod.ts";
import { percent, thousands } from "../profile/mod.ts";

/** A number as people read it: at most 4 digits, thousands parted, tiny ones as powers of ten. */
export function figure(x: number | null | undefined): string {
  if (x === null || x === undefined || !Number.isFinite(x)) return "–";
  const size = Math.abs(x);
  if (size !== 0 && size < 1e-3) return x.toExponential(1);
  if (size >= 1e6) return x.toPrecision(4).replace("e+", "e");
  if (size >= 1000) return thousands(x);
  return String(Number(x.toPrecision(4)));
}

/** A share as people read it, "–" where there is none. */
export function percentText(x: number | null | undefined): string {
  return x === null || x === undefined || !Number.isFinite(x)
    ? "–"
    : percent(x);
}

/** A result's value in its unit. */
export function valueText(result: Result): string {
  const { value, unit } = result;
  if (value === null) return "unknown";
  if (unit === "ratio") return percent(value);
  if (unit === "count") return thousands(value);
  return `${figure(value)}${
    unit === "nats" || unit === "bits" || unit === "seconds" ? ` ${unit}` : ""
  }`;
}

/** A result's interval in its unit, "" where it has none. */
export function intervalText({ interval, unit }: Result): string {
  if (!interval) return "";
  const text = unit === "ratio" ? percentText : figure;
  return `${text(interval[0])} to ${text(interval[1])}`;
}

/** A p-value as people read it. */
export function pValueText(p: number | null): string {
  return p === null
    ? ""
    : p < 1e-12
    ? "p < 1e-12"
    : `p ${p < 0.001 ? p.toExponential(0) : Number(p.toPrecision(2))}`;
}

/** The columns a result is about, for headings. */
export function columnsText({ columns }: Result): string {
  return Object.entries(columns).filter(([, name]) => typeof name === "string")
    .map(([, name]) => name as string).join(" and ");
}

/** A unit in words: "target leakage". */
export function wordsOf(id: string): string {
  return id.split("/")[1]!.replaceAll("_", " ");
}
