import { copyFile, readFile } from "node:fs/promises";
import { openManifest, sha256 } from "../../lib/lake/mod.ts";
import { fileStorage, openDuckDb, verifyLake } from "../../lib/native/mod.ts";
import { read } from "../../lib/native/read.ts";
import type { Verdict } from "./verdict.ts";

/** Puts base.parquet into a lake with its line in the manifest, swaps the file for each bad copy, and reads: each must be refused. */
export async function judgeParquet(folder: string): Promise<Verdict[]> {
  const base = `${folder}/parquet/base.parquet`;
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(`${folder}/parquet`)) {
      if (name.endsWith(".parquet")) names.push(name);
    }
  } catch {
    return [];
  }
  if (!names.includes("base.parquet")) return [];
  const root = await Deno.makeTempDir({ prefix: "sightglass-hostile-" });
  const engine = await openDuckDb();
  try {
    const place = "m/prediction/dt=2026-01-01/000000000001.parquet";
    const target = `${root}/${place}`;
    await Deno.mkdir(`${root}/m/prediction/dt=2026-01-01`, { recursive: true });
    const bytes = await readFile(base);
    const [{ rows }] = await engine.rows({
      text: `select count(*) as rows from read_parquet('${base}')`,
    }) as [{ rows: number }];
    const manifest = await openManifest(fileStorage(root));
    await manifest.append({
      act: "seal",
      at: 0,
      code: "",
      segments: null,
      remove: [],
      add: [{
        path: place,
        system: "m",
        kind: "prediction",
        day: "2026-01-01",
        hour: null,
        bytes: bytes.length,
        sha256: await sha256(bytes),
        rows,
        minTs: 0,
        maxTs: 0,
      }],
    });
    const verdicts: Verdict[] = [];
    for (const name of names.sort()) {
      await copyFile(`${folder}/parquet/${name}`, target);
      const found = await read("lake:m", { engine, lake: root }).then(
        () => "read",
        (error: Error) => error.message,
      );
      const { faults } = await verifyLake(root);
      const isBase = name === "base.parquet";
      const isRefused = /^Cannot read "lake:m": .*"m\/prediction\/.* (has|is) /
        .test(found) && faults.length === 1;
      verdicts.push({
        key: `parquet/${name}`,
        wrong: isBase === (found === "read") && isBase !== isRefused
          ? undefined
          : found,
      });
    }
    return verdicts;
  } finally {
    engine.close();
    await Deno.remove(root, { recursive: true });
  }
}
