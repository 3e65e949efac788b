import type {
  CheckableUnit,
  Condition,
  ReportRoles,
  Roles,
  Severity,
} from "../../lib/mod.ts";

/** What is watched of a system: its reference, its columns' roles, its checks, its schedule. Every figure stands here. */
export interface MonitorConfig {
  readonly system: string;
  readonly title: string;
  /** The quiet days that everything is compared with: `[from, to)`, UTC. */
  readonly reference: { readonly from: string; readonly to: string };
  /** Which column of an exposure plays which part. */
  readonly roles: ReportRoles;
  /** Columns by whose values the pages show a change apart. */
  readonly slices: readonly string[];
  readonly watches: readonly Watch[];
  /** When the job looks for days without a report, as cron says it (UTC). */
  readonly schedule: string;
  /** Hours after a day's end until its labels have arrived and it may be judged; 0 where they come at once. */
  readonly settleHours: number;
}

/** A unit that is asked each day, and how far it may go from what it was on quiet days. */
export interface Watch {
  readonly unit: CheckableUnit;
  readonly roles: Roles;
  readonly rule: Rule;
  /** Defaults to "fail". */
  readonly severity?: Severity;
}

/**
 * Makes the condition from the values of the quiet days; at least one is there.
 *
 * Real days differ by more than sampling noise, and the requests of one person depend on each other, so a day is judged
 * by how far quiet days went and not by a p-value that takes rows for independent.
 */
export type Rule = (quiet: readonly number[]) => Condition;
