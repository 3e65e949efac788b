import type { CountFault } from "./faults.ts";
import { fitOne } from "./fit_columns.ts";
import { judgeFits } from "./judge_window.ts";
import { middle } from "./middle.ts";
import {
  alarmLog,
  type HistoryOptions,
  type Replay,
  type ReplayStep,
  sidesOf,
} from "./replay.ts";
import { rollUp } from "./roll_up.ts";
import { widthOf } from "./season.ts";
import type { ColumnCounts, WindowCounts } from "./window_counts.ts";

/** How soon a fault was found that was put into a history. */
export interface FaultDelay {
  readonly fault: string;
  /** Times it was put in, and times it was found before the history or the patience ended. */
  readonly tried: number;
  readonly found: number;
  /** Windows until the alarm, itself among them, where it was found: the middle of all; null where it never was. */
  readonly windows: number | null;
  /** The same in milliseconds of data. */
  readonly lasted: number | null;
}

/** Times that a fault is put in, spread over the replayed windows. */
const TRIES = 20;

/** Windows after which a fault counts as not found: four weeks of days. */
const PATIENCE = 28;

/**
 * Puts a fault into one column from some window on, twenty times over, and counts windows until its first alarm.
 *
 * Everything else stays as it was replayed: what columns have in common, their alarms, the rules. The family is judged as if
 * all other columns were quiet (Bonferroni, the worst case of Holm). Columns take turns. Undefined where no column can have
 * the fault, or fewer than 3 windows follow.
 */
export function delayOf(
  fault: CountFault,
  windows: readonly WindowCounts[],
  { steps }: Pick<Replay, "steps">,
  options: HistoryOptions,
): FaultDelay | undefined {
  const bases = steps.filter(({ first, end }) => end - first === 1)
    .map(({ first }) => first);
  const judged = new Set(
    steps.flatMap(({ verdict }) =>
      verdict.columns.flatMap(({ column, pValue }) =>
        pValue === null ? [] : [column]
      )
    ),
  );
  const starts = spread(bases.slice(0, Math.max(0, bases.length - 2)));
  const before = windows.slice(0, bases[0] ?? 0);
  const columns = [...judged].flatMap((name) => {
    const past = before.flatMap(({ columns }) => columns.get(name) ?? []);
    const whole = past.length ? wholeOf(name, before) : undefined;
    return whole && fault.fits(whole) ? [{ name, whole }] : [];
  });
  if (!columns.length || !starts.length) return undefined;
  const delays = starts.map((start, i) => {
    const { name, whole } = columns[i % columns.length]!;
    return delayAt(start, name, whole, fault, windows, steps, options);
  });
  const found = delays.filter((delay) => delay !== undefined);
  const windowsTaken = found.length ? middle(found) : null;
  return {
    fault: fault.name,
    tried: delays.length,
    found: found.length,
    windows: windowsTaken,
    lasted: windowsTaken === null ? null : windowsTaken * widthOf(windows),
  };
}

function wholeOf(
  name: string,
  windows: readonly WindowCounts[],
): ColumnCounts | undefined {
  const only = windows.flatMap((window) => {
    const column = window.columns.get(name);
    return column ? [{ ...window, columns: new Map([[name, column]]) }] : [];
  });
  try {
    return rollUp(only).columns.get(name);
  } catch {
    return undefined;
  }
}

function delayAt(
  start: number,
  name: string,
  whole: ColumnCounts,
  fault: CountFault,
  windows: readonly WindowCounts[],
  steps: readonly ReplayStep[],
  options: HistoryOptions,
): number | undefined {
  const faulty = windows.map((window, i) => {
    const column = i < start ? undefined : window.columns.get(name);
    return column
      ? {
        ...window,
        columns: new Map(window.columns).set(name, fault.inject(column, whole)),
      }
      : window;
  });
  const alarms = alarmLog(options.need);
  for (const { rollUp, first, end, verdict, priors, alarmed } of steps) {
    const now = faulty.slice(first, end);
    if (end <= start) {
      // What was in alarm before stays left out; a fault found earlier is not this one.
      alarms.add(now, alarmed.includes(name) ? [name] : [], end - first > 1);
      continue;
    }
    if (first >= start + PATIENCE) return undefined;
    const family = verdict.columns.length;
    const { sides } = sidesOf(faulty, first, end, options, alarms.was);
    const [found] = judgeFits(
      [fitOne(sides, name, priors)],
      priors,
      { level: rollUp.level, margin: options.margin },
      Math.max(1, family),
    );
    const out = found?.verdict === "fail" ? [name] : [];
    if (alarms.add(now, out, end - first > 1).length) return end - start;
  }
  return undefined;
}

function spread(places: readonly number[]): readonly number[] {
  return places.length <= TRIES ? places : Array.from(
    { length: TRIES },
    (_, i) => places[Math.floor(i * places.length / TRIES)]!,
  );
}
