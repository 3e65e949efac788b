/** A time for people: epoch seconds as UTC where they come from a clock, else the number. */
export function timeText(x: number, clock: boolean): string {
  return clock && Math.abs(x) < 8.64e12
    ? new Date(Math.round(x * 1000)).toISOString().replace(/\.?0*Z$/, "Z")
    : String(x);
}
