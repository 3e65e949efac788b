/** How far two numbers may stand apart: `relative` times the peer's size, plus `absolute`. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** Exact statistics and exact p-values. */
export const EXACT: Tolerance = { relative: 1e-9, absolute: 1e-12 };
/** p-values of a limit, and peers with a binning of their own. */
export const LIMIT: Tolerance = { relative: 1e-6, absolute: 1e-12 };

/** A tolerance that is only absolute. */
export function within(absolute: number): Tolerance {
  return { relative: 0, absolute };
}

/**
 * Whether our value equals a peer's: numbers within the tolerance, lists of one length, and every field of the peer's.
 *
 * A field or place named in `fields` has a tolerance of its own. A peer's null or NaN needs a null of ours.
 */
export function close(
  ours: unknown,
  theirs: unknown,
  tolerance: Tolerance = EXACT,
  fields: Readonly<Record<string, Tolerance>> = {},
): boolean {
  if (theirs === null || theirs === undefined) {
    return ours === null || ours === undefined;
  }
  if (typeof theirs === "number") {
    return typeof ours === "number" &&
      Math.abs(ours - theirs) <=
        tolerance.relative * Math.abs(theirs) + tolerance.absolute;
  }
  if (typeof theirs !== "object") return ours === theirs;
  if (typeof ours !== "object" || ours === null) return false;
  if (Array.isArray(theirs) && theirs.length !== (ours as unknown[]).length) {
    return false;
  }
  return Object.entries(theirs).every(([key, value]) =>
    close(
      (ours as Readonly<Record<string, unknown>>)[key],
      value,
      fields[key] ?? tolerance,
      fields,
    )
  );
}
