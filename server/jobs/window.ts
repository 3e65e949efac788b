/** A span of time, `[from, to)`, as instants in ISO 8601. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** The window of a UTC day, "2026-02-16". Errors: RangeError for a day that is none. */
export function dayWindow(day: string): Window {
  const from = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(+from) || from.toISOString().slice(0, 10) !== day) {
    throw new RangeError(
      `Cannot use day "${day}": a date such as "2026-02-16" is needed`,
    );
  }
  return {
    from: from.toISOString(),
    to: new Date(+from + 86_400_000).toISOString(),
  };
}
