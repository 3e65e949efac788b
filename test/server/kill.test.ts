import { afterAll, beforeAll, expect, test } from "vitest";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { tinyWorld } from "../../data/streamflix/options.ts";
import { writeWorld } from "../../data/streamflix/write_world.ts";
import { openDuckDb, openLake } from "../../lib/native/mod.ts";
import { sql } from "../../lib/table/mod.ts";

const folder = mkdtempSync(`${tmpdir()}/sightglass-kill-`);
const lakeFolder = `${folder}/lake`;
beforeAll(
  () => writeWorld(tinyWorld, `${folder}/streamflix`, () => {}),
  60_000,
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the real server on a free port, asks until `enough` answers came, and kills it with SIGKILL under load. */
async function scoreUntilKilled(enough: number): Promise<string[]> {
  const child = spawn(process.execPath, [
    "run",
    "-A",
    "--no-check",
    new URL("../../server/main.ts", import.meta.url).pathname,
    "--port",
    "0",
    "--systems",
    folder,
    "--lake",
    lakeFolder,
  ]);
  let errors = "";
  child.stderr.on("data", (bytes) => errors += bytes);
  const ended = new Promise((resolve) => child.on("close", resolve));
  let address: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (address) break;
  }
  expect(address, errors).toBeDefined();
  const acknowledged: string[] = [];
  const ask = async (client: number) => {
    for (let i = 0;; i++) {
      const answer = await fetch(`${address}/v1/score/streamflix`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          entity: `u${(client * 17 + i) % 150}`,
          context: { device: "tv", country: "DE" },
        }),
      }).then((response) => response.json(), () => undefined);
      if (!answer) return;
      if (answer.logged === true) acknowledged.push(answer.requestId);
      if (acknowledged.length >= enough) child.kill("SIGKILL");
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, client) => ask(client)));
  await ended;
  return acknowledged;
}

test(
  "SIGKILL under load loses no event that was answered with logged: true",
  async () => {
    const acknowledged = [
      ...await scoreUntilKilled(150),
      ...await scoreUntilKilled(150),
    ];
    expect(acknowledged.length).toBeGreaterThanOrEqual(300);
    const lake = await openLake(lakeFolder);
    await lake.seal();
    await lake.close();
    const db = await openDuckDb();
    const rows = await db.rows(
      sql`select request_id from read_parquet(${`${lakeFolder}/streamflix/prediction/**/*.parquet`})`,
    );
    db.close();
    const found = rows.map(({ request_id }) => String(request_id));
    const kept = new Set(found);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    expect(kept.size).toBe(found.length);
  },
  120_000,
);
