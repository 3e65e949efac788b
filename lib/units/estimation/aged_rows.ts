import {
  numberList,
  optionColumn,
  type Positive,
  positive,
  type Row,
  type Sources,
} from "../../check/mod.ts";
import { asNumber } from "../../profile/mod.ts";
import { type Column, finite, rawSql, type Sql, sql } from "../../table/mod.ts";

/** What units of labels on their way are told. */
export interface AgedOptions extends Positive {
  /** From which score on a row is flagged; defaults to 0.5. */
  readonly threshold: number;
  /** Name of a column that says whether a row was flagged, in place of the threshold; defaults to null. */
  readonly prediction: string | null;
  /** Name of a column that says whether a row was stopped, so that it can get no label; defaults to null. */
  readonly blocked: string | null;
  /** Scores at which flagged rows, and the others, are parted into bands with a curve of their own; defaults to []. */
  readonly bands: readonly number[];
  /** Days after which labels count as complete; null takes the age that a tenth of the rows has reached; defaults to null. */
  readonly horizon: number | null;
  /**
   * What the arrival of labels by age is drawn from: "labels", the delays of those that have arrived, holds where the rate of positives
   * changes; "rows", Kaplan-Meier over all rows, is 2 to 4 % more precise where it does not; defaults to "labels".
   */
  readonly curve: string;
  /** The moment to stand at, ISO 8601 or epoch seconds; null takes the last time or arrival in the data; defaults to null. */
  readonly now: string | number | null;
}

export const agedDefaults: AgedOptions = {
  positive: null,
  threshold: 0.5,
  prediction: null,
  blocked: null,
  bands: [],
  horizon: null,
  curve: "labels",
  now: null,
};

/** Steps in which age is told, from 0 to the horizon. */
export const STEPS = 2000;
export const DAY = 86_400;

/** Says what is wrong with the options. Errors: RangeError. */
export function validateAged(id: string, options: AgedOptions): void {
  const { bands, horizon, curve, now } = options;
  const wrong = (name: string, found: unknown, needed: string) =>
    new RangeError(
      `Cannot use "${name}" of "${id}": it is ${
        JSON.stringify(found)
      }, ${needed}`,
    );
  if (!bands.every((x, i) => Number.isFinite(x) && !(x <= bands[i - 1]!))) {
    throw wrong("bands", bands, "scores in ascending order are needed");
  }
  if (horizon !== null && !(horizon > 0 && Number.isFinite(horizon))) {
    throw wrong("horizon", horizon, "days above 0 or null are needed");
  }
  if (curve !== "labels" && curve !== "rows") {
    throw wrong("curve", curve, '"labels" or "rows" is needed');
  }
  if (now !== null && !Number.isFinite(secondsOf(now))) {
    throw wrong(
      "now",
      now,
      'a moment as "2026-03-01T00:00:00Z" or epoch seconds is needed',
    );
  }
}

interface AgedColumns {
  readonly score: Column;
  readonly label: Column;
  readonly time: Column;
  readonly arrival: Column;
}

/** Bands that stand for rows left out, by what is wrong with them. */
const LEFT_OUT = { incomplete: -1, later: -2, blocked: -3, undated: -4 };

/**
 * Rows counted by side, band, age and delay in steps: a relation whose rows merge by sum for one `now`.
 *
 * A reference with the same columns makes the curve better known: its rows are watched until its own last time or arrival.
 */
export function agedRows(
  { current, reference, columns, referenceColumns }: Omit<
    Sources,
    "candidates"
  >,
  roles: AgedColumns,
  options: AgedOptions,
  ages: readonly [number, number] = [0, Infinity],
): Sql {
  const { horizon, now } = options;
  const picked = pick(roles, columns, options);
  const names = [
    ...Object.values(roles).map(({ name }) => name),
    ...[options.prediction, options.blocked].filter((x) => x !== null),
  ];
  const both = reference &&
    names.every((name) => referenceColumns!.some((x) => x.name === name));
  const last = sql`max(greatest(t, coalesce(a, t)))`;
  const clock = now === null
    ? last
    : sql`case when side = 0 then ${secondsOf(now)} else least(${
      secondsOf(now)
    }, ${last}) end`;
  const span = horizon === null ? sql`max(age)` : sql`max(${horizon * DAY})`;
  const within = sql`age is null or age >= ${ages[0] * DAY}${
    ages[1] === Infinity ? sql`` : sql` and age < ${ages[1] * DAY}`
  }`;
  return sql`(with every_row as (select 0e0 side, ${picked} from ${current}${
    both ? sql` union all select 1e0, ${picked} from ${reference}` : sql``
  }),
    clocks as (select side, ${clock} clock from every_row group by side),
    aged as (select *, clock - t age, case when a <= clock then y end known, greatest(a - t, 0e0) took from every_row join clocks using (side)),
    spans as (select greatest(${span}, 1e-6) / ${STEPS} width from aged where age >= 0),
    counted as (select side, case when t is null or f is null or k is null then ${LEFT_OUT.incomplete}
      when age < 0 then ${LEFT_OUT.later} when b = 1 then ${LEFT_OUT.blocked} when y = 1 and a is null then ${LEFT_OUT.undated}
      else f * ${options.bands.length + 1} + k end band,
      case when ${within} then 1e0 else 0e0 end asked, least(floor(age / width), ${STEPS}) age,
      case when known = 1 and took <= width * ${STEPS} then least(floor(took / width), ${STEPS}) end delay, known, width from aged cross join spans)
    select side, band, asked, case when band >= 0 then age end age, case when band >= 0 then delay end delay, cast(count(*) as double) n, coalesce(sum(case when known = 0 then 1e0 else 0e0 end), 0e0) negatives, coalesce(sum(case when known = 1 and delay is null then 1e0 else 0e0 end), 0e0) late, max(width) width
    from counted group by all)`;
}

function pick(
  { score, label, time, arrival }: AgedColumns,
  columns: readonly Column[],
  { threshold, prediction, blocked, bands, ...options }: AgedOptions,
): Sql {
  const s = finite(score);
  const bit = (option: "prediction" | "blocked", name: string) => {
    const found = optionColumn(columns, option, name);
    // a decision may be told as the label is; a boolean is itself
    const named = option === "prediction" && found.kind !== "boolean";
    return positive(found, { positive: named ? options.positive : null });
  };
  const flagged = prediction === null
    ? sql`case when ${s} >= ${threshold} then 1e0 when ${s} is not null then 0e0 end`
    : bit("prediction", prediction);
  const band = bands.length
    ? rawSql(
      bands.map((x) => sql`case when ${s} >= ${x} then 1e0 else 0e0 end`.text)
        .join(" + "),
    )
    : sql`0e0`;
  return sql`${finite(asNumber(time))} t, ${finite(asNumber(arrival))} a, ${
    positive(label, options)
  } y, ${flagged} f, case when ${s} is not null then ${band} end k, ${
    blocked === null ? sql`0e0` : bit("blocked", blocked)
  } b`;
}

/** The relation of `agedRows` as lists. */
export function agedQuery() {
  const list = (name: string) =>
    numberList(
      rawSql(name),
      rawSql("side, band, asked, age, delay"),
    );
  return {
    sides: list("side"),
    bands: list("band"),
    asked: list("asked"),
    ages: list("age"),
    delays: list("delay"),
    counts: list("n"),
    negatives: list("negatives"),
    late: list("late"),
    width: sql`max(width)`,
  };
}

export type AgedLists = Row<ReturnType<typeof agedQuery>>;

/** Rows of the current side and the ages asked for that were left out. */
export function leftOut({ sides, bands, asked, counts }: AgedLists) {
  const of = (band: number) =>
    counts.reduce(
      (sum, n, i) =>
        sides[i] === 0 && asked[i] === 1 && bands[i] === band ? sum + n : sum,
      0,
    );
  return {
    blocked: of(LEFT_OUT.blocked),
    incomplete: of(LEFT_OUT.incomplete) + of(LEFT_OUT.undated),
  };
}

/** Epoch seconds of a moment; a text without zone is UTC. */
function secondsOf(moment: string | number): number {
  if (typeof moment === "number") return moment;
  const zoned = /T.*(Z|[+-]\d\d:?\d\d)$/.test(moment) || !/T/.test(moment);
  return Date.parse(zoned ? moment : `${moment}Z`) / 1000;
}
