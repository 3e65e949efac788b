import { join } from "node:path";
import {
  filesOf,
  lastSealed,
  listSegments,
  quarantineKind,
  readManifest,
  readSegment,
  resolutionKind,
} from "../lake/mod.ts";
import type { DuckDb } from "./duckdb.ts";
import { fileStorage } from "./files.ts";
import { faultOf } from "./lake_files.ts";
import { pathList } from "./find_files.ts";

/** An event that was set apart. */
export interface QuarantinedEvent {
  /** Its place in quarantine. */
  readonly event_id: string;
  readonly system: string;
  /** When it came in. Milliseconds since 1970, UTC. */
  readonly arrival: number;
  /** The event's own id, where it had a usable one. */
  readonly id: string | null;
  readonly reason: string;
  readonly detail: string;
  /** The kind that it has when it names none; null for the usual. */
  readonly as: string | null;
  /** Its bytes as they came, as text. */
  readonly raw: string;
}

/** What is in quarantine and was not let in since, oldest first, sealed or not; and what could not be read. */
export async function readQuarantine(
  root: string,
  engine: DuckDb,
): Promise<{
  readonly events: readonly QuarantinedEvent[];
  readonly problems: readonly string[];
}> {
  const storage = fileStorage(root);
  const { lines, damage } = await readManifest(storage);
  const found: QuarantinedEvent[] = [], done = new Set<string>();
  const problems = [...damage];
  for (const file of filesOf(lines)) {
    if (file.kind !== quarantineKind && file.kind !== resolutionKind) continue;
    const fault = await faultOf(storage, root, file);
    if (fault !== undefined) {
      problems.push(`"${file.path}" ${fault}`);
      continue;
    }
    const rows = await engine.rows({
      text: `select * from read_parquet(${
        pathList([join(root, file.path)])
      }, hive_partitioning = false)`,
    });
    for (const row of rows) take(file.system, file.kind, row, found, done);
  }
  const decoder = new TextDecoder();
  for (const segment of await listSegments(storage)) {
    if (segment <= lastSealed(lines)) continue;
    for (const payload of await readSegment(storage, segment)) {
      const text = decoder.decode(payload);
      if (!/^\{"system":"[\w-]+","kind":"(quarantine|resolution)"/.test(text)) {
        continue;
      }
      const row = JSON.parse(text);
      take(row.system, row.kind, row, found, done);
    }
  }
  return {
    events: found.filter(({ event_id }) => !done.has(event_id))
      .sort((a, b) => a.arrival - b.arrival),
    problems,
  };
}

function take(
  system: string,
  kind: string,
  row: Readonly<Record<string, unknown>>,
  found: QuarantinedEvent[],
  done: Set<string>,
): void {
  if (kind === resolutionKind) {
    done.add(String(row.of));
    return;
  }
  const text = (value: unknown) =>
    value === null || value === undefined ? null : String(value);
  found.push({
    event_id: String(row.event_id),
    system,
    arrival: Number(row.arrival),
    id: text(row.id),
    reason: String(row.reason),
    detail: String(row.detail),
    as: text(row.as),
    raw: String(row.raw),
  });
}
