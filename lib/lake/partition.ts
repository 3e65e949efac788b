/** A partition of the lake: the events of a system, a kind and a day. */
export interface Partition {
  readonly system: string;
  readonly kind: string;
  /** The UTC day of the events' time, "2026-01-31". */
  readonly day: string;
}

/** The UTC day of a time in milliseconds since 1970: "2026-01-31". */
export function utcDay(ts: number): string {
  return new Date(ts).toISOString().slice(0, 10);
}

/** The folder of a partition: "streamflix/exposure/dt=2026-01-31". */
export function partitionFolder({ system, kind, day }: Partition): string {
  return `${system}/${kind}/dt=${day}`;
}

/** Whether a name may be a system or a kind, and thus a folder: letters, digits, "_" and "-", not "log". */
export function isPartitionName(name: unknown): name is string {
  return typeof name === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(name) &&
    name !== "log";
}
