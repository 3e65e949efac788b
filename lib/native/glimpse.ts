import { type Glimpse, rawSql, sql } from "../table/mod.ts";
import type { DuckDb } from "./duckdb.ts";
import { pathList } from "./find_files.ts";
import type { Footer } from "./read_footers.ts";

/** With fewer row groups all are read; more than the second number tell nothing new. */
const FEWEST = 4, MOST = 16;

/**
 * One row group in eight of Parquet files, the first and the last among them: an engine reads no page of the others.
 *
 * `read` says how a file is read. Undefined where there are too few row groups to leave any out.
 */
export async function glimpseOf(
  footers: readonly Footer[],
  engine: DuckDb,
  read: (file: readonly Footer[]) => string,
): Promise<Glimpse | undefined> {
  const all = footers.flatMap((footer) =>
    Array.from({ length: footer.groups }, (_, group) => ({ footer, group }))
  );
  if (all.length < FEWEST) return undefined;
  const count = Math.min(MOST, Math.max(2, Math.ceil(all.length / 8)));
  const picked = Array.from(
    { length: count },
    (_, i) => all[Math.round(i * (all.length - 1) / (count - 1))]!,
  );
  const byFile = Map.groupBy(picked, ({ footer }) => footer);
  const sizes = await groupSizes([...byFile.keys()], engine);
  let held = 0;
  const parts = [...byFile].map(([footer, groups]) => {
    const rows = sizes.get(footer.path)!;
    const ranges = groups.map((spot) => {
      // the last one of a file is often a short rest, which shows too little
      const short = spot.group > 0 && rows[spot.group]! < rows[0]! / 2;
      const group = short ? spot.group - 1 : spot.group;
      const from = rows.slice(0, group).reduce((sum, n) => sum + n, 0);
      held += rows[group]!;
      return `file_row_number between ${from} and ${from + rows[group]! - 1}`;
    });
    return `${read([footer])} where ${ranges.join(" or ")}`;
  });
  return {
    from: rawSql(`(${parts.join(" union all ")})`),
    share: held / footers.reduce((sum, { rows }) => sum + rows, 0),
  };
}

async function groupSizes(
  footers: readonly Footer[],
  engine: DuckDb,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const paths = rawSql(pathList(footers.map(({ path }) => path)));
  const rows = await engine.rows(
    sql`select file_name f, row_group_num_rows n from parquet_metadata(${paths}) where column_id = ${
      rawSql("0")
    } order by row_group_id`,
  );
  return new Map(
    [...Map.groupBy(rows, ({ f }) => String(f))].map((
      [path, groups],
    ) => [path, groups.map(({ n }) => Number(n))]),
  );
}
