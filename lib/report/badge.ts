import type { Result } from "../check/mod.ts";

/** A result's verdict as a small label in HTML. */
export function badge({ verdict }: Pick<Result, "verdict">): string {
  return `<span class="badge ${verdict}">${verdict}</span>`;
}
