import exceptions from "../golden/exceptions.json" with { type: "json" };
import { judgeCsv } from "./judge_csv.ts";
import { judgeEvents } from "./judge_events.ts";
import { judgeGz } from "./judge_gz.ts";
import { judgeHttp } from "./judge_http.ts";
import { judgeParquet } from "./judge_parquet.ts";
import { judgeTexts, type LookAt } from "./judge_texts.ts";
import type { Verdict } from "./verdict.ts";

/** How a hostile input fared: "missing" is one that could not be judged. */
export interface Fared extends Verdict {
  readonly fate: "matched" | "excepted" | "differed" | "missing";
}

/** Feeds a folder of the corpus' shape through ingest and report and compares with what it expects; families that are not there are passed over. */
export async function judgeHostile(
  folder: string,
  lookAt: LookAt,
  done: (family: string) => void = () => {},
): Promise<readonly Fared[]> {
  const families: readonly (readonly [string, () => Promise<Verdict[]>])[] = [
    ["events", () => judgeEvents(folder)],
    ["csv", () => judgeCsv(folder)],
    ["gz", () => judgeGz(folder)],
    ["http", () => judgeHttp(folder)],
    ["parquet", () => judgeParquet(folder)],
    ["strings and names", () => judgeTexts(folder, lookAt)],
    ["onnx", () => listed(folder, "onnx")],
    ["sql", () => sqlLines(folder)],
  ];
  const fared: Fared[] = [];
  for (const [family, judge] of families) {
    done(family);
    try {
      fared.push(...(await judge()).map(withFate));
    } catch (error) {
      fared.push({
        key: `${family}/*`,
        wrong: (error as Error).stack,
        fate: "missing",
      });
    }
  }
  return fared;
}

function withFate(verdict: Verdict): Fared {
  if (verdict.wrong === undefined) return { ...verdict, fate: "matched" };
  const excepted = exceptions.find(({ pattern }) =>
    new RegExp(`^(?:${pattern})$`).test(`hostile/${verdict.key}`)
  );
  return excepted
    ? { key: verdict.key, wrong: excepted.reason, fate: "excepted" }
    : { ...verdict, fate: "differed" };
}

async function listed(folder: string, family: string): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  try {
    for await (const { name } of Deno.readDir(`${folder}/${family}`)) {
      verdicts.push({ key: `${family}/${name}`, wrong: "not judged" });
    }
  } catch {
    return [];
  }
  return verdicts;
}

async function sqlLines(folder: string): Promise<Verdict[]> {
  const text = await Deno.readTextFile(`${folder}/sql.txt`).catch(() => "");
  return text.split("\n").filter((line) => line.trim() !== "").map((_, n) => ({
    key: `sql/${n + 1}`,
    wrong: "not judged",
  }));
}
