import { clopperPearson } from "../../math/mod.ts";
import type { ColumnProfile, Profile } from "../../profile/mod.ts";
import { isWhole } from "../../table/mod.ts";
import { inferPattern } from "./infer_pattern.ts";
import { inferRelations } from "./infer_relations.ts";
import type { ColumnSchema, Schema } from "./schema.ts";

/** How a schema is proposed. */
export interface InferOptions {
  /** Columns that only training data has; makes the environments "training" and "serving"; defaults to none. */
  readonly labels?: readonly string[];
  /** How far beyond what was seen numbers may lie, as a share of their span; defaults to 0.1. */
  readonly slack?: number;
  /** What the schema is called; defaults to the data's name. */
  readonly name?: string;
}

/** A set of at most this many values, each seen this often in the mean, is proposed as the set of all. */
const VALUES = 100, OFTEN = 5;
/** Whole numbers of at most this many values are codes or counts: they are not widened. */
const CODES = 10;
/** Fewer rows do not make a column unique, or a pattern sure. */
const ROWS = 50;

/**
 * Proposes a schema from data: types, missing values, ranges, sets, patterns, uniqueness and relations.
 *
 * Missing values: none where none was seen, else the upper end of the exact 99.9 % interval of their share. Ranges are
 * widened by `slack` of the span, but not across 0; 0..1 and whole numbers of at most 10 values stay; times have none, they move on. Relations need the
 * profile's sample. Shape: profile -> schema, to be read and edited before it is used.
 */
export function inferSchema(
  profile: Profile,
  { labels = [], slack = 0.1, name = profile.name }: InferOptions = {},
): Schema {
  const environments = labels.length ? ["training", "serving"] : [];
  return {
    version: 1,
    name,
    environments,
    columns: [...profile.columns.values()].map((column) => ({
      ...columnSchema(column, slack),
      ...(labels.includes(column.column.name) ? { only: ["training"] } : {}),
    })),
    relations: profile.sample
      ? inferRelations(
        profile.sample,
        [...profile.columns.values()].map(({ column }) => column),
      )
      : [],
  };
}

function columnSchema(profile: ColumnProfile, slack: number): ColumnSchema {
  const { column: { name, type, kind }, rows, nulls, values } = profile;
  const present = rows - nulls;
  const known = values?.complete && values.distinct <= VALUES &&
    present >= OFTEN * values.distinct && present > 0;
  const pattern = values && !known && kind === "category" && present >= ROWS
    ? inferPattern([...values.count.keys()])
    : undefined;
  return {
    name,
    type,
    kind,
    nulls: nullLimit(nulls, rows),
    ...(kind === "number" ? rangeOf(profile, slack) : {}),
    ...(known && kind === "category"
      ? { values: [...values.count.keys()].sort() }
      : {}),
    ...(pattern === undefined ? {} : { pattern }),
    ...(isUnique(profile) ? { unique: true as const } : {}),
  };
}

function nullLimit(nulls: number, rows: number): number {
  if (!nulls) return 0;
  if (nulls === rows) return 1;
  return Math.min(
    1,
    Math.ceil(clopperPearson(nulls, rows, 0.998)[1] * 1e3) / 1e3,
  );
}

function rangeOf({ column, numbers }: ColumnProfile, slack: number) {
  const min = numbers?.lo[0], max = numbers?.hi.at(-1);
  if (min === undefined || max === undefined) return {};
  const whole = isWhole(column.type);
  if (slack === 0 || whole && numbers!.count.length <= CODES) {
    return { min, max };
  }
  if (min >= 0 && max <= 1 && max > min) return { min: 0, max: 1 };
  const span = max - min || Math.abs(max) || 1;
  const step = Math.max(
    whole ? 1 : 0,
    10 ** Math.floor(Math.log10(span * slack || 1)),
  );
  const low = Math.floor((min - span * slack) / step) * step;
  const high = Math.ceil((max + span * slack) / step) * step;
  const neat = (x: number) => Number(x.toPrecision(12));
  return {
    min: min >= 0 ? Math.max(0, neat(low)) : neat(low),
    max: max <= 0 ? Math.min(0, neat(high)) : neat(high),
  };
}

function isUnique(
  { column, rows, nulls, values, numbers }: ColumnProfile,
): boolean {
  const present = rows - nulls;
  if (present < ROWS) return false;
  if (values) return values.distinct === present;
  return !!numbers && !numbers.grid && isWhole(column.type) &&
    numbers.count.length === present;
}
