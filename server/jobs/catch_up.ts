import { Cron } from "croner";
import type { MonitorConfig } from "../systems/monitor.ts";

/** What the schedule drives. */
export interface CatchUpDeps {
  readonly config: Pick<MonitorConfig, "schedule">;
  /** Days that may be judged and have no results yet, oldest first. */
  readonly missing: () => Promise<readonly string[]>;
  /** Judges one day. */
  readonly judge: (day: string) => Promise<void>;
  /** Told as days are done, and of days that could not be judged. */
  readonly progress: (
    state: { readonly day: string; readonly done: number; readonly of: number },
  ) => void;
  readonly failed: (day: string, error: unknown) => unknown;
  /** Told when nothing is missing any more. */
  readonly idle: () => void | Promise<void>;
}

/** A running schedule. */
export interface CatchUp {
  /** Looks now; the same promise for all who ask while it works. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Judges days without results, newest first at the start so that today's question is answered first, then on schedule.
 *
 * One run at a time; a day that fails is told once and tried again at the next run.
 */
export function catchUp(deps: CatchUpDeps): CatchUp {
  let working: Promise<void> | undefined, stopped = false;

  async function work() {
    const days = (await deps.missing()).toReversed();
    for (const [done, day] of days.entries()) {
      if (stopped) return;
      deps.progress({ day, done, of: days.length });
      try {
        await deps.judge(day);
      } catch (error) {
        deps.failed(day, error);
      }
    }
    if (!stopped) await deps.idle();
  }

  const run = () => working ??= work().finally(() => working = undefined);
  const cron = new Cron(
    deps.config.schedule,
    { timezone: "UTC", unref: true, protect: true },
    run,
  );
  return {
    run,
    async stop() {
      stopped = true;
      cron.stop();
      await working;
    },
  };
}
