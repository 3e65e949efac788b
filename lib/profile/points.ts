import {
  type Column,
  rawSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";
import { asNumber } from "./plan.ts";
import type { ColumnProfile, Numbers } from "./profile.ts";
import { unionSql } from "./union.ts";

/** What a scan finds of one numeric column. */
export type Counted = Pick<ColumnProfile, "nulls" | "nonFinite"> & {
  readonly numbers: Numbers;
};

/** Counts every distinct number of each column: exact, and as large as the data is varied. */
export async function countPoints(
  table: Table,
  columns: readonly { readonly column: Column }[],
): Promise<readonly Counted[]> {
  const { c, x, n, p } = await table.engine.arrays(
    unionSql(
      table,
      columns,
      (k, relation) => pointsSql(k, columns[k]!.column, relation),
    ),
  ) as Readonly<Record<"c" | "x" | "n" | "p", Float64Array>>;
  const byColumn = columns.map((): number[] => []);
  const nulls = columns.map(() => 0), nonFinite = columns.map(() => 0);
  c.forEach((k, row) => {
    if (Number.isFinite(x[row])) byColumn[k]!.push(row);
    else {
      nulls[k]! += n[row]! - p[row]!;
      nonFinite[k]! += p[row]!;
    }
  });
  return columns.map((_, k) => {
    const rows = byColumn[k]!.sort((a, b) => x[a]! - x[b]!);
    const value = Float64Array.from(rows, (row) => x[row]!);
    const count = Float64Array.from(rows, (row) => n[row]!);
    return {
      nulls: nulls[k]!,
      nonFinite: nonFinite[k]!,
      numbers: {
        grid: null,
        index: new Int32Array(),
        count,
        lo: value,
        hi: value,
        sum: value.map((v, i) => v * count[i]!),
        squares: value.map((v, i) => v * v * count[i]!),
        centre: 0,
      },
    };
  });
}

function pointsSql(k: number, column: Column, relation: Sql): Sql {
  return sql`select ${
    rawSql(String(k))
  } c, x, cast(count(*) as double) n, cast(count(x) as double) p from (select ${
    asNumber(column)
  } x from ${relation}) group by x`;
}
