/** An event to send: RFC 3339 time, the system or a model of it, and what its kind asks for. */
export interface SentEvent {
  /** Made up when it is missing, once, so that a second try is no second event. */
  readonly event_id?: string;
  /** RFC 3339; defaults to now. */
  readonly ts?: string;
  readonly [field: string]: unknown;
}

/** What was sent, and what came of it; `sent` is the sum of the others but `waiting`. */
export interface ClientCounts {
  readonly sent: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
  /** Events that were given up: the buffer was full, the server refused them, or the last try failed. */
  readonly dropped: number;
  readonly waiting: number;
}

/** Sends events to a Sightglass server in the background. */
export interface EventClient {
  /** Puts an event into the buffer; false when it is full and the event was dropped. Never throws, never waits. */
  send(event: SentEvent): boolean;
  /** Resolves when all that is in the buffer was answered or given up. */
  flush(): Promise<void>;
  counts(): ClientCounts;
  /** Flushes and ends. */
  close(): Promise<void>;
}

/** Settings of a client. */
export interface EventClientOptions {
  /** Events in one request; defaults to 100. */
  readonly batch?: number;
  /** Milliseconds that an event waits for others; defaults to 100. */
  readonly waitMs?: number;
  /** Events in the buffer beyond which new ones are dropped; defaults to 10,000. */
  readonly most?: number;
  /** Tries of a request, with a pause that doubles from 200 ms to 30 s; defaults to 10. */
  readonly tries?: number;
  /** Milliseconds until a request is given up and tried again; defaults to 10,000. */
  readonly timeoutMs?: number;
  /** Told of events that were dropped or quarantined; defaults to nobody. */
  readonly onLoss?: (why: string, count: number) => void;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof globalThis.fetch;
  /** Waits; defaults to a timer. */
  readonly sleep?: (ms: number) => Promise<void>;
}

/**
 * Opens a client for a server's address: one request at a time, in batches, tried again while the server is busy or away.
 *
 * An event keeps its id over all tries, so the lake has it once. Runs in browsers, Deno, Node and Bun: it needs `fetch` alone.
 *
 * @example
 * ```ts
 * import { eventClient } from "sightglass";
 * const fetch = () => Promise.resolve(Response.json({ accepted: 1, duplicate: 0, quarantined: [] }));
 * const events = eventClient("http://127.0.0.1:8000", { fetch });
 * events.send({ model: "fraud@3", request_id: "r1", features: { amount: 12.5 }, score: 0.07 });
 * await events.close();
 * console.assert(events.counts().accepted === 1);
 * ```
 */
export function eventClient(
  address: string,
  {
    batch = 100,
    waitMs = 100,
    most = 10_000,
    tries = 10,
    timeoutMs = 10_000,
    onLoss = () => {},
    headers = {},
    fetch = globalThis.fetch,
    sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }: EventClientOptions = {},
): EventClient {
  const url = new URL("/v1/events", address).href;
  const buffer: string[] = [];
  const counts = {
    sent: 0,
    accepted: 0,
    duplicate: 0,
    quarantined: 0,
    dropped: 0,
  };
  let flushing: Promise<void> | undefined, open = 0, hasten = () => {};

  function drop(why: string, count: number) {
    counts.dropped += count;
    onLoss(why, count);
  }

  /** One try: seconds to wait before the next, or undefined when the batch is done with. */
  async function tryOnce(
    lines: readonly string[],
  ): Promise<number | undefined> {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson", ...headers },
      body: lines.join("\n"),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.ok) {
      const { accepted, duplicate, quarantined } = await response.json();
      counts.accepted += accepted;
      counts.duplicate += duplicate;
      counts.quarantined += quarantined.length;
      for (const { reason } of quarantined) onLoss(reason, 1);
      return undefined;
    }
    await response.body?.cancel();
    if (response.status !== 429 && response.status < 500) {
      drop(`refused with status ${response.status}`, lines.length);
      return undefined;
    }
    return Number(response.headers.get("retry-after") ?? 0);
  }

  async function deliver(lines: readonly string[]) {
    let why = "the server is busy";
    for (let n = 0; n < tries; n++) {
      let seconds: number | undefined = 0;
      try {
        seconds = await tryOnce(lines);
      } catch (error) {
        why = (error as Error).message;
      }
      if (seconds === undefined) return;
      const pause = Math.min(200 * 2 ** n, 30_000);
      if (n + 1 < tries) await sleep(Math.max(seconds * 1000, pause));
    }
    drop(why, lines.length);
  }

  async function work() {
    while (buffer.length > 0) {
      if (buffer.length < batch) {
        await Promise.race([
          sleep(waitMs),
          new Promise<void>((resolve) => hasten = resolve),
        ]);
      }
      const lines = buffer.splice(0, batch);
      open = lines.length;
      await deliver(lines);
      open = 0;
    }
  }

  const start = (): Promise<void> =>
    flushing ??= work().finally(() => {
      flushing = undefined;
      if (buffer.length > 0) void start();
    });
  const client: EventClient = {
    send(event) {
      counts.sent++;
      if (buffer.length + open >= most) {
        drop("the buffer is full", 1);
        return false;
      }
      buffer.push(JSON.stringify({
        event_id: crypto.randomUUID(),
        ts: new Date().toISOString(),
        ...event,
      }, tellNumbers));
      if (buffer.length >= batch) hasten();
      void start();
      return true;
    },
    async flush() {
      while (buffer.length + open > 0) {
        hasten();
        await start();
      }
    },
    counts: () => ({ ...counts, waiting: buffer.length + open }),
    close: () => client.flush(),
  };
  return client;
}

// JSON has no NaN: as text the server sets the event apart and says so, where null would pass for a missing value.
function tellNumbers(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value)
    ? String(value)
    : value;
}
