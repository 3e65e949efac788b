import type { Result } from "../check/mod.ts";
import { points } from "../profile/mod.ts";
import { columnsText } from "./figure.ts";
import type { ReportData } from "./report_data.ts";
import { few } from "./together.ts";

/**
 * Where each changed column moved, a sentence a column and slice column: "x by country: it (31 points); not in de, fr".
 *
 * `keep` says of which columns, defaults to all.
 */
export function movedSlices(
  { changedSlices }: ReportData,
  keep: (column: string) => boolean = () => true,
): readonly string[] {
  const groups = new Map<string, Result[]>();
  for (const result of changedSlices) {
    if (!keep(columnsText(result))) continue;
    const title = `${columnsText(result)} by ${Object.keys(result.slice!)[0]!}`;
    groups.set(title, [...(groups.get(title) ?? []), result]);
  }
  return [...groups].map(([title, results]) => {
    const of = (verdict: Result["verdict"]) =>
      results.filter((result) => result.verdict === verdict);
    const moved = results.filter(({ verdict }) =>
      verdict === "fail" || verdict === "warn"
    ).sort((a, b) => size(b) - size(a));
    const parts = [
      moved.length
        ? `${
          moved.length === results.length ? `all ${results.length}, most ` : ""
        }${
          few(moved.map((result) =>
            `${nameOf(result)} (${points(size(result))})`
          ))
        }`
        : "in none of them surely",
      told("not in", of("pass")),
      told("unknown", of("unknown")),
    ];
    return `${title}: ${parts.filter(Boolean).join("; ")}`;
  });
}

function told(words: string, results: readonly Result[]): string {
  return results.length ? `${words} ${few(results.map(nameOf))}` : "";
}

function nameOf({ slice }: Result): string {
  return Object.values(slice!)[0] ?? "missing";
}

function size({ value }: Result): number {
  return value ?? 0;
}
