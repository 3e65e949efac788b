import { readQuarantine } from "../../lib/native/mod.ts";
import { read } from "../../lib/native/read.ts";
import { openTarget, type Target } from "./open_target.ts";
import { bytesOf, jsonLines, type Verdict } from "./verdict.ts";

interface Case {
  readonly name: string;
  readonly expect: "accept" | "quarantine" | "reject";
  readonly body?: string;
  readonly body_b64?: string;
}

interface Row {
  readonly event_id: string;
  readonly ts: number;
  readonly score: number;
  readonly a: number | null;
  readonly seg: string | null;
}

/**
 * Sends every body of events.jsonl in order to one fresh server and looks into the lake afterwards: accepted rows are
 * there once with exactly their values, quarantined ones are apart with a reason and their bytes, of rejected ones is nothing.
 */
export async function judgeEvents(folder: string): Promise<Verdict[]> {
  const cases = await jsonLines<Case>(`${folder}/events.jsonl`);
  if (cases.length === 0) return [];
  const target = await openTarget();
  try {
    const wrong = new Map<string, string>();
    const good = new Map<string, Record<string, unknown>>();
    const apart: { readonly name: string; readonly raw: string }[] = [];
    let stored = 0;
    for (const one of cases) {
      const problem = await send(target, one, good, apart);
      if (problem !== undefined) wrong.set(one.name, problem);
      const counts = [...target.lake.counts().values()];
      const sum = counts.reduce((n, one) => n + one.good + one.quarantined, 0);
      if (one.expect === "reject" && sum !== stored) {
        wrong.set(one.name, "something of a rejected body was stored");
      }
      stored = sum;
    }
    for (const [name, problem] of await look(target, good, apart)) {
      if (!wrong.has(name)) wrong.set(name, problem);
    }
    return cases.map(({ name }) => ({
      key: `events/${name}`,
      wrong: wrong.get(name),
    }));
  } finally {
    await target.close();
  }
}

async function send(
  target: Target,
  one: Case,
  good: Map<string, Record<string, unknown>>,
  apart: { name: string; raw: string }[],
): Promise<string | undefined> {
  const bytes = bytesOf(one);
  const { status, json, ms } = await target.post(bytes);
  const accepted = Number(json.accepted), duplicate = Number(json.duplicate);
  const quarantined = json.quarantined as { index: number; reason: string }[];
  const found = status >= 500
    ? `status ${status}`
    : status >= 400
    ? "reject"
    : quarantined.length > 0
    ? "quarantine"
    : "accept";
  if (found !== one.expect) {
    return `${found} instead of ${one.expect}: ${JSON.stringify(json)}`;
  }
  if (ms > 2000) return `took ${Math.round(ms)} ms`;
  if (!await target.isAlive()) return "the server does not answer any more";
  if (found === "reject") {
    return typeof json.code === "string" ? undefined : "no code was given";
  }
  if (quarantined.some(({ reason }) => !/^[a-z_]+$/.test(reason))) {
    return "a reason is not machine-readable";
  }
  const text = new TextDecoder().decode(bytes).trim();
  const items = text.startsWith("[") ? JSON.parse(text) as unknown[] : [text];
  if (accepted + duplicate + quarantined.length !== items.length) {
    return "the counts do not add up to the events sent";
  }
  for (const [index, item] of items.entries()) {
    if (quarantined.some((bad) => bad.index === index)) {
      apart.push({
        name: one.name,
        raw: typeof item === "string" && items.length === 1
          ? item
          : JSON.stringify(item),
      });
    } else {
      const value = typeof item === "string" ? JSON.parse(item) : item;
      good.set(value.event_id, { name: one.name, ...value });
    }
  }
  return undefined;
}

/** Compares the lake with what was taken, sealed and opened by a reader. */
async function look(
  target: Target,
  good: ReadonlyMap<string, Record<string, unknown>>,
  apart: readonly { readonly name: string; readonly raw: string }[],
): Promise<[string, string][]> {
  const wrong: [string, string][] = [];
  await target.lake.seal();
  const rows: Row[] = [];
  if (good.size > 0) {
    const table = await read("lake:m?kind=prediction", {
      engine: target.engine,
      lake: target.root,
    });
    rows.push(
      ...await target.engine.rows({
        text:
          `select event_id, epoch_us(ts) / 1000 as ts, score, a, seg from ${table.relation.text}`,
      }) as unknown as Row[],
    );
  }
  for (const [id, sent] of good) {
    const own = rows.filter(({ event_id }) => event_id === id);
    const name = String(sent.name);
    const features = sent.features as Record<string, unknown>;
    if (own.length !== 1) {
      wrong.push([name, `event "${id}" is in the lake ${own.length} times`]);
      continue;
    }
    const { ts, score, a, seg } = own[0]!;
    const same = ts === Date.parse(String(sent.ts)) && score === sent.score &&
      a === (features.a ?? null) && seg === (features.seg ?? null);
    if (!same) wrong.push([name, `event "${id}" has other values in the lake`]);
  }
  if (rows.length !== good.size) {
    wrong.push(["good", `${rows.length} rows for ${good.size} good events`]);
  }
  const { events } = await readQuarantine(target.root, target.engine);
  const raws = events.map(({ raw }) => raw);
  for (const { name, raw } of apart) {
    const at = raws.findIndex((other) =>
      other === raw || normal(other) === normal(raw)
    );
    if (at < 0) wrong.push([name, "its bytes are not in quarantine"]);
    else raws.splice(at, 1);
  }
  return wrong;
}

function normal(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
