/** Somebody who asks for films: what to send, and what comes of the answer. */
export interface Visitor {
  readonly entity: string;
  readonly context: Readonly<Record<string, string | number>>;
}

/** What the demo's visitors need from outside. */
export interface TrafficDeps {
  /** Requests a second. */
  readonly rate: number;
  readonly next: () => Visitor;
  /** Asks over HTTP, as a client would; answers the items shown. */
  readonly ask: (visitor: Visitor) => Promise<TrafficAnswer>;
  /** What the visitor does with the answer. */
  readonly react: (visitor: Visitor, answer: TrafficAnswer) => Promise<void>;
  /** Uniform on [0, 1); defaults to Math.random. */
  readonly random?: () => number;
  /** Requests at a time, beyond which visitors stay away; defaults to 64. */
  readonly most?: number;
}

/** The part of an answer that visitors look at. */
export interface TrafficAnswer {
  readonly requestId: string;
  readonly items: readonly { readonly item: number }[];
}

/** Plays requests at a mean rate with exponential gaps until it is stopped; a request that fails is one visitor lost. */
export function traffic(deps: TrafficDeps): { stop(): Promise<void> } {
  const { rate, next, ask, react, random = Math.random, most = 64 } = deps;
  const open = new Set<Promise<void>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = performance.now();

  async function visit() {
    const visitor = next();
    try {
      await react(visitor, await ask(visitor));
    } catch {
      // The server counts its own failures.
    }
  }

  function play() {
    const now = performance.now();
    while (due <= now) {
      due += -Math.log(1 - random()) / rate * 1000;
      if (open.size >= most) continue;
      const one: Promise<void> = visit().finally(() => open.delete(one));
      open.add(one);
    }
    timer = setTimeout(play, Math.max(1, due - performance.now()));
  }

  play();
  return {
    async stop() {
      clearTimeout(timer);
      await Promise.allSettled(open);
    },
  };
}
