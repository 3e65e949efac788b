import type { Profile } from "./profile.ts";
import {
  type Column,
  finite,
  type Glimpse,
  isWhole,
  joinSql,
  rawSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";
import { type Grid, gridOf, type Scale } from "./grid.ts";

/** How each column is to be counted: the same plan for reference and current makes their profiles comparable. */
export interface Plan {
  readonly columns: readonly ColumnPlan[];
}

/** How one column is counted. */
export interface ColumnPlan {
  readonly name: string;
  /** "points": a cell per distinct value; "cells": the grid's; "values": by category; "nulls": only missing ones. */
  readonly kind: "points" | "cells" | "values" | "nulls";
  readonly grid: Grid | null;
  readonly centre: number;
}

/** Up to this many rows every distinct number is a cell of its own, and every statistic exact. */
export const EXACT_ROWS = 50_000;

/** Rows of the reference that say where the cells lie. */
const SAMPLE_ROWS = 10_000;

/** Columns of one query: more make DuckDB hold too many hash tables at once. */
const BATCH = 25;

/** The shares of rows below the quantiles from which a grid is made. */
export const SHARES: readonly number[] = Array.from(
  { length: 101 },
  (_, i) => i === 0 ? 0.001 : i === 100 ? 0.999 : i / 100,
);

/**
 * Says how to count each column of a table, from its types and a repeatable sample of about 10,000 rows: of the table's
 * glimpse where it offers one, of all rows else.
 *
 * `exact` counts every distinct number, at the price of memory.
 */
export async function plan(
  table: Table,
  options: { readonly rows: number; readonly exact: boolean },
): Promise<Plan> {
  const numeric = table.columns.filter((column) =>
    column.kind === "number" || column.kind === "time"
  );
  const glimpse = options.exact ? undefined : await table.relation.glimpse?.();
  const quantiles = options.exact
    ? new Map<string, number[]>()
    : await sampleQuantiles(table, numeric, options.rows, glimpse);
  return {
    columns: table.columns.map((column): ColumnPlan => {
      const { name, kind } = column;
      if (kind === "nested") {
        return { name, kind: "nulls", grid: null, centre: 0 };
      }
      if (kind !== "number" && kind !== "time") {
        return { name, kind: "values", grid: null, centre: 0 };
      }
      if (options.exact) return { name, kind: "points", grid: null, centre: 0 };
      const q = quantiles.get(name) ?? [0, 1];
      return {
        name,
        kind: "cells",
        grid: gridOf(q, scaleOf(column)),
        centre: q[q.length >> 1]!,
      };
    }),
  };
}

/** The plan that made a profile, so that other data can be counted the same way. */
export function planOf(profile: Profile): Plan {
  return {
    columns: [...profile.columns.values()].map((
      { column, numbers, values },
    ) => ({
      name: column.name,
      kind: numbers
        ? (numbers.grid ? "cells" : "points")
        : values
        ? "values"
        : "nulls",
      grid: numbers?.grid ?? null,
      centre: numbers?.centre ?? 0,
    })),
  };
}

/** The scale on which a column's grid lies. */
export function scaleOf({ kind, type }: Column): Scale {
  return kind === "time" ? "time" : isWhole(type) ? "whole" : "any";
}

/** A list in parts of as many columns as a query takes. */
export function batches<T>(
  list: readonly T[],
  size = BATCH,
): readonly (readonly T[])[] {
  return Array.from(
    { length: Math.ceil(list.length / size) },
    (_, i) => list.slice(i * size, (i + 1) * size),
  );
}

/** A number column as a finite double, a time column as epoch seconds. */
export function asNumber(column: Column): Sql {
  return column.kind === "time"
    ? sql`cast(epoch(${column}) as double)`
    : sql`cast(${column} as double)`;
}

async function sampleQuantiles(
  table: Table,
  columns: readonly Column[],
  rows: number,
  { from, share }: Glimpse = { from: table.relation, share: 1 },
): Promise<Map<string, number[]>> {
  const every = Math.max(1, Math.floor(rows * share / SAMPLE_ROWS));
  const rowId = table.rowId ??
    sql`(${joinSql(table.columns.slice(0, 8))})`;
  const sample = every === 1
    ? from
    : sql`${from} where hash(${rowId}) % ${rawSql(String(every))} = 0`;
  const found = new Map<string, number[]>();
  for (const part of batches(columns)) {
    const values = await table.engine.arrays(
      sql`select ${
        joinSql(
          part.map((column, k) =>
            sql`${finite(asNumber(column))} ${rawSql(`x${k}`)}`
          ),
        )
      } from ${sample}`,
    );
    part.forEach((column, k) => {
      const sorted = (values[`x${k}`] as Float64Array)
        .filter((x) => !Number.isNaN(x)).sort();
      if (!sorted.length) return;
      found.set(
        column.name,
        SHARES.map((p) => sorted[Math.floor(p * (sorted.length - 1))]!),
      );
    });
  }
  return found;
}
