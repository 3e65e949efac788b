import { existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { judgeEvents } from "./judge_events.ts";
import { judgeGz } from "./judge_gz.ts";
import { judgeHostile } from "./judge_hostile.ts";
import { judgeParquet } from "./judge_parquet.ts";
import { judgeTexts } from "./judge_texts.ts";
import { openDuckDb } from "../../lib/native/mod.ts";

const shared = Deno.env.get("HOSTILE_DIR") ??
  new URL("../../../shared/hostile", import.meta.url).pathname;
const quiet = () => Promise.resolve(undefined);

/** A folder of the corpus' shape with a few inputs of our own. */
async function ownCorpus(): Promise<string> {
  const folder = await Deno.makeTempDir();
  const line = (value: object) => JSON.stringify(value);
  const event = (id: string, features: string, score = "0.5") =>
    `{"event_id":"${id}","ts":"2026-01-01T00:00:00Z","model":"m","features":${features},"score":${score}}`;
  await Deno.writeTextFile(
    `${folder}/events.jsonl`,
    [
      { name: "good", expect: "accept", body: event("a", '{"a":1e-7}') },
      { name: "again", expect: "accept", body: event("a", '{"a":0.0000001}') },
      { name: "other", expect: "quarantine", body: event("a", '{"a":2}') },
      { name: "twins", expect: "reject", body: event("b", '{"a":1,"a":1}') },
      { name: "score", expect: "quarantine", body: event("c", "{}", "1.1") },
    ].map(line).join("\n"),
  );
  await Deno.mkdir(`${folder}/gz`);
  await Deno.writeFile(
    `${folder}/gz/long.gz`,
    gzipSync(new Uint8Array(4_000_000).fill(32)),
  );
  await Deno.mkdir(`${folder}/parquet`);
  const engine = await openDuckDb();
  const base = `${folder}/parquet/base.parquet`;
  await engine.run({
    text: `copy (select range as n from range(5000)) to '${base}'`,
  });
  engine.close();
  const bytes = await Deno.readFile(base);
  bytes[500]! ^= 1;
  await Deno.writeFile(`${folder}/parquet/bad.parquet`, bytes);
  await Deno.writeTextFile(
    `${folder}/strings.jsonl`,
    ["\ufeffid", "=1+1", "a\0b"].map((s, n) => line({ id: `s${n}`, s }))
      .join("\n"),
  );
  await Deno.writeTextFile(`${folder}/names.json`, '["id", "__proto__", ""]');
  return folder;
}

test("the judge finds nothing wrong in inputs of our own", async () => {
  const folder = await ownCorpus();
  const verdicts = [
    ...await judgeEvents(folder),
    ...await judgeGz(folder),
    ...await judgeParquet(folder),
    ...await judgeTexts(folder, quiet),
  ];
  expect(verdicts.filter(({ wrong }) => wrong !== undefined)).toEqual([]);
  expect(verdicts).toHaveLength(5 + 1 + 2 + 6);
  await Deno.remove(folder, { recursive: true });
}, 120_000);

test("the judge finds what is wrong", async () => {
  const folder = await ownCorpus();
  await Deno.writeTextFile(
    `${folder}/events.jsonl`,
    JSON.stringify({ name: "x", expect: "accept", body: "{}" }),
  );
  await Deno.copyFile(
    `${folder}/parquet/base.parquet`,
    `${folder}/parquet/bad.parquet`,
  );
  const verdicts = [
    ...await judgeEvents(folder),
    ...await judgeParquet(folder),
    ...await judgeTexts(folder, () => Promise.resolve("it ran")),
  ];
  const wrong = verdicts.filter(({ wrong }) => wrong !== undefined)
    .map(({ key }) => key);
  expect(wrong).toContain("events/x");
  expect(wrong).toContain("parquet/bad.parquet");
  expect(wrong).toContain("strings/s0");
  await Deno.remove(folder, { recursive: true });
}, 120_000);

// The folder lies beside the repository on a developer's machine; pages are looked at in Chromium by `deno task hostile`.
if (existsSync(shared)) {
  test("the shared corpus fares as it expects", async () => {
    const fared = await judgeHostile(shared, quiet);
    const wrong = fared.filter(({ fate }) =>
      fate === "differed" || fate === "missing"
    );
    expect(wrong).toEqual([]);
    expect(fared.length).toBeGreaterThan(200);
  }, 300_000);
}
