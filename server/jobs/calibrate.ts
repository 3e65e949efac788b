import {
  anything,
  type Check,
  check,
  type Profile,
  run,
  type Table,
} from "../../lib/mod.ts";
import type { MonitorConfig, Watch } from "../systems/monitor.ts";
import { dayWindow, type Window } from "./window.ts";

/** Values of each watch on each quiet day, in the order of the watches; null where it was unknown. */
export type QuietValues = readonly (readonly (number | null)[])[];

/** Asks every watch on every day of the reference, so that rules know how far quiet days go. */
export async function quietValues(
  { watches, reference }: Pick<MonitorConfig, "watches" | "reference">,
  rows: (window: Window) => Promise<Table>,
  profile: Profile,
): Promise<QuietValues> {
  const checks = watches.map(({ unit, roles }) => check(unit, roles, anything));
  const values: (number | null)[][] = watches.map(() => []);
  for (const day of daysOf(reference)) {
    const current = await rows(dayWindow(day));
    const { results } = await run(checks, { current, reference: profile });
    results.forEach(({ value }, i) => values[i]!.push(value));
  }
  return values;
}

/** The checks of a day: each watch with the condition that its rule makes of the quiet days. Watches without a value are shown, not judged. */
export function dayChecks(
  watches: readonly Watch[],
  quiet: QuietValues,
): readonly Check[] {
  return watches.map(({ unit, roles, rule, severity = "fail" }, i) => {
    const known = (quiet[i] ?? []).filter((value) => value !== null);
    return known.length
      ? check(unit, roles, rule(known), { severity })
      : check(unit, roles, anything, { severity: "info" });
  });
}

/** The UTC days of `[from, to)`. */
export function daysOf(
  { from, to }: { readonly from: string; readonly to: string },
): readonly string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}
