import { afterAll, beforeAll, expect, test } from "vitest";
import type { DuckDb } from "../../../lib/native/mod.ts";
import { smallBoard } from "../../dashboards/small_board.ts";

let engine: DuckDb;
beforeAll(async () => void (engine = await smallBoard()));
afterAll(() => engine.close());
const rows = (text: string) => engine.rows({ text });

test("daily adds up to all rows, clicks and requests", async () => {
  const [made] = await rows(
    "select sum(exposures) as n, sum(clicks) as clicks, sum(requests) as requests, sum(explored) as explored from daily",
  );
  const [plain] = await rows(
    "select count(*) as n, count(*) filter (clicked) as clicks, count(distinct request_id) as requests, count(*) filter (explored) as explored from shown",
  );
  expect(made).toEqual(plain);
});

test("ranking_day holds NDCG@20 of clicks by score, as a plain loop computes it", async () => {
  const shown = await rows(
    "select request_id, model, score, clicked from shown where fallback is null and ts::date = date '2026-01-05' order by request_id, score desc",
  );
  const requests = Map.groupBy(shown, (row) => String(row.request_id));
  let sum = 0, ranked = 0;
  for (const items of requests.values()) {
    const gain = (order: readonly boolean[]) =>
      order.reduce((dcg, hit, i) => dcg + (hit ? 1 / Math.log2(2 + i) : 0), 0);
    const hits = items.map(({ clicked }) => clicked === true);
    const best = gain(hits.toSorted((a, b) => Number(b) - Number(a)));
    if (best === 0) continue;
    ranked++;
    sum += gain(hits) / best;
  }
  const [made] = await rows(
    "select ranked, ndcg from ranking_day where day = date '2026-01-05'",
  );
  expect(ranked).toBeGreaterThan(5);
  expect(made?.ranked).toBe(ranked);
  expect(Number(made?.ndcg)).toBeCloseTo(sum, 12);
});

test("column_day counts what is missing and holds exact quantiles", async () => {
  const [made] = await rows(
    "select n, nulls, q50 from column_day where column_name = 'minutes' and day = date '2026-01-16'",
  );
  const [plain] = await rows(
    "select count(*) as n, count(*) - count(minutes) as nulls, quantile_cont(minutes::double, 0.5) as q50 from shown where ts::date = date '2026-01-16'",
  );
  expect(made).toEqual(plain);
});

test("column_share splits each day's values into bins or values without losing one", async () => {
  const [lost] = await rows(`select count(*) as n from (
    select d.column_name, d.day from column_day d left join column_share s on s.column_name = d.column_name and s.day = d.day
    group by all having any_value(d.n - d.nulls) <> coalesce(sum(s.n), 0))`);
  expect(lost?.n).toBe(0);
  const [bins] = await rows(
    "select min(bin) as least, max(bin) as most from column_share where column_name = 'minutes'",
  );
  expect(Number(bins?.least)).toBeGreaterThanOrEqual(-1);
  expect(Number(bins?.most)).toBeLessThanOrEqual(24);
});

test("numbers with few values are shown value by value", async () => {
  const found = await rows(
    "select distinct label from column_share where column_name = 'is_new' order by label",
  );
  expect(found.map(({ label }) => label)).toEqual(["0", "1"]);
});

test("column_slice is the total variation distance of a slice's values, and its missing share, as a plain loop computes them", async () => {
  const shown = await rows(
    "select ts::date::varchar as day, genre, minutes is null as lost from shown where device = 'tv'",
  );
  const shareOf = (list: readonly { genre?: unknown }[]) =>
    list.filter(({ genre }) => genre === "drama").length / list.length;
  const usual = shareOf(shown.filter(({ day }) => String(day) < "2026-01-08"));
  const day = shown.filter((row) => row.day === "2026-01-16");
  const [made] = await rows(
    "select moved, n from column_slice where column_name = 'genre' and slice = 'device' and value = 'tv' and day = date '2026-01-16'",
  );
  expect(made?.n).toBe(day.length);
  expect(Number(made?.moved)).toBeCloseTo(Math.abs(shareOf(day) - usual), 12);
  const [lost] = await rows(
    "select nulls from column_slice where column_name = 'minutes' and slice = 'device' and value = 'tv' and day = date '2026-01-16'",
  );
  expect(Number(lost?.nulls)).toBeCloseTo(
    day.filter(({ lost }) => lost === true).length / day.length,
    12,
  );
});
