import { type PartName, PARTS } from "./part_name.ts";
import type { Table } from "./table.ts";

/** That somebody opened a part, when and what for. */
export interface PartRead {
  readonly part: PartName;
  readonly reason: string;
  /** When, in UTC: "2026-11-21T05:00:00.000Z". */
  readonly at: string;
}

/** Where reads are recorded: it only grows. */
export interface ReadLog {
  append(read: PartRead): Promise<void>;
  all(): Promise<readonly PartRead[]>;
}

/** The parts of a split behind a guard. */
export interface Parts {
  /** What was split. */
  readonly name: string;
  /** Opens a part to learn from or to choose with; the read is recorded. */
  open(
    part: "train" | "validation",
    why?: { readonly reason?: string },
  ): Promise<Table>;
  /**
   * Opens the test part, which takes a reason; the read is recorded, and the table's notes say how often it was read
   * before. Errors: RangeError without a reason.
   */
  open(part: "test", why: { readonly reason: string }): Promise<Table>;
  /** Every read so far, the oldest first. */
  reads(): Promise<readonly PartRead[]>;
}

/** What the guard takes beside the parts. */
export interface GuardOptions {
  /** Where reads are recorded; defaults to this process's memory. */
  readonly log?: ReadLog;
  /** The time now in milliseconds; defaults to the system's clock. */
  readonly clock?: () => number;
}

/** Puts parts behind a guard: the test part opens only to those who say why, and every read is recorded. */
export function guardParts(
  name: string,
  parts: Readonly<Record<PartName, Table>>,
  { log = memoryReadLog(), clock = Date.now }: GuardOptions = {},
): Parts {
  return {
    name,
    async open(part: PartName, { reason = "" }: { reason?: string } = {}) {
      if (!PARTS.includes(part)) {
        throw new RangeError(
          `Cannot open part "${part}" of "${name}": it is unknown, known are "train", "validation", "test"`,
        );
      }
      if (part === "test" && reason.trim() === "") {
        throw new RangeError(
          `Cannot open the test part of "${name}": no reason is given, one is needed because every read makes it less of a test`,
        );
      }
      const before = (await log.all()).filter((read) => read.part === part);
      await log.append({ part, reason, at: new Date(clock()).toISOString() });
      const table = parts[part];
      if (part !== "test" || !before.length) return table;
      const last = before.at(-1)!;
      return {
        ...table,
        notes: [...table.notes, {
          code: "test_part_read",
          message: `the test part was read ${before.length} time${
            before.length === 1 ? "" : "s"
          } before, last on ${last.at} for "${last.reason}"`,
        }],
      };
    },
    reads: () => log.all(),
  };
}

/** A record of reads that lives as long as this process. */
export function memoryReadLog(): ReadLog {
  const reads: PartRead[] = [];
  return {
    append: (read) => Promise.resolve(void reads.push(read)),
    all: () => Promise.resolve([...reads]),
  };
}

/** A record of reads as lines for people: when, which part, why. */
export function readsText(reads: readonly PartRead[]): string {
  return reads.map(({ at, part, reason }) =>
    `${at}  ${part.padEnd(10)}  ${reason || "-"}`
  ).join("\n");
}
