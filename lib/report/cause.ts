import type { AffineChange } from "../math/mod.ts";
import type { Began } from "./began.ts";
import type { Example } from "./examples.ts";
import type { FewFiles } from "./few_files.ts";
import type { MetricChange } from "./metric_change.ts";
import type { MovedPart } from "./moved_most.ts";
import type { Place } from "./place.ts";

/** Why one column's alarm was raised: everything that could be found, nothing judged. */
export interface ColumnCause {
  readonly column: string;
  /** Whether it is the version's own column: then it is what moved first. */
  readonly isVersion: boolean;
  /** The rows by which it changed, in words, and their share of all rows on each side. */
  readonly rows: {
    readonly words: string;
    readonly before: number;
    readonly after: number;
  };
  /** The values or ranges that changed most. */
  readonly moved: readonly MovedPart[];
  /** Set when the current values are the reference's as if multiplied or moved: a change of unit. */
  readonly unit: AffineChange | null;
  /** How the change lies in the values of other columns, the most telling first. */
  readonly places: readonly Place[];
  readonly began: Began | null;
  /** The few current files that carry it. */
  readonly files: FewFiles | null;
  /** The version that first appeared when the change began, or that carries it. */
  readonly version: { readonly by: string; readonly value: string } | null;
  readonly examples: {
    readonly reference: readonly Example[];
    readonly current: readonly Example[];
  };
}

/** Columns that moved together: one cause, the most severe column first. */
export interface Cause {
  readonly columns: readonly ColumnCause[];
}

/** All that was found of why a report's alarms were raised. */
export interface Why {
  /** The ten most severe alarms in groups, worst first. */
  readonly causes: readonly Cause[];
  /** What each column explains of the change of each metric. */
  readonly metrics: readonly MetricChange[];
}
