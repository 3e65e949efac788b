import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filesOf, readManifest } from "../../lib/lake/mod.ts";
import { type DuckDb, openDuckDb } from "../../lib/native/duckdb.ts";
import { fileStorage } from "../../lib/native/files.ts";
import { lakeFiles } from "../../lib/native/lake_files.ts";
import { openLake } from "../../lib/native/open_lake.ts";
import { sql } from "../../lib/table/mod.ts";
import { outcome, prediction } from "./lake_events.ts";

let folder: string, engine: DuckDb;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lake-"));
  engine = await openDuckDb({ threads: 1 });
});
afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true });
});

/** Reads as a reader does: by the manifest. */
async function rows(root: string, kind: string, select: string) {
  const { paths } = await lakeFiles(root, { system: "streamflix", kind });
  return await engine.rows({
    text: `select ${select} from read_parquet([${
      paths.map((path) => `'${path}'`).join(", ")
    }], union_by_name = true, hive_partitioning = false)`,
  });
}

test("what is logged becomes Parquet by system, kind and UTC day, exposures included", async () => {
  const root = join(folder, "first");
  const lake = await openLake(root);
  const ids = Array.from({ length: 120 }, (_, n) => n);
  await Promise.all(
    ids.map((n) => lake.append([prediction(`r${n}`, n), outcome(`r${n}`, n)])),
  );
  await lake.append([
    {
      event_id: "c1",
      ts: Date.UTC(2026, 0, 2),
      system: "shop",
      kind: "click",
      item: "tea",
      price: 2.5,
    } as never,
  ]);
  expect(await lake.seal()).toBe(1);
  expect(await lake.seal()).toBe(0);
  await lake.close();

  expect(
    (await readdir(join(root, "streamflix/exposure"), { recursive: true }))
      .sort(),
  ).toEqual([
    "dt=2026-01-01",
    "dt=2026-01-01/hh=23",
    "dt=2026-01-01/hh=23/000000000001-000000000001.parquet",
    "dt=2026-01-02",
    "dt=2026-01-02/hh=00",
    "dt=2026-01-02/hh=00/000000000001-000000000001.parquet",
  ]);
  expect(
    await rows(
      root,
      "exposure",
      'count(*)::int n, count("minutes")::int as present, sum(affinity)::double affinity',
    ),
  ).toEqual([
    { n: 360, present: 180, affinity: 3 * 119 * 120 / 2 / 8 },
  ]);
  const [first] = await engine.rows(
    sql`select * from read_parquet(${`${root}/streamflix/exposure/**/*.parquet`}, hive_partitioning = false) order by ts, position limit 1`,
  );
  expect(first).toEqual({
    request_id: "r0",
    ts: Date.UTC(2026, 0, 1, 23, 59),
    system: "streamflix",
    entity: "u0",
    item: 4,
    position: 0,
    model: "ranker@2",
    score: 0.5,
    propensity: 0.95,
    explored: false,
    source: "nearest",
    fallback: null,
    affinity: 0,
    country: "DE",
    device: "tv",
    hour: 23,
    minutes: 90,
    "o'clock": null,
  });
  expect(
    await rows(
      root,
      "outcome",
      "count(*)::int n, count_if(watched)::int watched, max(arrival) - max(ts) as late",
    ),
  ).toMatchObject([
    { n: 120, watched: 40 },
  ]);
  expect(
    await rows(
      root,
      "prediction",
      "sum(len(items))::int items, sum(candidates.count)::int candidates, min(stages[1].name) stage",
    ),
  ).toEqual(
    [{ items: 360, candidates: 360, stage: "rank" }],
  );
  expect(
    await engine.rows(
      sql`select event_id, item, price from read_parquet(${`${root}/shop/click/dt=2026-01-02/hh=00/*.parquet`})`,
    ),
  ).toEqual([
    { event_id: "c1", item: "tea", price: 2.5 },
  ]);
});

test("the manifest holds each file's digest, rows and times", async () => {
  const root = join(folder, "first");
  const files = filesOf((await readManifest(fileStorage(root))).lines);
  expect(files.length).toBe(7);
  for (const file of files) {
    const bytes = await readFile(join(root, file.path));
    const digest = new Uint8Array(
      await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes)),
    )
      .toHex();
    const [row] = await engine.rows(
      sql`select count(*)::int as rows, epoch_ms(min(ts)) as low, epoch_ms(max(ts)) as high from read_parquet(${
        join(root, file.path)
      })`,
    );
    expect([digest, bytes.length]).toEqual([file.sha256, file.bytes]);
    expect(row).toEqual({ rows: file.rows, low: file.minTs, high: file.maxTs });
  }
});

test("the same events give the same bytes", async () => {
  const digests = [];
  for (const name of ["twin1", "twin2"]) {
    const lake = await openLake(join(folder, name), { clock: () => 7 });
    await lake.append(
      Array.from({ length: 500 }, (_, n) => prediction(`r${n}`, n)),
    );
    await lake.seal();
    await lake.close();
    const { lines } = await readManifest(fileStorage(join(folder, name)));
    digests.push(filesOf(lines).map(({ sha256 }) => sha256));
  }
  expect(digests[0]).toEqual(digests[1]);
});

test("a lake whose sealed segments were removed goes on with new numbers", async () => {
  const root = join(folder, "pruned");
  for (const id of ["a", "b"]) {
    const lake = await openLake(root);
    await lake.append([outcome(id, 1)]);
    expect(await lake.seal()).toBe(1);
    await lake.close();
    await rm(join(root, "log"), { recursive: true });
  }
  expect(await rows(root, "outcome", "count(*)::int n")).toEqual([{ n: 2 }]);
});

test("a second writer is kept out, a reader is not", async () => {
  const root = join(folder, "first");
  const lake = await openLake(root);
  const other = await run(root, "late", () => true);
  expect(other.errors).toContain(
    `Cannot open lake "${root}": another process writes to it`,
  );
  expect((await rows(root, "exposure", "count(*)::int n"))[0]).toEqual({
    n: 360,
  });
  await lake.close();
});

test(
  "a writer killed under load loses nothing it acknowledged, and doubles nothing",
  async () => {
    const root = join(folder, "killed");
    const acknowledged = new Set<string>();
    for (let life = 0; life < 3; life++) {
      const enough = acknowledged.size + 3000;
      await run(root, String(life), (id) => {
        if (id.includes(":")) acknowledged.add(id);
        return acknowledged.size < enough;
      }, async () => {
        // A reader in this process, while the other writes: whole files only.
        const [read] = await rows(
          root,
          "outcome",
          "count(*)::int n, count(distinct event_id)::int ids",
        ).catch(() => [{ n: 0, ids: 0 }]);
        expect(read!.n).toBe(read!.ids);
      });
    }
    const lake = await openLake(root);
    await lake.seal();
    await lake.close();
    for (const kind of ["prediction", "outcome"]) {
      const found = (await rows(root, kind, "event_id")).map(({ event_id }) =>
        String(event_id)
      );
      expect(new Set(found).size).toBe(found.length);
      const lost = [...acknowledged].filter((id) => id.startsWith(`${kind}:`))
        .filter((id) => !new Set(found).has(id));
      expect(lost).toEqual([]);
    }
  },
  60_000,
);

/** Runs the writer until `wantsMore` says no, then kills it with SIGKILL. */
async function run(
  root: string,
  life: string,
  wantsMore: (id: string) => boolean,
  meanwhile = () => Promise.resolve(),
) {
  const child = spawn(process.execPath, [
    "run",
    "-A",
    new URL("./lake_child.ts", import.meta.url).pathname,
    root,
    life,
  ]);
  let errors = "";
  child.stderr.on("data", (bytes) => errors += bytes);
  const ended = new Promise((resolve) => child.on("close", resolve));
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (!wantsMore(line)) child.kill("SIGKILL");
    else if (++seen % 1000 === 0) await meanwhile();
  }
  await ended;
  return { errors };
}
