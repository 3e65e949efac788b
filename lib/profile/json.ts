import { column } from "../table/mod.ts";
import type { Grid } from "./grid.ts";
import type { ColumnProfile, Numbers, Profile } from "./profile.ts";

/** Version of the stored form; a reader refuses a later one. */
const VERSION = 1;

/** A profile as plain JSON: numbers exact, every column with its counts. */
export interface ProfileJson {
  readonly sightglass: "profile";
  readonly version: number;
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly ColumnJson[];
}

/** One column of a stored profile. */
export interface ColumnJson {
  readonly name: string;
  readonly type: string;
  readonly rows: number;
  readonly nulls: number;
  readonly nonFinite: number;
  readonly numbers?: {
    readonly grid: Grid | null;
    readonly centre: number;
    readonly index: readonly number[];
    readonly count: readonly number[];
    readonly lo: readonly (number | null)[];
    readonly hi: readonly (number | null)[];
    readonly sum: readonly number[];
    readonly squares: readonly number[];
  };
  readonly values?: {
    readonly count: readonly (readonly [string, number])[];
    readonly distinct: number;
    readonly complete: boolean;
  };
}

/** A profile made ready to be stored. */
export function profileToJson(profile: Profile): ProfileJson {
  return {
    sightglass: "profile",
    version: VERSION,
    name: profile.name,
    rows: profile.rows,
    columns: [...profile.columns.values()].map(columnToJson),
  };
}

/** A stored profile. Errors: SyntaxError when it is none, or of a later version. */
export function profileFromJson(json: unknown): Profile {
  const found = json as Partial<ProfileJson> | null;
  if (found?.sightglass !== "profile" || !Array.isArray(found.columns)) {
    throw new SyntaxError(
      'Cannot read a profile: the file is no profile, make one with "sg profile"',
    );
  }
  if (found.version !== VERSION) {
    throw new SyntaxError(
      `Cannot read a profile: its version is ${found.version}, this program reads ${VERSION}`,
    );
  }
  const columns = found.columns as readonly ColumnJson[];
  return {
    name: found.name!,
    rows: found.rows!,
    columns: new Map(columns.map((item) => [item.name, columnFromJson(item)])),
    notes: [],
    files: [],
  };
}

function columnToJson(found: ColumnProfile): ColumnJson {
  const { column, rows, nulls, nonFinite, numbers, values } = found;
  return {
    name: column.name,
    type: column.type,
    rows,
    nulls,
    nonFinite,
    ...(numbers
      ? {
        numbers: {
          grid: numbers.grid,
          centre: numbers.centre,
          index: [...numbers.index],
          count: [...numbers.count],
          lo: [...numbers.lo],
          hi: [...numbers.hi],
          sum: [...numbers.sum],
          squares: [...numbers.squares],
        },
      }
      : {}),
    ...(values
      ? {
        values: {
          count: [...values.count],
          distinct: values.distinct,
          complete: values.complete,
        },
      }
      : {}),
  };
}

function columnFromJson(item: ColumnJson): ColumnProfile {
  const { numbers, values } = item;
  return {
    column: column(item.name, item.type),
    rows: item.rows,
    nulls: item.nulls,
    nonFinite: item.nonFinite,
    ...(numbers ? { numbers: numbersFromJson(numbers) } : {}),
    ...(values ? { values: { ...values, count: new Map(values.count) } } : {}),
  };
}

function numbersFromJson(json: NonNullable<ColumnJson["numbers"]>): Numbers {
  // JSON has no NaN: an extreme that was not known is null
  const numbers = (list: readonly (number | null)[]) =>
    Float64Array.from(list, (x) => x ?? NaN);
  return {
    grid: json.grid,
    centre: json.centre,
    index: Int32Array.from(json.index),
    count: numbers(json.count),
    lo: numbers(json.lo),
    hi: numbers(json.hi),
    sum: numbers(json.sum),
    squares: numbers(json.squares),
  };
}
