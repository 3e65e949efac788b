import { type ColumnFit, fitColumn } from "./fit_column.ts";
import { followsWindows } from "./follows_windows.ts";
import { incidentsOf } from "./incidents.ts";
import { type Priors, priorsOf } from "./priors.ts";
import type { Calendar } from "./season.ts";
import type { WindowCounts } from "./window_counts.ts";

/** Which reference windows are left out for a column, by their start. */
export type Skip = (column: string, from: number) => boolean;

/** What columns are fitted on. */
export interface FitSides {
  readonly history: readonly WindowCounts[];
  readonly now: readonly WindowCounts[];
  readonly calendar: Calendar;
  readonly skip: Skip;
  readonly robust: boolean;
  /** Columns known to follow time, with the reason: a history that has left the edges of its first windows hides it. */
  readonly follows?: ReadonlyMap<string, string>;
}

/** Every column of the current windows, with what they have in common. */
export interface ColumnFits {
  readonly fits: readonly ColumnFit[];
  readonly priors: Priors;
  /** Columns that only follow time, with the reason. */
  readonly notJudged: ReadonlyMap<string, string>;
}

/** Fits every column of the current windows, leaves incidents out, and draws the priors. */
export function fitColumns(sides: FitSides): ColumnFits {
  const { history, now } = sides;
  const notJudged = new Map(sides.follows), names: string[] = [];
  for (
    const name of new Set(now.flatMap(({ columns }) => [...columns.keys()]))
  ) {
    if (notJudged.has(name)) continue;
    const past = history.flatMap(({ columns }) => columns.get(name) ?? []);
    const reason = followsWindows(past);
    if (reason) notJudged.set(name, reason);
    else names.push(name);
  }
  let fits = names.map((name) => fitted(sides, name));
  for (let round = 0; round < 3; round++) {
    const typical = priorsOf(fits, "typical");
    const next = fits.map((fit) => refitted(sides, fit, typical, round));
    const changed = next.some((fit, i) => fit !== fits[i]);
    fits = next;
    if (!changed) break;
  }
  return { fits, priors: priorsOf(fits), notJudged };
}

/** Fits one column where what all have in common is known already. */
export function fitOne(
  sides: FitSides,
  name: string,
  priors: Priors,
): ColumnFit {
  return refitted(sides, fitted(sides, name), priors, 0);
}

/** Without its incidents; with weights where windows differ in rows; the same fit where nothing is to be done. */
function refitted(
  sides: FitSides,
  fit: ColumnFit,
  typical: Priors,
  round: number,
): ColumnFit {
  const incidents = sides.robust
    ? incidentsOf(fit, typical, sides.calendar)
    : [];
  if (!incidents.length && (round > 0 || !fit.uneven)) return fit;
  return fitted(sides, fit.name, typical, [...fit.leftOut, ...incidents]);
}

function fitted(
  { history, now, calendar, skip }: FitSides,
  name: string,
  priors?: Priors,
  leftOut: readonly number[] = [],
): ColumnFit {
  return fitColumn(name, history, now, calendar, {
    skip: (place) => skip(name, history[place]!.from),
    leftOut,
    ...(priors ? { rhoOf: (kind) => priors.get(kind)!.rho } : {}),
  });
}
