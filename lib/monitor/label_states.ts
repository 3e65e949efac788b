import { type Positive, positive } from "../check/mod.ts";
import {
  type Column,
  column,
  columnOf,
  joinSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";

/** How labels of a system come and when they count. */
export interface LabelRule extends Positive {
  /** Names the prediction in both tables; defaults to "request_id". */
  readonly key: string;
  /** Days after which a row without a label is taken as negative for the time being; null for never; defaults to 7. */
  readonly provisionalDays: number | null;
  /** Days after which labels count as complete and a row without one as negative for good; defaults to 60. */
  readonly horizonDays: number;
}

/** The rule of a system that says nothing of its own. */
export const labelRule: LabelRule = {
  positive: null,
  key: "request_id",
  provisionalDays: 7,
  horizonDays: 60,
};

/** Columns that `labelStates` adds to the predictions. */
const ADDED = [
  column("label", "DOUBLE"),
  column("arrival", "TIMESTAMP"),
  column("provisional", "BOOLEAN"),
  column("corrections", "BIGINT"),
  column("settled", "DOUBLE"),
];

/**
 * What is known of each prediction's label at a moment: one row a prediction, whatever labels and corrections came.
 *
 * The last of its labels and corrections that has arrived by `now` counts. Adds `label` (1, 0, null: nothing known), `arrival` (since when
 * it is that), `provisional` (0 by the rule of `provisionalDays`, not final), `corrections` (how often it became another one), and
 * `settled`: the label when nothing more is waited for, that is 1 as soon as it is 1, 0 from `horizonDays` on, null before. Shape:
 * predictions (`key`, `ts`), labels and corrections (`key`, `ts`, `label`, and `arrival` where it is not `ts`) -> a table in the same engine.
 * Times are timestamps, or numbers in milliseconds since 1970 as in events. Edge cases: predictions later than `now` are not there yet; labels of
 * no prediction, and those that say neither 1 nor 0, are left out. Errors: SchemaError for a missing column.
 */
export function labelStates(
  predictions: Table,
  labels: readonly Table[],
  now: Date,
  rule: LabelRule = labelRule,
): Table {
  const { key, provisionalDays, horizonDays } = rule;
  const kept = predictions.columns.filter(({ name }) =>
    !ADDED.some((added) => added.name === name)
  );
  const own = columnOf(predictions, key);
  const time = seconds(columnOf(predictions, "ts"));
  const at = sql`${now.getTime() / 1000}`;
  const none =
    sql`select ${own} k, 0e0 v, 0e0 came, 0e0 told from ${predictions.relation} where false`;
  const told = joinSql(
    [none, ...labels.map((table) => toldBy(table, rule))],
    " union all ",
  );
  const waited = (days: number) => sql`${at} - sg_born >= ${days * DAY}`;
  const provisional = provisionalDays === null
    ? sql`false`
    : sql`(sg_v is null and ${waited(provisionalDays)})`;
  const since = sql`case when ${provisional} then sg_born + ${
    (provisionalDays ?? 0) * DAY
  } else sg_since end`;
  const relation =
    sql`(with told as (select *, row_number() over turns turn, lag(v) over turns last_v from (${told}) where k is not null and v is not null and came <= ${at} window turns as (partition by k order by came, told, v)),
    runs as (select k sg_k, max_by(v, turn) sg_v, max(case when last_v is null or last_v <> v then came end) sg_since, sum(case when last_v <> v then 1 else 0 end) sg_changes from told group by k),
    rows_then as (select *, ${time} sg_born from ${predictions.relation} where ${time} <= ${at})
    select ${
      joinSql(kept)
    }, case when ${provisional} then 0e0 else sg_v end as label,
      make_timestamp(cast(round(1e6 * (${since})) as bigint)) as arrival, ${provisional} as provisional,
      cast(coalesce(sg_changes, 0) as bigint) as corrections, case when sg_v = 1 then 1e0 when ${
      waited(horizonDays)
    } then 0e0 end as settled
    from rows_then left join runs on rows_then.${own} = sg_k)`;
  const { rows: _rows, ...rest } = predictions;
  return { ...rest, relation, columns: [...kept, ...ADDED] };
}

const DAY = 86_400;

function toldBy(table: Table, { key, positive: named }: LabelRule): Sql {
  const ts = columnOf(table, "ts");
  const arrival = table.columns.find(({ name }) => name === "arrival") ?? ts;
  return sql`select ${columnOf(table, key)} k, ${
    positive(columnOf(table, "label"), { positive: named })
  } v, coalesce(${seconds(arrival)}, ${seconds(ts)}) came, ${
    seconds(ts)
  } told from ${table.relation}`;
}

/** A time as epoch seconds; a number is in milliseconds. */
function seconds(time: Column): Sql {
  return time.kind === "time"
    ? sql`cast(epoch(${time}) as double)`
    : sql`cast(${time} as double) / 1e3`;
}
