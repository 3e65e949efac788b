import type { Cell, Column, Note } from "../table/mod.ts";
import type { Grid } from "./grid.ts";

/** Mergeable aggregates of one table or window: what every detector reads. */
export interface Profile {
  /** What the user calls the data. */
  readonly name: string;
  readonly rows: number;
  /** By column name, in the table's order. */
  readonly columns: ReadonlyMap<string, ColumnProfile>;
  /** Rows with the smallest hash of their id; absent unless asked for. */
  readonly sample?: Sample;
  /** The sample with rows of rare classes added, by the label's name; absent where the sample serves as it is. */
  readonly classSamples?: ReadonlyMap<string, Sample>;
  readonly notes: readonly Note[];
  /** The files the rows came from, with each file's own columns. */
  readonly files: readonly {
    readonly path: string;
    readonly rows: number | undefined;
    readonly columns: readonly Column[];
  }[];
}

/** Aggregates of one column. */
export interface ColumnProfile {
  readonly column: Column;
  readonly rows: number;
  readonly nulls: number;
  /** NaN and infinities: counted, and in no statistic. */
  readonly nonFinite: number;
  /** Numbers as they are, times as epoch seconds. */
  readonly numbers?: Numbers;
  /** Categories and booleans. */
  readonly values?: Values;
  /** How alike the rows of one entity are; absent where rows are taken as independent. */
  readonly clusters?: Clusters;
}

/** Design effects of a column's shares: how many rows of an entity say as much as one independent row. */
export interface Clusters {
  /** Entities looked at. */
  readonly entities: number;
  /** The effect if all rows of an entity were alike: sum of squared rows over rows. */
  readonly alike: number;
  /** Of the share that is missing. */
  readonly missing: number;
  /** Of a number: the largest among shares below quantiles. */
  readonly body: number;
  /** Of the shares of single values, by value. */
  readonly values: ReadonlyMap<string, number>;
}

/**
 * The distribution of a numeric column as cells in ascending order.
 *
 * With `grid` null each cell is one distinct value (`lo === hi`) and every statistic is exact; else the cells are the
 * grid's and a statistic is known up to where the values stand inside their cells.
 */
export interface Numbers {
  readonly grid: Grid | null;
  /** Index of each cell in the grid; empty when exact. */
  readonly index: Int32Array;
  /** Rows, smallest and largest value, sum of (x - centre) and of its square, by cell. */
  readonly count: Float64Array;
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  /** What is subtracted before squaring, so that large values keep their digits. */
  readonly centre: number;
}

/** Counts by value, most frequent first. */
export interface Values {
  readonly count: ReadonlyMap<string, number>;
  /** Distinct values; exact. */
  readonly distinct: number;
  /** Whether `count` holds every value. */
  readonly complete: boolean;
}

/** Rows drawn by the smallest hash of their id, by column. */
export interface Sample {
  readonly rows: number;
  /** A whole number below 2^53 for each row, by which samples merge. */
  readonly hash: Float64Array;
  readonly columns: ReadonlyMap<string, readonly Cell[]>;
  /** How many rows of the table each row stands for; absent where all stand for equally many. */
  readonly weights?: Float64Array;
}
