import type { Stage, StageTime, State, Timer } from "./state.ts";

/** What a cascade needs to know of time. */
export interface CascadeOptions {
  readonly system: string;
  readonly deadlineMs: Readonly<Record<string, number>>;
  readonly clock: () => number;
  readonly timer: Timer;
}

/**
 * Runs stages in order and, when one fails or is late, hands over to the first fallback that works.
 *
 * A fallback takes the place of all choosing stages; every shaping stage runs on what it gives. Each attempt starts
 * from the request alone, so nothing half-made is shown. Error: when no attempt is left; its cause is the last fault.
 */
export function cascade(
  stages: readonly Stage[],
  fallbacks: readonly Stage[],
  options: CascadeOptions,
) {
  const shaping = stages.filter(({ role }) => role === "shape");
  const attempts = [
    { fallback: null, stages },
    ...fallbacks.map((stage) => ({
      fallback: stage.name,
      stages: [stage, ...shaping],
    })),
  ];
  return async (
    start: State,
  ): Promise<{ state: State; times: readonly StageTime[] }> => {
    const times: StageTime[] = [];
    const faults: unknown[] = [];
    for (const { fallback, stages } of attempts) {
      try {
        let state: State = {
          ...start,
          fallback,
          fault: faults.length === 0 ? null : faults.map(sentenceOf).join("; "),
        };
        for (const stage of stages) {
          state = await timed(stage, state, times, options);
        }
        return { state, times };
      } catch (error) {
        faults.push(error);
      }
    }
    throw new Error(
      `Cannot score "${options.system}" for "${start.request.entity}": ${
        faults.map(sentenceOf).join("; ")
      }, and no fallback is left`,
      { cause: faults.at(-1) },
    );
  };
}

async function timed(
  stage: Stage,
  state: State,
  times: StageTime[],
  options: CascadeOptions,
): Promise<State> {
  const began = options.clock();
  try {
    const limit = options.deadlineMs[stage.name];
    return await (limit === undefined
      ? stage.run(state)
      : within(limit, stage, state, options.timer));
  } finally {
    times.push({
      name: stage.name,
      ms: Math.round((options.clock() - began) * 1000) / 1000,
    });
  }
}

function within(
  limit: number,
  stage: Stage,
  state: State,
  timer: Timer,
): Promise<State> {
  return new Promise((resolve, reject) => {
    const cancel = timer(
      limit,
      () =>
        reject(new Error(`stage "${stage.name}" took longer than ${limit} ms`)),
    );
    Promise.try(() => stage.run(state)).then(resolve, reject).finally(cancel);
  });
}

function sentenceOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
