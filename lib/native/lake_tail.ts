import {
  lastSealed,
  listSegments,
  type Manifest,
  readEras,
  readHead,
  readSegment,
  schemasOf,
  utcDay,
} from "../lake/mod.ts";
import type { DuckDb } from "./duckdb.ts";
import { fileStorage } from "./files.ts";
import type { LakeSelection } from "./lake_files.ts";
import { partitionWriter } from "./partition_writer.ts";
import { temporary } from "./temporary.ts";

/**
 * The rows of events that are acknowledged and not sealed yet, as temporary Parquet files.
 *
 * `manifest` is what the lake's manifest said when its files were listed: what it had not sealed then is here.
 */
export async function lakeTail(
  root: string,
  { lines }: Pick<Manifest, "lines">,
  { system, kind, from = -Infinity, to = Infinity }: LakeSelection,
  engine: DuckDb,
): Promise<readonly string[]> {
  const storage = fileStorage(root), eras = await readEras(storage);
  const folder = temporary(".tail"), paths: string[] = [];
  const made = kind === "exposure" ? ["exposure", "prediction"] : [kind];
  for (const segment of await listSegments(storage)) {
    if (segment <= lastSealed(lines)) continue;
    const writer = partitionWriter(
      `${folder}-${segment}`,
      engine,
      schemasOf(eras, segment),
    );
    await writer.clear();
    const groups = new Map<string, Group>();
    for (const payload of await readSegment(storage, segment)) {
      const head = readHead(decoder.decode(payload));
      if (head.system !== system || !made.includes(head.kind)) continue;
      if (head.ts < from || head.ts >= to) continue;
      const group = groups.get(head.kind) ?? {
        payloads: [],
        day: utcDay(head.ts),
        times: [],
        arrivals: [],
      };
      groups.set(head.kind, group);
      group.payloads.push(payload);
      group.times.push(head.ts);
      group.arrivals.push(head.arrival);
    }
    for (const [own, { payloads, day, times, arrivals }] of groups) {
      await writer.add(own, payloads);
      const written = await writer.write(own, {
        system,
        kind: own,
        day,
        hour: null,
        rows: payloads.length,
        minTs: least(times),
        maxTs: -least(times.map((time) => -time)),
        minArrival: least(arrivals),
        maxArrival: -least(arrivals.map((time) => -time)),
      });
      paths.push(
        ...written.filter((file) => file.kind === kind).map((file) =>
          `${folder}-${segment}/${file.temporary}`
        ),
      );
    }
  }
  return paths;
}

interface Group {
  readonly payloads: Uint8Array[];
  readonly day: string;
  readonly times: number[];
  readonly arrivals: number[];
}

const decoder = new TextDecoder();
const least = (values: readonly number[]) =>
  values.reduce((a, b) => Math.min(a, b), Infinity);
