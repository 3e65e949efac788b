import {
  eventSchema,
  filesOf,
  openLakeOn,
  readHead,
  readManifest,
  receiveEvents,
  sha256,
  type Storage,
} from "../../lib/lake/mod.ts";
import {
  type ForgetfulStorage,
  forgetfulStorage,
} from "../lake/forgetful_storage.ts";
import { idsIn, lineEngine } from "../lake/lake_parts.ts";
import { seeded } from "../scoring/world.ts";

/** A fault that is planted on purpose: the schedules must find it. */
export type Planted =
  | "ack before sync"
  | "no folder sync"
  | "append after a torn end"
  | "no sync of a sealed file";

const now = Date.UTC(2026, 0, 1, 12);
const schemas = [
  eventSchema({ system: "m", features: { a: "double" } }),
];
const event = (id: number) =>
  `{"event_id":"e${id}","ts":"2026-01-01T0${
    id % 3
  }:00:00Z","model":"m","features":{"a":${id}},"score":0.5}`;

/**
 * Lets a lake live four times, each life ended by a power cut at a random step; clients send again what was not answered.
 *
 * Answers what went wrong, undefined when nothing did: an answered event is missing, one is there twice, a manifest line
 * without its files, a sealed row missing or twice.
 */
export async function powerCuts(
  seed: number,
  bug?: Planted,
): Promise<string | undefined> {
  const random = seeded(seed * 7919);
  let disk = forgetfulStorage(random, 3 + Math.floor(random() * 150));
  const answered = new Set<number>(), unsure = new Set<number>();
  let next = 0;
  for (let life = 0; life < 4; life++) {
    try {
      const storage = plant(disk, bug);
      const lake = await openLakeOn(
        storage,
        lineEngine(storage),
        { schemas, clock: () => now, segmentBytes: 700 },
      );
      const send = async (ids: readonly number[]) => {
        for (const id of ids) unsure.add(id);
        await receiveEvents(`[${ids.map(event).join()}]`, lake, {
          schemas,
          now,
          lines: false,
        });
        for (const id of ids) {
          answered.add(id);
          unsure.delete(id);
        }
      };
      for (;;) {
        const fresh = Array.from(
          { length: 1 + Math.floor(random() * 3) },
          () => next++,
        );
        const again = [...unsure].filter(() => random() < 0.5).slice(0, 2);
        const old = [...answered].filter(() => random() < 0.02).slice(0, 2);
        await Promise.all([send(fresh), send([...again, ...old])]);
        if (random() < 0.2) await lake.seal();
      }
    } catch (error) {
      if (!disk.dark()) throw error;
    }
    // What was begun in the background ends in the dark too.
    await new Promise((resolve) => setTimeout(resolve));
    disk = disk.afterCut();
    const wrong = await judge(disk, answered);
    if (wrong !== undefined) return `seed ${seed}, life ${life}: ${wrong}`;
  }
  return undefined;
}

async function judge(
  disk: ForgetfulStorage,
  answered: ReadonlySet<number>,
): Promise<string | undefined> {
  const logged = await idsIn(disk), found = new Set(logged);
  if (found.size < logged.length) return "an event is in the log twice";
  const lost = [...answered].find((id) => !found.has(`e${id}`));
  if (lost !== undefined) return `answered event e${lost} is not in the log`;
  const { lines, damage } = await readManifest(disk);
  // Rubbish at the end may hold a line feed; the next writer cuts it off.
  const wrong = damage.find((text) => !text.startsWith("the end of the"));
  if (wrong !== undefined) return wrong;
  const rows: string[] = [];
  for (const { path, sha256: wanted, rows: count } of filesOf(lines)) {
    const bytes = await disk.read(path);
    if (bytes === undefined) return `"${path}" is in the manifest only`;
    if (await sha256(bytes) !== wanted) return `"${path}" has another checksum`;
    const text = new TextDecoder().decode(bytes).trimEnd().split("\n");
    if (text.length !== count) return `"${path}" has ${text.length} rows`;
    rows.push(...text.map((line) => readHead(line).event_id));
  }
  if (new Set(rows).size < rows.length) return "a sealed row is there twice";
  return undefined;
}

/** A storage with a fault in it. */
function plant(disk: ForgetfulStorage, bug: Planted | undefined): Storage {
  switch (bug) {
    case undefined:
      return disk;
    case "ack before sync":
      return {
        ...disk,
        create: async (path) => ({
          ...await disk.create(path),
          sync: () => Promise.resolve(),
        }),
      };
    case "no folder sync":
      return { ...disk, syncFolder: () => Promise.resolve() };
    case "append after a torn end":
      return {
        ...disk,
        truncate: () => Promise.resolve(),
        async create(path) {
          const last = (await disk.list("log")).filter((name) =>
            name.endsWith(".log")
          ).at(-1);
          return path.startsWith("log/") && last
            ? await disk.open(`log/${last}`)
            : await disk.create(path);
        },
      };
    case "no sync of a sealed file":
      return { ...disk, syncFile: () => Promise.resolve() };
  }
}
