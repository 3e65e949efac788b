/** A partition of the lake: the events of a system, a kind and an hour. */
export interface Partition {
  readonly system: string;
  readonly kind: string;
  /** The UTC day of the events' time, "2026-01-31". */
  readonly day: string;
  /** The UTC hour, 0 to 23; null for a file with a whole day. */
  readonly hour: number | null;
}

/** The UTC day of a time in milliseconds since 1970: "2026-01-31". */
export function utcDay(ts: number): string {
  return new Date(ts).toISOString().slice(0, 10);
}

/**
 * The folder of a partition: "streamflix/exposure/dt=2026-01-31/hh=07".
 *
 * Named "hh", as many systems have a feature "hour" that a reader of Hive folders would replace by the folder's value.
 */
export function partitionFolder(
  { system, kind, day, hour }: Partition,
): string {
  const folder = `${system}/${kind}/dt=${day}`;
  return hour === null
    ? folder
    : `${folder}/hh=${String(hour).padStart(2, "0")}`;
}

/** The first instant of a partition and the first after it. Milliseconds since 1970, UTC. */
export function partitionSpan(
  { day, hour }: Pick<Partition, "day" | "hour">,
): { readonly from: number; readonly to: number } {
  const from = Date.parse(`${day}T00:00:00Z`) + (hour ?? 0) * 3_600_000;
  return { from, to: from + (hour === null ? 24 : 1) * 3_600_000 };
}

const reserved = ["log", "index", "tmp"];

/** Whether a name may be a system or a kind, and thus a folder: letters, digits, "_" and "-", not "log", "index" or "tmp". */
export function isPartitionName(name: unknown): name is string {
  return typeof name === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(name) &&
    !reserved.includes(name);
}
