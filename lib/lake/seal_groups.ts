import { quarantineKind } from "./intake.ts";
import { type Partition, partitionSpan, utcDay } from "./partition.ts";
import { readHead } from "./payload.ts";
import { recordHeader } from "./record.ts";

/** The events of a partition of which a file is made. */
export interface SealGroup extends Partition {
  readonly rows: number;
  readonly minTs: number;
  readonly maxTs: number;
  readonly minArrival: number;
  readonly maxArrival: number;
  readonly late?: true;
}

/** How events are split into partitions. */
export interface SealSplit {
  /** Hours after an hour's end in which its rows may come in; defaults to no limit. */
  readonly watermarkHours?: (system: string) => number;
  /** Whether files hold an hour or a day of events; defaults to "hour". */
  readonly partition?: "hour" | "day";
}

/** Lines of one partition, as they lie one after the other in a segment. */
export interface Chunk {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** Tells the partitions of events apart, and counts them. */
export interface SealGroups {
  /** Splits a segment into lines by partition; the headers of records become white space, so that nothing is copied. */
  split(bytes: Uint8Array, spans: readonly number[]): Chunk[];
  /** All partitions that were seen, by their keys in order. */
  all(): readonly (readonly [key: string, group: SealGroup])[];
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

const hourMs = 3_600_000;

/** Starts with no partition. */
export function sealGroups(
  { watermarkHours, partition = "hour" }: SealSplit,
): SealGroups {
  const groups = new Map<string, Writable<SealGroup>>();
  const heads = headReader();
  let key = "", group: Writable<SealGroup> | undefined;
  let low = 0, high = 0, lateFrom = Infinity;

  /** Looks the group of an event up; most are of the group of the one before. */
  function find(head: Head) {
    const { system, kind, ts, arrival } = head;
    const isSame = group !== undefined && group.system === system &&
      group.kind === kind && ts >= low && ts < high &&
      (arrival > lateFrom) === (group.late === true);
    if (isSame) return;
    const day = utcDay(ts);
    const hour = partition === "day" ? null : new Date(ts).getUTCHours();
    ({ from: low, to: high } = partitionSpan({ day, hour }));
    lateFrom = kind === quarantineKind || watermarkHours === undefined
      ? Infinity
      : high + watermarkHours(system) * hourMs;
    const late = arrival > lateFrom ? { late: true as const } : {};
    key = `${system}.${kind}.${day}.${hour ?? "day"}${
      late.late ? ".late" : ""
    }`;
    group = groups.get(key);
    if (group) return;
    group = {
      system,
      kind,
      day,
      hour,
      rows: 0,
      minTs: ts,
      maxTs: ts,
      minArrival: arrival,
      maxArrival: arrival,
      ...late,
    };
    groups.set(key, group);
  }

  return {
    split(bytes, spans) {
      const chunks: Chunk[] = [];
      let from = 0, to = 0, own = "";
      for (let n = 0; n < spans.length; n += 2) {
        const start = spans[n]!, end = spans[n + 1]!;
        const head = heads(bytes, start, end);
        find(head);
        const { ts, arrival } = head, counted = group!;
        counted.rows++;
        if (ts < counted.minTs) counted.minTs = ts;
        if (ts > counted.maxTs) counted.maxTs = ts;
        if (arrival < counted.minArrival) counted.minArrival = arrival;
        if (arrival > counted.maxArrival) counted.maxArrival = arrival;
        const line = Math.max(0, start - recordHeader);
        bytes.fill(32, line, start);
        bytes[start - 1] = 10;
        if (key !== own || line !== to) {
          if (to > from) {
            chunks.push({ key: own, bytes: bytes.subarray(from, to) });
          }
          [own, from] = [key, line];
        }
        to = end;
      }
      if (to > from) chunks.push({ key: own, bytes: bytes.subarray(from, to) });
      return chunks;
    },
    all: () => [...groups].sort(([a], [b]) => a < b ? -1 : 1),
  };
}

interface Head {
  readonly system: string;
  readonly kind: string;
  readonly ts: number;
  readonly arrival: number;
}

const decoder = new TextDecoder(), encoder = new TextEncoder();
const ARRIVAL = encoder.encode(',"arrival":');

/** Reads heads from bytes; those that begin as the one before did cost no text. */
function headReader(): (bytes: Uint8Array, start: number, end: number) => Head {
  let before = new Uint8Array(0), system = "", kind = "";

  function fast(bytes: Uint8Array, start: number): Head | undefined {
    if (before.length === 0 || !startsWith(bytes, start, before)) {
      return undefined;
    }
    const tsAt = start + before.length, tsEnd = bytes.indexOf(44, tsAt);
    if (!startsWith(bytes, tsEnd, ARRIVAL)) return undefined;
    const arrivalAt = tsEnd + ARRIVAL.length;
    const ts = number(bytes, tsAt, tsEnd);
    const arrival = number(bytes, arrivalAt, bytes.indexOf(44, arrivalAt));
    return { system, kind, ts, arrival };
  }

  return (bytes, start, end) => {
    const found = fast(bytes, start);
    if (found) return found;
    const head = readHead(decoder.decode(bytes.subarray(start, end)));
    ({ system, kind } = head);
    const front = `{"system":"${system}","kind":"${kind}","ts":`;
    before = encoder.encode(front);
    if (!startsWith(bytes, start, before)) before = new Uint8Array(0);
    return head;
  };
}

function startsWith(bytes: Uint8Array, at: number, front: Uint8Array): boolean {
  if (at < 0) return false;
  for (let n = 0; n < front.length; n++) {
    if (bytes[at + n] !== front[n]) return false;
  }
  return true;
}

function number(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - 48;
    if (digit < 0 || digit > 9) {
      return Number(decoder.decode(bytes.subarray(from, to)));
    }
    value = value * 10 + digit;
  }
  return value;
}
