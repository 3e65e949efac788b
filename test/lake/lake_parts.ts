import {
  type LakeEngine,
  listSegments,
  type PartitionWriter,
  readHead,
  readSegment,
  type Storage,
} from "../../lib/lake/mod.ts";

/** The bytes of a text. */
export const text = (value: string): Uint8Array =>
  new TextEncoder().encode(value);

/** A click as it stands in the log: e0, e1, ... a second apart. */
export function payloadOf(id: number, more = ""): Uint8Array {
  return text(
    `{"system":"films","kind":"click","ts":${
      id * 1000
    },"arrival":0,"event_id":"e${id}","more":"${more}"}`,
  );
}

/** The ids of the events in the log, in order. */
export async function idsIn(storage: Storage): Promise<string[]> {
  const ids: string[] = [];
  for (const number of await listSegments(storage)) {
    for (const payload of await readSegment(storage, number)) {
      ids.push(readHead(new TextDecoder().decode(payload)).event_id);
    }
  }
  return ids;
}

/** Stands for Parquet: the payloads of a partition, a line each. */
export function lineWriter(storage: Storage): PartitionWriter {
  const added = new Map<string, Uint8Array[]>();
  return {
    add(key, chunks) {
      const lines = chunks.flatMap((bytes) =>
        new TextDecoder().decode(bytes).split("\n").flatMap((line) =>
          line.trim() === "" ? [] : [text(line.trim())]
        )
      );
      added.set(key, [...added.get(key) ?? [], ...lines]);
      return Promise.resolve();
    },
    async write(key, group) {
      const temporary = `tmp/${key}`;
      const file = await storage.create(temporary);
      for (const payload of added.get(key)!) {
        await file.append(Uint8Array.from([...payload, 10]));
      }
      return [{ ...group, temporary }];
    },
    async clear() {
      added.clear();
      for (const name of await storage.list("tmp")) {
        await storage.remove(`tmp/${name}`);
      }
    },
  };
}

/** Makes files of lines; files are never merged. */
export function lineEngine(storage: Storage): LakeEngine {
  return {
    writer: () => Promise.resolve({ ...lineWriter(storage), close: () => {} }),
    compactor: () => Promise.reject(new Error("lines are not merged")),
    faultOf: () => Promise.resolve(undefined),
  };
}
