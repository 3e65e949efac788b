import type { Result } from "../check/mod.ts";

const order = { fail: 0, warn: 1, unknown: 2, pass: 3 } as const;

/** Results that did not pass, worst first: by verdict, then by the size of the change. */
export function loud(results: readonly Result[]): readonly Result[] {
  return results.filter(({ verdict }) => verdict !== "pass").sort((a, b) =>
    order[a.verdict] - order[b.verdict] || size(b) - size(a)
  );
}

function size({ effect, value }: Result): number {
  return Math.abs(effect ?? value ?? 0);
}

/** Whether a drift check found a change; one that could not be judged found none. */
export function isAlarm({ room, verdict, severity }: Result): boolean {
  return room === "drift" && severity !== "info" &&
    (verdict === "fail" || verdict === "warn");
}
