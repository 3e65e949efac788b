import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tinyWorld } from "../../data/streamflix/options.ts";
import {
  writeWorld,
  type WrittenWorld,
} from "../../data/streamflix/write_world.ts";
import { rawSql } from "../../lib/mod.ts";
import { type DuckDb, openDuckDb, openModel } from "../../lib/native/mod.ts";
import { FEATURES } from "../../server/systems/streamflix.ts";

// large enough for shares to be seen, small enough for a few seconds
const options = { ...tinyWorld, requests: 2400 };
let folder: string, world: WrittenWorld, engine: DuckDb;
// deno-lint-ignore no-explicit-any -- a file as it is
let truth: any;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "streamflix-"));
  world = await writeWorld(options, join(folder, "out"));
  truth = JSON.parse(await readFile(join(folder, "out/truth.json"), "utf8"));
  engine = await openDuckDb({ threads: 1 });
  await engine.run(rawSql(
    `create view shown as select * from '${folder}/out/exposures/*/*.parquet'`,
  ));
}, 60_000);

afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true });
});

const ask = async (sql: string) => (await engine.rows(rawSql(sql)))[0]!;

/** SQL that is true within the days of an incident. */
function within(id: string): string {
  const { from, to } = truth.incidents.find((i: { id: string }) => i.id === id);
  return `(ts >= '${from}' and ts < '${to}')`;
}

test(
  "the same seed gives the same SHA-256 of every file, another seed others",
  async () => {
    const small = { ...tinyWorld, days: 20, requests: 400 };
    const once = await writeWorld(small, join(folder, "a"));
    const again = await writeWorld(small, join(folder, "b"));
    const other = await writeWorld({ ...small, seed: 2 }, join(folder, "c"));
    expect(again.files).toEqual(once.files);
    expect(other.files.map(({ sha256 }) => sha256)).not.toEqual(
      once.files.map(({ sha256 }) => sha256),
    );
  },
  60_000,
);

test("manifest.json lists every file but itself and world.json", async () => {
  const listed = JSON.parse(
    await readFile(join(folder, "out/manifest.json"), "utf8"),
  );
  expect(
    world.files.filter(({ path }) =>
      !["manifest.json", "world.json"].includes(path)
    ),
  ).toEqual(listed);
  expect((await readdir(folder)).filter((name) => name.startsWith("out")))
    .toEqual(["out"]);
});

test("a world that fails leaves nothing that looks finished", async () => {
  await expect(
    writeWorld(options, join(folder, "broken"), (message) => {
      if (message.startsWith("day 3 ")) throw new Error("disk full");
    }),
  ).rejects.toThrow("disk full");
  expect((await readdir(folder)).filter((name) => name.startsWith("broken")))
    .toEqual([]);
});

test("every shown item has a propensity, and explored ones have small ones", async () => {
  const row = await ask(`select count(*) as n,
    count(*) filter (propensity > 0 and propensity <= 1) as proper,
    avg(explored::int) as explored, max(propensity) filter (explored) as largest from shown`);
  expect(row.proper).toBe(row.n);
  expect(Math.abs(Number(row.explored) - truth.explored.after)).toBeLessThan(
    0.02,
  );
  expect(row.largest).toBeLessThanOrEqual(truth.explored.before);
});

test("the features of a model are null only where a fallback answered or an incident took them", async () => {
  expect(
    await ask(`select count(*) as n from shown
    where fallback is null and (ctr_7d is null or minutes is null)`),
  ).toEqual({
    n: 0,
  });
  const lost = await ask(`select
    avg((user_activity_7d is null)::int) filter (${
    within("activity_lost")
  }) as inside,
    count(*) filter (user_activity_7d is null and not ${
    within("activity_lost")
  } and fallback is null) as outside from shown where fallback is null`);
  expect(Math.abs(Number(lost.inside) - truth.sizes.nulls)).toBeLessThan(0.2);
  expect(lost.outside).toBe(0);
});

test("minutes are seconds exactly within their incident", async () => {
  const row = await ask(
    `select max(minutes) filter (not ${
      within("minutes_in_seconds")
    }) as usual, min(minutes) filter (${
      within("minutes_in_seconds")
    }) as inside from shown`,
  );
  expect(row.usual).toBeLessThan(200);
  expect(row.inside).toBeGreaterThan(800);
});

test("the new device appears on its day with its share", async () => {
  const row = await ask(
    `select count(*) filter (device = 'console' and not ${
      within("device_console")
    }) as before, avg((device = 'console')::int) filter (${
      within("device_console")
    }) as share from shown`,
  );
  expect(row.before).toBe(0);
  expect(Math.abs(Number(row.share) - truth.sizes.console)).toBeLessThan(0.06);
});

test("the leaked column tells the label, and only of ranker 2", async () => {
  const row = await ask(
    `select count(*) filter ((session_minutes > 0) <> clicked) as wrong, count(*) filter (clicked) as clicks
    from '${folder}/out/training/ranker-2.parquet'`,
  );
  expect(row.wrong).toBe(0);
  expect(row.clicks).toBeGreaterThan(50);
  await expect(
    ask(
      `select session_minutes from '${folder}/out/training/ranker-1.parquet'`,
    ),
  ).rejects.toThrow();
});

test("the true click rate steps up with autoplay and explains the one measured", () => {
  const { incidents, days } = truth;
  const from = incidents.find((i: { id: string }) => i.id === "autoplay").from;
  const mean = (key: string, test: (day: string) => boolean) => {
    const some = days.filter(({ day }: { day: string }) => test(day));
    return some.reduce(
      (sum: number, d: Record<string, number>) => sum + d[key]!,
      0,
    ) / some.length;
  };
  const before = mean(
    "trueClickRate",
    (day) => day >= "2026-02-26" && day < from,
  );
  expect(mean("trueClickRate", (day) => day >= from)).toBeGreaterThan(
    1.2 * before,
  );
  // 2,400 requests: the standard error of the mean over 60 days is about 0.0012
  expect(
    Math.abs(mean("clickRate", () => true) - mean("trueClickRate", () => true)),
  )
    .toBeLessThan(0.005);
});

test("tastes drift step by step, and in the quiet weeks nothing is planted", () => {
  const { quiet, incidents, days } = truth;
  const shifts = days.map((d: { drift: number }) => d.drift);
  expect(shifts).toEqual([...shifts].sort((a, b) => a - b));
  expect(shifts.at(-1)).toBeCloseTo(truth.sizes.tasteDrift, 5);
  expect(incidents.every((i: { from: string }) => i.from >= quiet.to)).toBe(
    true,
  );
});

test("a watch label arrives after its event, most within a day, some days later", async () => {
  const row = await ask(`select count(*) filter (arrival <= ts) as early,
    quantile_cont(epoch(arrival - ts) / 3600, 0.5) as half, max(epoch(arrival - ts) / 86400) as longest
    from shown where clicked`);
  expect(row.early).toBe(0);
  expect(row.half).toBeGreaterThan(0.5);
  expect(row.half).toBeLessThan(12);
  expect(row.longest).toBeGreaterThan(2);
  expect(row.longest).toBeLessThan(9);
});

test("exposure is concentrated: the top tenth of the titles takes a multiple of its share", async () => {
  const row = await ask(
    `with c as (select item, count(*) as n, row_number() over (order by count(*) desc, item) as rank
    from shown group by item) select sum(n) filter (rank <= ${
      options.titles / 10
    }) / sum(n) as top, count(*) as items from c`,
  );
  expect(row.top).toBeGreaterThan(0.2);
  expect(row.items).toBeGreaterThan(options.titles * 0.8);
});

test("the first places are clicked more often, as people look there first", async () => {
  const row = await ask(
    `select avg(clicked::int) filter (position < 3) as first, avg(clicked::int) filter (position >= 15) as last
    from shown`,
  );
  expect(row.first).toBeGreaterThan(2 * Number(row.last));
});

test("three versions stand beside each other, each with its offline and online figures", async () => {
  const models = JSON.parse(
    await readFile(join(folder, "out/models/models.json"), "utf8"),
  );
  expect(models.map(({ id }: { id: string }) => id)).toEqual([
    "popular@1",
    "ranker@1",
    "ranker@2",
  ]);
  for (const { offline_ndcg20, online_side_by_side } of models) {
    expect(offline_ndcg20).toBeGreaterThan(0.2);
    expect(online_side_by_side.exposures).toBeGreaterThan(100);
  }
});

test("the lake holds the same exposures as the flat table", async () => {
  const columns =
    "request_id, item, position, model, score::float as score, explored, affinity, minutes, device";
  const lake = `'${folder}/out/lake/streamflix/exposure/*/*.parquet'`;
  expect(
    await ask(`select count(*) as n from (
    (select ${columns} from shown except select ${columns} from ${lake}) union all
    (select ${columns} from ${lake} except select ${columns} from shown))`),
  )
    .toEqual({ n: 0 });
  expect(
    await ask(
      `select count(*) as n from '${folder}/out/lake/streamflix/prediction/*/*.parquet'`,
    ),
  )
    .toEqual({
      n: world.days.reduce((sum, { requests }) => sum + requests, 0),
    });
});

test("a stored ranker gives the logged score back from the logged features", async () => {
  const rows = await engine.rows(rawSql(
    `select score, ${FEATURES.join(", ")} from shown
    where model = 'ranker@2' and fallback is null order by ts, position limit 500`,
  ));
  const model = await openModel(join(folder, "out/models/ranker-2.onnx"), {
    id: "ranker@2",
    workers: 0,
  });
  const values = rows.flatMap((row) =>
    FEATURES.map((name) => row[name] === null ? NaN : Number(row[name]))
  );
  const scores = await model.run(Float32Array.from(values), rows.length);
  await model.close();
  expect([...scores]).toEqual(rows.map(({ score }) => score));
});
