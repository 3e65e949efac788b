import type { WatchOutcome } from "./behaviour.ts";

/** Outcomes on their way to the log, by arrival. */
export interface PendingOutcomes {
  add(outcomes: readonly WatchOutcome[]): void;
  /** Takes out those that have arrived by `ts`, earliest first. */
  until(ts: number): WatchOutcome[];
}

/** A queue kept in order; ties by the order of adding. */
export function pendingOutcomes(): PendingOutcomes {
  let later: WatchOutcome[] = [];
  let today: WatchOutcome[] = [];
  let horizon = -Infinity;
  const byArrival = (a: WatchOutcome, b: WatchOutcome) => a.arrival - b.arrival;
  return {
    add(outcomes) {
      for (const outcome of outcomes) {
        if (outcome.arrival >= horizon) {
          later.push(outcome);
          continue;
        }
        let at = today.length;
        while (at > 0 && today[at - 1]!.arrival > outcome.arrival) at--;
        today.splice(at, 0, outcome);
      }
    },
    until(ts) {
      if (ts >= horizon) {
        horizon = ts + 3_600_000;
        today = [...today, ...later.filter((o) => o.arrival < horizon)]
          .sort(byArrival);
        later = later.filter((o) => o.arrival >= horizon);
      }
      let count = 0;
      while (count < today.length && today[count]!.arrival <= ts) count++;
      return today.splice(0, count);
    },
  };
}
