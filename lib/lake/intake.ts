import type { Hashed, IdIndex, Known } from "./id_index.ts";
import { idWords } from "./id_table.ts";
import type { EventLog } from "./log.ts";
import { type Draft, memberText, payloadText } from "./payload.ts";

/** An event that is refused: why, and its bytes as they came. */
export interface Refused {
  readonly reason: string;
  /** For the sender: one clause. */
  readonly detail: string;
  readonly raw: string;
  /** The system it would belong to; undefined when that is not known. */
  readonly system: string | undefined;
  /** Its event_id, when it had a usable one. */
  readonly id: string | undefined;
  /** The kind that an event without one has where it came in; defaults to the usual. */
  readonly as?: string;
}

/** A good event with its bytes as they came, or one that is refused. */
export type Incoming =
  | {
    readonly draft: Draft;
    readonly raw: string;
    readonly arrival?: number;
    readonly as?: string;
  }
  | { readonly refused: Refused };

/** What became of the events of one call, in their order. */
export type Fate = "good" | "duplicate" | Refused;

/** Counts since the lake was opened: `received` is the sum of the other three, always. */
export interface IntakeCounts {
  readonly received: number;
  readonly good: number;
  readonly duplicate: number;
  readonly quarantined: number;
}

/** The way into a log: each event once by its id, or into quarantine with a reason. */
export interface Intake {
  /** Resolves when all are safe on disk; rejects when none is known to be, and then all may be sent again. */
  admit(candidates: readonly Incoming[]): Promise<readonly Fate[]>;
  /** Counts by system; events of unknown systems stand under "_unknown". */
  counts(): ReadonlyMap<string, IntakeCounts>;
}

/** The system under which events stand whose own is not known. */
export const unknownSystem = "_unknown";

/** The kind of refused events in the log and the lake. */
export const quarantineKind = "quarantine";

/** The kind of the notes that an event in quarantine was let in after all. */
export const resolutionKind = "resolution";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

interface Pending {
  readonly entry: Uint32Array;
  readonly batch: { done: Promise<void> };
}

/**
 * Builds the way into a log, over the index of known ids.
 *
 * An event whose twin is being written waits for it: a duplicate is only called one when the first is safe. All of a
 * call is written together: good events, and the refused ones with their raw bytes.
 */
export function intake(
  log: EventLog,
  index: IdIndex,
  clock: () => number,
): Intake {
  const pending = new Map<string, Pending>();
  const totals = new Map<string, Writable<IntakeCounts>>();

  function count(system: string, what: "good" | "duplicate" | "quarantined") {
    let total = totals.get(system);
    if (!total) {
      total = { received: 0, good: 0, duplicate: 0, quarantined: 0 };
      totals.set(system, total);
    }
    total.received++;
    total[what]++;
  }

  /** Looks all ids up until an answer is not older than the index. */
  async function known(entries: readonly Uint32Array[]): Promise<Known[]> {
    for (;;) {
      const { version } = index;
      const answers = entries.map(index.look);
      if (answers.every((answer) => !(answer instanceof Promise))) {
        return answers as Known[];
      }
      const found = await Promise.all(answers);
      if (index.version === version) {
        return found.map((answer, at) => answer ?? index.peek(entries[at]!));
      }
    }
  }

  async function admit(candidates: readonly Incoming[]): Promise<Fate[]> {
    const arrival = Math.floor(clock());
    const words = new Uint32Array(candidates.length * idWords);
    const hashed = candidates.map((candidate, at) => {
      if ("refused" in candidate) return undefined;
      const { rest, ...head } = candidate.draft;
      const event: Hashed = { ...head, members: memberText(rest) };
      const entry = words.subarray(at * idWords, (at + 1) * idWords);
      index.hash(event, entry);
      return { event, entry };
    });
    const entries = hashed.flatMap((one) => one ? [one.entry] : []);
    const answers = (await known(entries))[Symbol.iterator]();

    // From here to the append nothing else comes in between.
    const batch = { done: Promise.resolve() };
    const waits = new Set<Promise<void>>();
    const payloads: Uint8Array[] = [],
      added: [string, Uint32Array][] = [];
    const fates = candidates.map((candidate, at): Fate => {
      const one = hashed[at];
      let refused: Refused;
      if ("refused" in candidate) refused = candidate.refused;
      else {
        const { event, entry } = one!, { draft, raw } = candidate;
        const key = `${event.system}\n${event.event_id}`;
        const first = pending.get(key);
        const seen = answers.next().value ?? index.peek(entry) ??
          (first && sameContent(first.entry, entry));
        if (first && first.batch !== batch) waits.add(first.batch.done);
        if (seen === "same") return "duplicate";
        if (seen === undefined) {
          const at = candidate.arrival ?? arrival;
          pending.set(key, { entry, batch });
          added.push([key, entry]);
          payloads.push(
            encoder.encode(payloadText(draft, event.members, at)),
          );
          return "good";
        }
        refused = {
          reason: "id_conflict",
          detail: "an event with this id and other content came before",
          raw,
          system: draft.system,
          id: draft.event_id,
          ...(candidate.as === undefined ? {} : { as: candidate.as }),
        };
      }
      payloads.push(encoder.encode(quarantineText(refused, arrival)));
      return refused;
    });

    batch.done = log.append(payloads, (segment) => {
      for (const [key, entry] of added) {
        pending.delete(key);
        index.add(segment, entry, arrival);
      }
    });
    batch.done.catch(() => {
      for (const [key] of added) pending.delete(key);
    });
    await Promise.all([batch.done, ...waits]);
    for (const [at, fate] of fates.entries()) {
      const candidate = candidates[at]!;
      const system = "refused" in candidate
        ? candidate.refused.system ?? unknownSystem
        : candidate.draft.system;
      count(system, typeof fate === "string" ? fate : "quarantined");
    }
    return fates;
  }

  return { admit, counts: () => totals };
}

const encoder = new TextEncoder();

function sameContent(a: Uint32Array, b: Uint32Array): Known {
  return a[4] === b[4] && a[5] === b[5] ? "same" : "other";
}

function quarantineText(
  { reason, detail, raw, system = unknownSystem, id, as }: Refused,
  arrival: number,
): string {
  const event_id = `quarantine:${crypto.randomUUID()}`;
  const rest = { as: as ?? null, detail, id: id ?? null, raw, reason };
  return payloadText(
    { system, kind: quarantineKind, ts: arrival, event_id },
    memberText(rest),
    arrival,
  );
}
