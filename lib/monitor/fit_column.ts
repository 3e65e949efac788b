import { axesOf, type AxisKind, sameKeys, sharesOf } from "./axis.ts";
import { type AxisFit, fitAxis } from "./fit_axis.ts";
import { middle } from "./middle.ts";
import type { Calendar } from "./season.ts";
import type { ColumnCounts, WindowCounts } from "./window_counts.ts";

/** One column as the reference foretells it, before it is judged. */
export interface ColumnFit {
  readonly name: string;
  /** Counts of the reference windows that are used, and of the current ones. */
  readonly reference: readonly ColumnCounts[];
  readonly current: readonly ColumnCounts[];
  /** Places of `reference` in the history. */
  readonly used: readonly number[];
  /** Places of windows that hold an incident of this column and are left out. */
  readonly leftOut: readonly number[];
  readonly axes: readonly FittedAxis[];
  /** Whether the reference says how windows vary by nature. */
  readonly isKnown: boolean;
  /** Whether windows differ so much in rows that weights matter. */
  readonly uneven: boolean;
  /** Why the column cannot be judged, where it cannot. */
  readonly reason?: string;
}

/** One axis of a column with its fit; none where the axis has no rows, or too few windows have. */
export interface FittedAxis {
  readonly kind: AxisKind;
  readonly fit: AxisFit | undefined;
}

/** Fewer windows, or fewer rows in all of them, say nothing of how windows vary: half of the rows must be 100. */
export const LEAST_WINDOWS = 8, LEAST_ROWS = 200;

/** A window with a smaller part of the usual rows is too small to say what is usual. */
const LEAST_PART = 0.02;

/** Fits one column; `without` are places of reference windows to leave out beside those that lack the column. */
export function fitColumn(
  name: string,
  history: readonly WindowCounts[],
  current: readonly WindowCounts[],
  calendar: Calendar,
  { rhoOf = () => 0, skip, leftOut = [] }: {
    /** The variation between windows that weights assume, where windows differ in rows; defaults to none. */
    readonly rhoOf?: (kind: AxisKind) => number;
    readonly skip?: (place: number) => boolean;
    readonly leftOut?: readonly number[];
  } = {},
): ColumnFit {
  const now = current.flatMap((window) => window.columns.get(name) ?? []);
  const there = now.filter(({ rows }) => rows > 0);
  const base = {
    name,
    reference: [],
    current: there,
    used: [],
    leftOut,
    uneven: false,
    isKnown: false,
  };
  if (!now.length) {
    return { ...base, axes: [], reason: "the column is missing" };
  }
  if (!there.length) return { ...base, axes: [], reason: "there are no rows" };
  const first = there[0]!;
  const rows = history.map((window) => window.columns.get(name)?.rows ?? 0);
  const least = LEAST_PART * middle(rows.filter((n) => n > 0));
  let otherKeys = 0;
  const used = history.flatMap((window, place) => {
    const column = window.columns.get(name);
    if (!column || !(column.rows > least) || leftOut.includes(place)) return [];
    if (!sameKeys(column, first)) {
      otherKeys++;
      return [];
    }
    return skip?.(place) ? [] : [place];
  });
  if (!used.length) {
    return {
      ...base,
      axes: [],
      reason: otherKeys
        ? "the reference counted it by other keys"
        : "no reference window has the column",
    };
  }
  const reference = used.map((place) => history[place]!.columns.get(name)!);
  const isKnown = used.length >= LEAST_WINDOWS &&
    reference.reduce((sum, { rows }) => sum + rows, 0) >= LEAST_ROWS;
  return {
    name,
    reference,
    current: there,
    used,
    leftOut,
    isKnown,
    uneven: uneven(reference),
    axes: axesOf(first).map((kind) => ({
      kind,
      fit: isKnown
        ? fitKind(kind, reference, used, current, name, calendar, rhoOf)
        : undefined,
    })),
  };
}

function fitKind(
  kind: AxisKind,
  reference: readonly ColumnCounts[],
  used: readonly number[],
  current: readonly WindowCounts[],
  name: string,
  { group, waves }: Calendar,
  rhoOf: (kind: AxisKind) => number,
): AxisFit | undefined {
  const ahead = current.flatMap((window, j) => {
    const column = window.columns.get(name);
    const shares = column && sharesOf(kind, column);
    return shares && shares.n > 0 ? [{ shares, j }] : [];
  });
  const before = reference.flatMap((column, i) => {
    const shares = sharesOf(kind, column);
    return shares.n > 0 ? [{ shares, place: used[i]! }] : [];
  });
  if (before.length < LEAST_WINDOWS || !ahead.length) return undefined;
  const offset = group.length - current.length;
  const places = [
    ...before.map(({ place }) => place),
    ...ahead.map(({ j }) => offset + j),
  ];
  return fitAxis(
    before.map(({ shares }) => shares),
    ahead.map(({ shares }) => shares),
    {
      group: Int32Array.from(places, (at) => group[at]!),
      waves: waves.map((wave) => Float64Array.from(places, (at) => wave[at]!)),
    },
    uneven(reference) ? rhoOf(kind) : 0,
  );
}

/** Windows of equal rows are weighed alike whatever their variation. */
function uneven(windows: readonly ColumnCounts[]): boolean {
  const rows = windows.map(({ rows }) => rows);
  return Math.max(...rows) > 1.2 * Math.min(...rows);
}
