import { join } from "node:path";
import {
  countWindows,
  planWindows,
  select,
  type Table,
  type WindowCounts,
  windowFromJson,
  windowGrid,
  type WindowPlan,
  windowToJson,
} from "../../lib/mod.ts";
import { daysOf } from "../jobs/calibrate.ts";
import { dayWindow, type Window } from "../jobs/window.ts";
import type { MonitorConfig } from "../systems/monitor.ts";
import { writeAtomic } from "./write_atomic.ts";

/** The daily counts of a system, kept in files: a new day costs its own scan only. */
export interface DayCounts {
  /** The windows of the days given that have rows; `anew` is counted again, the others are taken as they were stored. */
  of(days: readonly string[], anew: string): Promise<readonly WindowCounts[]>;
}

const DAY = 86_400_000;

/**
 * Opens the daily counts below a folder; the plan is made once from the reference days.
 *
 * Other columns or another reference lie in another folder. Days that are not stored yet are counted in one scan from the
 * first to the last of them.
 */
export function dayCounts(
  { drift, reference, roles }: Pick<
    MonitorConfig,
    "drift" | "reference" | "roles"
  >,
  rows: (window: Window) => Promise<Table>,
  out: string,
): DayCounts {
  const folder = join(
    out,
    "windows",
    `${reference.from}-${nameOf([reference, drift.fail, drift.warn])}`,
  );
  const columns = new Set([...drift.fail, ...drift.warn]);
  const time = roles.time ?? "ts";
  let made: Promise<WindowPlan> | undefined;

  async function plan(): Promise<WindowPlan> {
    const path = join(folder, "plan.json");
    const stored = await readJson(path);
    if (stored) return stored as WindowPlan;
    const table = await rows({
      from: `${reference.from}T00:00:00Z`,
      to: `${reference.to}T00:00:00Z`,
    });
    const found = await planWindows(
      select(table, () => true),
      table.columns.filter(({ name }) => columns.has(name)),
    );
    await writeAtomic(path, JSON.stringify(found));
    return found;
  }

  async function count(days: readonly string[], plan: WindowPlan) {
    const { from } = dayWindow(days[0]!), { to } = dayWindow(days.at(-1)!);
    const table = await rows({ from, to });
    const known = new Set(table.columns.map(({ name }) => name));
    const found = await countWindows(
      table,
      await windowGrid(table, time, DAY),
      { columns: plan.columns.filter(({ name }) => known.has(name)) },
    );
    const wanted = new Map(days.map((day) => [Date.parse(day), day]));
    for (const window of found) {
      const day = wanted.get(window.from);
      if (day === undefined) continue;
      await writeAtomic(
        join(folder, `dt=${day}.json`),
        JSON.stringify(windowToJson(window, plan)),
      );
    }
    return found.filter(({ from }) => wanted.has(from));
  }

  return {
    async of(days, anew) {
      const keyed = await (made ??= plan());
      const found: WindowCounts[] = [], missing: string[] = [];
      for (const day of days) {
        const stored = day === anew
          ? undefined
          : await readJson(join(folder, `dt=${day}.json`));
        if (stored) found.push(windowFromJson(stored, keyed));
        else missing.push(day);
      }
      if (missing.length) found.push(...await count(missing, keyed));
      return found.sort((a, b) => a.from - b.from);
    },
  };
}

/** The days whose counts judge a day: from the reference on, up to that day or to the end of the reference. */
export function daysFor(
  day: string,
  known: readonly string[],
  reference: MonitorConfig["reference"],
): readonly string[] {
  const last = daysOf(reference).at(-1) ?? day;
  const end = day > last ? day : last;
  return known.filter((each) => each >= reference.from && each <= end);
}

async function readJson(path: string) {
  return await Deno.readTextFile(path).then(JSON.parse, () => undefined);
}

/** A short name for what was asked; FNV-1a. */
function nameOf(what: unknown): string {
  let hash = 0x811c9dc5;
  for (const unit of JSON.stringify(what)) {
    hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
