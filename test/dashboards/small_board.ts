import { sql } from "../../lib/mod.ts";
import { type DuckDb, openDuckDb } from "../../lib/native/mod.ts";
import { makeBoard } from "../../server/jobs/board.ts";

/** A value that runs in pages which forget to escape. */
export const hostile =
  `</script><script>window.__pwned=1</script><img src=x onerror="window.__pwned=1">`;

/**
 * An engine with every table that pages read: 20 days, 20 requests a day, 5 items a request.
 *
 * Two versions from day 10 on; `minutes` is null on day 15 in half of the rows, `device` has a new and hostile value from
 * day 18 on, one request in ten of day 12 fell back, one slot in twenty is explored.
 */
export async function smallBoard(): Promise<DuckDb> {
  const engine = await openDuckDb({ threads: 1 });
  await engine.run(exposuresSql);
  await makeBoard(engine, {
    exposures: sql`shown`,
    titles:
      sql`(select i::integer as id, timestamp '2025-01-01' as released_at from range(50) t(i))`,
    reference: { from: "2026-01-01", to: "2026-01-08" },
    slices: ["device", "model"],
    exclude: ["request_id", "entity", "item", "ts", "arrival", "position"],
  });
  for (const query of contextSql) await engine.run(query);
  return engine;
}

const exposuresSql = sql`create table shown as
  select d * 100 + r || '' as request_id, timestamp '2026-01-01' + to_days(d::integer) + to_minutes(r::integer * 60) as ts,
    'u' || (r % 7) as entity, (d * 7 + r * 3 + p * p)::integer % 50 as item, p::integer as position,
    case when d >= 10 and r % 2 = 0 then 'ranker@2' else 'ranker@1' end as model, 1.0 / (1 + p) as score,
    0.95 as propensity, (d * 100 + r * 5 + p) % 20 = 0 as explored, 'nearest' as source,
    case when d = 12 and r % 10 = 0 then 'batch_list' end as fallback,
    case when d >= 18 and r = 1 then ${hostile} when r % 2 = 0 then 'tv' else 'phone' end as device,
    case when d = 15 and r % 2 = 0 then null else (60 + (d * r * (p + 1)) % 61)::float end as minutes,
    ((d + p) % 9 = 0)::integer::float as is_new, case when p % 2 = 0 then 'drama' else 'crime' end as genre,
    (d * 31 + r * 17 + p * 13) % 11 < 2 - p / 4 as clicked, (d * 31 + r * 17 + p * 13) % 11 < 1 as watched,
    timestamp '2026-01-01' + to_days(d::integer) + interval 1 day as arrival
  from range(20) a(d), range(20) b(r), range(5) c(p)`;

const contextSql = [
  sql`create table result (
    system varchar, check_name varchar, id varchar, room varchar, column_name varchar, window_from timestamp,
    window_to timestamp, value double, unit varchar, low double, high double, p_value double, effect double, error double,
    condition varchar, verdict varchar, severity varchar, n_reference double, n_current double, explanation varchar,
    columns varchar, slice varchar, details varchar, evidence varchar)`,
  sql`insert into result
    select 'streamflix', 'validation/null_rate(column=' || c || ')', 'validation/null_rate', 'validation', c, day,
      day + interval 1 day, case when bad then 0.5 else 0 end, 'ratio', null, null, null, null, null, 'at most 0.01',
      case when bad then 'fail' else 'pass' end, 'fail', 700, 100,
      case when bad then c || ' is half empty' else c || ' is whole' end, '{"column":"' || c || '"}', null,
      case when bad then '{"cause":["It began on that day.","Look at <b>what</b> was deployed first."]}' else '{}' end, null
    from (select c, timestamp '2026-01-08' + to_days(d::integer) as day, c = 'minutes' and d = 8 as bad
      from range(12) t(d), (values ('minutes'), ('device'), ('genre')) as names(c))`,
  sql`insert into result
    select 'streamflix', 'validation/unseen_category(column=device)', 'validation/unseen_category', 'validation', 'device',
      timestamp '2026-01-19', timestamp '2026-01-20', 0.05, 'ratio', 0.01, 0.1, 0.001, 0.05, null, 'at most 0.005', 'fail',
      'fail', 700, 100, ${`"${hostile}" is new`}, '{"column":"device"}', null, '{"reason":"new"}', '{"rows":[1]}'`,
  sql`create table version as select * from (values
    ('streamflix', 'ranker@1', date '2026-01-01', 0.55, 0.01), ('streamflix', 'ranker@2', date '2026-01-11', 0.58, 0.01)
    ) as t(system, model, from_day, ndcg, ndcg_error)`,
  sql`create table incident as select * from (values
    ('streamflix', 'lost', date '2026-01-16', date '2026-01-17', 'minutes', 'half of the values are lost')
    ) as t(system, id, from_day, to_day, column_name, what)`,
  sql`create table reference_window as
    select 'streamflix' as system, date '2026-01-01' as from_day, date '2026-01-08' as to_day`,
];
