import { quoteList } from "../lib/mod.ts";

/** What a scored request left behind. */
export interface Scored {
  readonly system: string;
  readonly ms: number;
  readonly fallback: boolean;
}

/** Figures of a system since the server started, and of its last five minutes. */
export interface Counters {
  readonly system: string;
  /** Milliseconds since 1970, UTC. */
  readonly ts: number;
  /** Since the start. */
  readonly requests: number;
  readonly fallbacks: number;
  readonly clicks: number;
  readonly watches: number;
  /** Refused requests, since the start. */
  readonly refused: number;
  /** Requests a second over the last ten whole seconds. */
  readonly perSecond: number;
  /** Of the last five minutes; null without a request. */
  readonly fallbackShare: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** One bin of the last five minutes. */
export interface LiveBin {
  readonly ts: number;
  readonly requests: number;
  readonly fallbacks: number;
  readonly p50: number | null;
  readonly p95: number | null;
}

/** What happens right now: counts requests, and tells whoever listens. */
export interface LiveHub {
  scored(request: Scored): void;
  reacted(
    system: string,
    reaction: { clicked: boolean; watched: boolean },
  ): void;
  refused(): void;
  counters(system: string): Counters;
  /** The last five minutes in bins of five seconds, oldest first. */
  bins(system: string): readonly LiveBin[];
  /** Sends a message to every listener. */
  publish(event: string, data: unknown): void;
  /** Sends the counters of every system that changed since the last tick. */
  tick(): void;
  /** A stream of server-sent events; ends when the hub closes or the reader leaves. */
  listen(): ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly listeners: number;
  close(): void;
}

/** Settings of a hub. */
export interface LiveHubOptions {
  readonly systems: readonly string[];
  /** Milliseconds since 1970, UTC; defaults to the system's clock. */
  readonly clock?: () => number;
  /** Bytes that may wait for a slow reader before it is let go; defaults to 65,536. */
  readonly backlog?: number;
}

const binSeconds = 5, ringSeconds = 305, samples = 256;

/** Builds a hub: at most 650 KB a system, whatever the traffic. */
export function liveHub(options: LiveHubOptions): LiveHub {
  const { systems, clock = Date.now, backlog = 65_536 } = options;
  const states = new Map(systems.map((name) => [name, startState()]));
  const readers = new Set<Reader>();
  let refused = 0, closed = false;

  const now = () => Math.floor(clock() / 1000);

  function stateOf(system: string): State {
    const state = states.get(system);
    if (state) return state;
    throw new RangeError(
      `Cannot count "${system}": the system is unknown, known are ${
        quoteList(systems)
      }`,
    );
  }

  function send(event: string, data: unknown) {
    const bytes = message(event, data);
    for (const reader of readers) {
      if ((reader.desiredSize ?? 0) < -backlog) leave(reader);
      else reader.enqueue(bytes);
    }
  }

  function leave(reader: Reader) {
    if (readers.delete(reader)) reader.close();
  }

  function counters(system: string): Counters {
    const state = stateOf(system), end = now();
    const recent = summary(state, end - 300, end + 1);
    const { requests, fallbacks, clicks, watches } = state;
    return {
      system,
      ts: clock(),
      requests,
      fallbacks,
      clicks,
      watches,
      refused,
      perSecond: summary(state, end - 10, end).requests / 10,
      fallbackShare: recent.requests
        ? recent.fallbacks / recent.requests
        : null,
      p50: quantile(recent.ms, 0.5),
      p95: quantile(recent.ms, 0.95),
      p99: quantile(recent.ms, 0.99),
    };
  }

  return {
    counters,
    scored({ system, ms, fallback }) {
      const state = stateOf(system), slot = slotAt(state, now());
      slot.ms[slot.requests % samples] = ms;
      slot.requests++;
      state.requests++;
      if (fallback) {
        slot.fallbacks++;
        state.fallbacks++;
      }
    },
    reacted(system, { clicked, watched }) {
      const state = stateOf(system);
      if (clicked) state.clicks++;
      if (watched) state.watches++;
    },
    refused: () => void refused++,
    bins(system) {
      const state = stateOf(system);
      const end = Math.floor(now() / binSeconds) * binSeconds;
      return Array.from({ length: 300 / binSeconds }, (_, i) => {
        const from = end - 300 + i * binSeconds;
        const { ms, ...counts } = summary(state, from, from + binSeconds);
        return {
          ts: from * 1000,
          ...counts,
          p50: quantile(ms, 0.5),
          p95: quantile(ms, 0.95),
        };
      });
    },
    publish: send,
    tick() {
      if (readers.size === 0) return;
      for (const system of systems) send("counters", counters(system));
    },
    listen() {
      let own: Reader;
      return new ReadableStream<Uint8Array<ArrayBuffer>>({
        start(reader) {
          own = reader;
          reader.enqueue(encoder.encode("retry: 2000\n\n"));
          for (const system of systems) {
            reader.enqueue(message("counters", counters(system)));
          }
          if (closed) reader.close();
          else readers.add(reader);
        },
        cancel: () => void readers.delete(own),
      }, new ByteLengthQueuingStrategy({ highWaterMark: 0 }));
    },
    get listeners() {
      return readers.size;
    },
    close() {
      closed = true;
      for (const reader of [...readers]) leave(reader);
    },
  };
}

type Reader = ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;

interface Slot {
  second: number;
  requests: number;
  fallbacks: number;
  /** Of the second's last requests. */
  ms: number[];
}

interface State {
  readonly slots: Slot[];
  requests: number;
  fallbacks: number;
  clicks: number;
  watches: number;
}

function startState(): State {
  const slots = Array.from(
    { length: ringSeconds },
    () => ({ second: -1, requests: 0, fallbacks: 0, ms: [] }),
  );
  return { slots, requests: 0, fallbacks: 0, clicks: 0, watches: 0 };
}

function slotAt(state: State, second: number): Slot {
  const slot = state.slots[second % ringSeconds]!;
  if (slot.second !== second) {
    Object.assign(slot, { second, requests: 0, fallbacks: 0, ms: [] });
  }
  return slot;
}

/** Counts and sorted times of the seconds [from, to). */
function summary(state: State, from: number, to: number) {
  let requests = 0, fallbacks = 0;
  const ms: number[] = [];
  for (const slot of state.slots) {
    if (slot.second < from || slot.second >= to) continue;
    requests += slot.requests;
    fallbacks += slot.fallbacks;
    ms.push(...slot.ms);
  }
  return { requests, fallbacks, ms: ms.sort((a, b) => a - b) };
}

function quantile(sorted: readonly number[], p: number): number | null {
  return sorted[Math.ceil(p * sorted.length) - 1] ?? null;
}

const encoder = new TextEncoder();

function message(event: string, data: unknown): Uint8Array<ArrayBuffer> {
  return encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
