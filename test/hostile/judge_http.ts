import { openTarget } from "./open_target.ts";
import { isWanted, sendRaw } from "./send_raw.ts";
import { jsonLines, type Verdict } from "./verdict.ts";

interface Case {
  readonly name: string;
  readonly raw_b64: string;
  readonly expect: string;
}

/** Sends every raw request of http.jsonl; the server answers as it should and goes on. */
export async function judgeHttp(folder: string): Promise<Verdict[]> {
  const cases = await jsonLines<Case>(`${folder}/http.jsonl`);
  if (cases.length === 0) return [];
  const target = await openTarget(), verdicts: Verdict[] = [];
  try {
    const port = Number(new URL(target.address).port);
    for (const { name, raw_b64: raw, expect } of cases) {
      const answer = await sendRaw(port, Uint8Array.fromBase64(raw));
      verdicts.push({
        key: `http/${name}`,
        wrong: !isWanted(answer, expect)
          ? `status ${answer.status} after ${
            Math.round(answer.ms)
          } ms instead of ${expect}`
          : await target.isAlive()
          ? undefined
          : "the server does not answer any more",
      });
    }
  } finally {
    await target.close();
  }
  return verdicts;
}
