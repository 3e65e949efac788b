import type { DuckDb } from "../../lib/native/mod.ts";
import { read } from "../../lib/native/read.ts";
import { reportOn } from "../../lib/report/mod.ts";
import { utf8Length } from "../../lib/lake/scan_json.ts";
import type { Table } from "../../lib/table/mod.ts";
import { openTarget, type Target } from "./open_target.ts";
import { jsonLines, type Verdict } from "./verdict.ts";

interface Text {
  readonly key: string;
  readonly text: string;
}

/** Opens HTML and answers what it did that nobody wants; undefined when nothing. */
export type LookAt = (html: string) => Promise<string | undefined>;

/**
 * Puts every text of strings.jsonl and names.json where users put texts: into events as value, id, model and system, into
 * tables as values and as column names, and into the reports on them. Values are kept exactly or set apart by a rule;
 * a report shows them and does nothing.
 */
export async function judgeTexts(
  folder: string,
  lookAt: LookAt,
): Promise<Verdict[]> {
  const strings = await jsonLines<{ id: string; s: string }>(
    `${folder}/strings.jsonl`,
  );
  const names: string[] = await Deno.readTextFile(`${folder}/names.json`)
    .then(JSON.parse, () => []);
  const texts: Text[] = [
    ...strings.map(({ id, s }) => ({ key: `strings/${id}`, text: s })),
    ...names.map((name, n) => ({
      key: `names/${n} ${JSON.stringify(name.slice(0, 20))}`,
      text: name,
    })),
  ];
  if (texts.length === 0) return [];
  const target = await openTarget();
  try {
    const wrong = new Map<string, string>();
    const note = (key: string, problem: string | undefined) => {
      if (problem !== undefined && !wrong.has(key)) wrong.set(key, problem);
    };
    for (const one of texts) note(one.key, await asEvent(target, one));
    const stored = await valuesIn(target);
    for (const { key, text } of texts) {
      if (isApart(text) || stored.get(key) === text) continue;
      note(key, `stored as ${JSON.stringify(stored.get(key))}`);
    }
    await asValues(texts, target.engine, lookAt, note);
    await asColumns(texts, target.engine, lookAt, note);
    return texts.map(({ key }) => ({ key, wrong: wrong.get(key) }));
  } finally {
    await target.close();
  }
}

/** Whether a rule keeps a text out of the good store. */
function isApart(text: string): boolean {
  return text.includes("\0") || !text.isWellFormed() || utf8Length(text) > 4096;
}

async function asEvent(
  target: Target,
  { key, text }: Text,
): Promise<string | undefined> {
  const event = (more: object) =>
    JSON.stringify({
      event_id: key,
      ts: "2026-01-01T00:00:00Z",
      model: "m",
      features: { seg: text },
      score: 0.5,
      ...more,
    });
  const { status, json } = await target.post(event({}));
  if (status !== 200) return `status ${status} as a value`;
  if ((json.accepted === 1) === isApart(text)) {
    return `as a value: ${JSON.stringify(json)}`;
  }
  const places: object[] = [
    { event_id: text },
    { event_id: `${key}r`, request_id: text },
    { event_id: `${key}m`, model: text },
    { event_id: `${key}s`, system: text },
    { event_id: `${key}k`, kind: text },
    { event_id: `${key}t`, ts: text },
    { event_id: `${key}f`, features: { [text]: 1 } },
    { event_id: `${key}x`, [text]: 1 },
  ];
  for (const place of places) {
    const { status, ms } = await target.post(event(place));
    if (status >= 500 || ms > 2000) {
      return `status ${status} after ${Math.round(ms)} ms as ${
        Object.keys(place).at(-1)
      }`;
    }
  }
  return undefined;
}

async function valuesIn(target: Target): Promise<Map<string, string>> {
  await target.lake.seal();
  const table = await read("lake:m?kind=prediction", {
    engine: target.engine,
    lake: target.root,
  });
  const rows = await target.engine.rows({
    text:
      `select event_id, seg from ${table.relation.text} where seg is not null`,
  });
  return new Map(
    rows.map(({ event_id, seg }) => [String(event_id), String(seg)]),
  );
}

type Note = (key: string, problem: string | undefined) => void;

async function asValues(
  texts: readonly Text[],
  engine: DuckDb,
  lookAt: LookAt,
  note: Note,
): Promise<void> {
  const rows = texts.flatMap(({ text }, n) =>
    Array.from({ length: 30 }, () => ({ segment: text, n }))
  );
  const current = await read(rows, { engine, name: texts[0]!.text });
  const kept = await engine.rows({
    text: `select distinct segment from ${current.relation.text}`,
  });
  const found = new Set(kept.map(({ segment }) => segment));
  for (const { key, text } of texts) {
    if (text.isWellFormed() && !found.has(text)) {
      note(key, "changed as a value of a table");
    }
  }
  const problem = await reported(current, engine, lookAt);
  for (const { key } of texts) note(key, problem && `as values: ${problem}`);
}

async function asColumns(
  texts: readonly Text[],
  engine: DuckDb,
  lookAt: LookAt,
  note: Note,
): Promise<void> {
  const tables: Map<string, string>[] = [];
  for (const { key, text } of texts) {
    const alone = await read([{ [text]: 1, other: 2 }], { engine })
      .catch((error: Error) => error);
    if (alone instanceof Error) {
      const isOurs = /^Cannot read /.test(alone.message) &&
        /Source|Schema/.test(alone.name);
      note(key, isOurs ? undefined : `as a column: ${alone.message}`);
      continue;
    }
    const name = alone.columns[0]!.name;
    if (name !== text) note(key, `as a column it is called "${name}"`);
    const lower = name.toLowerCase();
    const table = tables.find((one) => !one.has(lower)) ?? new Map();
    if (table.size === 0) tables.push(table);
    table.set(lower, text);
  }
  for (const names of tables) {
    const rows = Array.from(
      { length: 60 },
      (_, n) =>
        Object.fromEntries([...names.values()].map((name) => [name, n % 7])),
    );
    const table = await read(rows, { engine });
    const problem = await reported(table, engine, lookAt);
    for (const { key, text } of texts) {
      if ([...names.values()].includes(text)) {
        note(key, problem && `as columns: ${problem}`);
      }
    }
  }
}

async function reported(
  current: Table,
  engine: DuckDb,
  lookAt: LookAt,
): Promise<string | undefined> {
  const reference = await read([{ segment: "usual", n: 1 }, {
    segment: "other",
    n: 2,
  }], { engine });
  const shares = current.columns.some(({ name }) => name === "segment");
  const report = await reportOn(
    { current, reference: shares ? reference : undefined },
    {},
  );
  return await lookAt(report.html());
}
