import type { IdIndex, Known } from "./id_index.ts";
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
  admit(incoming: readonly Incoming[]): Promise<readonly Fate[]>;
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

  /** Looks all ids up until an answer is not older than the index; at once when the disk need not be asked. */
  function known(
    entries: readonly Uint32Array[],
  ): readonly Known[] | Promise<readonly Known[]> {
    const { version } = index;
    const answers: (Known | Promise<Known>)[] = [];
    let waits = false;
    for (const entry of entries) {
      const answer = index.look(entry);
      waits ||= answer instanceof Promise;
      answers.push(answer);
    }
    if (!waits) return answers as Known[];
    return Promise.all(answers).then((found) =>
      index.version === version ? found : known(entries)
    );
  }

  async function admit(incoming: readonly Incoming[]): Promise<Fate[]> {
    const arrival = Math.floor(clock());
    const words = new Uint32Array(incoming.length * idWords);
    const entries = incoming.map((one, at) => {
      const entry = words.subarray(at * idWords, (at + 1) * idWords);
      if ("draft" in one) index.hash(one.draft, entry);
      return entry;
    });
    const answers = await known(
      entries.filter((_, at) => "draft" in incoming[at]!),
    );

    // From here to the append nothing else comes in between.
    const batch = { done: Promise.resolve() };
    const waits = new Set<Promise<void>>();
    const texts: string[] = [], added: [string, Uint32Array][] = [];
    let asked = 0;
    const fates = incoming.map((one, at): Fate => {
      const entry = entries[at]!;
      let refused: Refused;
      if ("refused" in one) refused = one.refused;
      else {
        const { draft, raw } = one;
        const key = `${draft.system}\n${draft.event_id}`;
        const first = pending.get(key);
        const seen = answers[asked++] ?? index.peek(entry) ??
          (first && sameContent(first.entry, entry));
        if (first && first.batch !== batch) waits.add(first.batch.done);
        if (seen === "same") return "duplicate";
        if (seen === undefined) {
          pending.set(key, { entry, batch });
          added.push([key, entry]);
          texts.push(payloadText(draft, one.arrival ?? arrival));
          return "good";
        }
        refused = {
          reason: "id_conflict",
          detail: "an event with this id and other content came before",
          raw,
          system: draft.system,
          id: draft.event_id,
          ...(one.as === undefined ? {} : { as: one.as }),
        };
      }
      texts.push(quarantineText(refused, arrival));
      return refused;
    });

    batch.done = log.append(linesOf(texts), (segment) => {
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
      const one = incoming[at]!;
      const system = "refused" in one
        ? one.refused.system ?? unknownSystem
        : one.draft.system;
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
    {
      system,
      kind: quarantineKind,
      ts: arrival,
      event_id,
      members: memberText(rest),
    },
    arrival,
  );
}

/** The bytes of texts that hold no line feed: encoded at once, which costs a fraction of one by one. */
function linesOf(texts: readonly string[]): Uint8Array[] {
  const bytes = encoder.encode(texts.join("\n")), lines: Uint8Array[] = [];
  for (let from = 0; lines.length < texts.length;) {
    const found = bytes.indexOf(10, from);
    const to = found < 0 ? bytes.length : found;
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return lines;
}
