import type {
  Budget,
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
  /** The columns whose distribution is judged day by day. */
  readonly drift: DriftWatch;
  readonly watches: readonly Watch[];
  /** When the job looks for days without a report, as cron says it (UTC). */
  readonly schedule: string;
  /** Hours after a day's end until its labels have arrived and it may be judged; 0 where they come at once. */
  readonly settleHours: number;
}

/** Columns that are judged against reference windows, and what may be spent on false alarms. */
export interface DriftWatch {
  /** What comes in from outside: a change is an alarm. */
  readonly fail: readonly string[];
  /** What a deployment of one's own moves: a change is a warning. */
  readonly warn: readonly string[];
  /** A day is in alarm when it is out, or two of three days are; defaults to 1. */
  readonly need?: 1 | 2;
  /** Defaults to one false-alarm episode in 90 days. */
  readonly budget?: Budget;
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
 * Figures of whole days (a metric, a concentration) have no counts to replay: they are judged by how far quiet days went.
 */
export type Rule = (quiet: readonly number[]) => Condition;
