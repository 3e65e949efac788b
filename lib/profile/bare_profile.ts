import { sql, type Table } from "../table/mod.ts";
import type { Profile } from "./profile.ts";

/** A profile that knows how many rows there are and no column: all that measures need of one, at the price of a count. */
export async function bareProfile(table: Table): Promise<Profile> {
  const [row] = table.rows === undefined
    ? await table.engine.rows(
      sql`select cast(count(*) as double) n from ${table.relation}`,
    )
    : [{ n: table.rows }];
  return {
    name: table.name,
    rows: row!.n as number,
    columns: new Map(),
    notes: table.notes,
    files: table.files,
  };
}
