import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { openTarget } from "./open_target.ts";
import type { Verdict } from "./verdict.ts";

const limit = 1_048_576;

/** Posts every file of gz/ with its encoding: what is longer than the limit after decompression is answered with 413, at once and in little memory. */
export async function judgeGz(folder: string): Promise<Verdict[]> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(`${folder}/gz`)) names.push(name);
  } catch {
    return [];
  }
  const target = await openTarget(), verdicts: Verdict[] = [];
  try {
    for (const name of names.sort()) {
      const path = `${folder}/gz/${name}`;
      const isLong = await isLongerThan(path, limit);
      const before = Deno.memoryUsage().rss;
      const { status, json, ms } = await target.post(
        await Deno.readFile(path),
        { "content-encoding": "gzip" },
      );
      const grown = (Deno.memoryUsage().rss - before) / 2 ** 20;
      const wrong = isLong && status !== 413
        ? `status ${status} instead of 413`
        : status >= 500
        ? `status ${status}`
        : ms > 2000
        ? `took ${Math.round(ms)} ms`
        : grown > 200
        ? `took ${Math.round(grown)} MB`
        : status >= 400 && typeof json.code !== "string"
        ? "no code was given"
        : await target.isAlive()
        ? undefined
        : "the server does not answer any more";
      verdicts.push({ key: `gz/${name}`, wrong });
    }
  } finally {
    await target.close();
  }
  return verdicts;
}

async function isLongerThan(path: string, most: number): Promise<boolean> {
  let size = 0;
  try {
    for await (const part of createReadStream(path).pipe(createGunzip())) {
      size += part.length;
      if (size > most) return true;
    }
  } catch {
    // Damaged: as long as what came before the damage.
  }
  return false;
}
