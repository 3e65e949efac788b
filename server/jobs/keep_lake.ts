import type { Lake } from "../../lib/mod.ts";

/** What keeps a lake needs. */
export interface KeepLakeDeps {
  readonly lake: Pick<Lake, "seal" | "compact" | "retain" | "state">;
  /** Told after each seal that found something. */
  readonly sealed: (segments: number) => unknown;
  readonly failed: (error: unknown) => void;
  /** Milliseconds since 1970, UTC: the lake's own clock. */
  readonly clock: () => number;
  /** Milliseconds after which events are sealed; defaults to a minute. */
  readonly everyMs?: number;
  /** Bytes of events that are sealed sooner; defaults to 64 MiB. */
  readonly mostBytes?: number;
  /** Milliseconds between looks; defaults to a second. */
  readonly tickMs?: number;
}

const hourMs = 3_600_000;

/** Seals what was logged, merges files of hours that are over, and removes files that nobody reads any more, one after the other. */
export function keepLake(
  {
    lake,
    sealed,
    failed,
    clock,
    everyMs = 60_000,
    mostBytes = 2 ** 26,
    tickMs = 1000,
  }: KeepLakeDeps,
): { stop(): Promise<void> } {
  let working: Promise<void> | undefined, last = performance.now();

  async function work() {
    try {
      const segments = await lake.seal();
      if (segments === 0) return;
      await lake.compact({ least: 8, most: 4, before: clock() - hourMs });
      await lake.retain({});
      await sealed(segments);
    } catch (error) {
      failed(error);
    } finally {
      last = performance.now();
    }
  }

  const ticker = setInterval(() => {
    const { unsealedBytes } = lake.state();
    const isDue = performance.now() - last >= everyMs ||
      unsealedBytes >= mostBytes;
    if (working || unsealedBytes === 0 || !isDue) return;
    working = work().finally(() => working = undefined);
  }, tickMs);

  return {
    async stop() {
      clearInterval(ticker);
      await working;
    },
  };
}
