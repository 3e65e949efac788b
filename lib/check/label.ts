import { type Column, type Sql, sql } from "../table/mod.ts";

/** The option that names the positive class; null where the label is boolean or 0 and 1. */
export interface Positive {
  readonly positive: string | number | boolean | null;
}

/**
 * A label column as 1, 0 or null: 1 where it equals the positive class.
 *
 * With no class named, booleans and numbers stand for themselves, and text is null, so that the unit answers unknown
 * instead of a figure about the wrong class.
 */
export function positive(label: Column, { positive }: Positive): Sql {
  if (positive !== null) {
    const number = Number(positive);
    if (label.kind === "number" && Number.isFinite(number)) {
      return sql`(case when ${label} is not null then case when cast(${label} as double) = ${number} then 1e0 else 0e0 end end)`;
    }
    return sql`(case when ${label} is null then null when cast(${label} as varchar) = ${
      String(positive)
    } then 1e0 else 0e0 end)`;
  }
  if (label.kind === "boolean") return sql`cast(${label} as double)`;
  if (label.kind === "number") {
    return sql`(case when ${label} in (0, 1) then cast(${label} as double) end)`;
  }
  return sql`cast(null as double)`;
}
