import { cascade } from "./cascade.ts";
import { type PredictionEvent, predictionEvent } from "./event.ts";
import type {
  NormalRequest,
  ScoreRequest,
  ScoreResponse,
  Stage,
  StageTime,
  State,
  Timer,
} from "./state.ts";

/** Settings of a pipeline. Time, chance and timers come from here and from nowhere else. */
export interface PipelineOptions {
  readonly system: string;
  /** Name and version of what ranks, "ranker@2". */
  readonly model: string;
  /** Tried in order when a choosing stage fails or is late; defaults to none. */
  readonly fallback?: readonly Stage[];
  /** Milliseconds a stage may take, by its name; a stage without one has no limit. */
  readonly deadlineMs?: Readonly<Record<string, number>>;
  /** Milliseconds since 1970, UTC, fractions allowed; defaults to the system's clock. */
  readonly clock?: () => number;
  /** Uniform on [0, 1); defaults to Math.random. */
  readonly random?: () => number;
  /** Defaults to setTimeout; `noTimer` in a simulation. */
  readonly timer?: Timer;
}

/** A system that can be asked. */
export type Pipeline = (
  request: ScoreRequest,
) => Promise<{ response: ScoreResponse; event: PredictionEvent }>;

/**
 * A system made of stages: one request in, its answer and its event out.
 *
 * Stages run in order. When a choosing stage throws or exceeds its deadline, the fallbacks are tried in order and
 * the shaping stages run on what the first of them gives; `event.fallback` and `event.fault` say so.
 *
 * In a simulation pass `clock: () => simulatedMs`, a seeded `random` and `timer: noTimer`: then the same requests in the
 * same order give the same bytes (request ids are drawn from `random`, stage times are 0 as the clock stands still).
 *
 * Error: when every fallback failed too; its cause is the last fault.
 */
export function pipeline(
  stages: readonly Stage[],
  options: PipelineOptions,
): Pipeline {
  const { system, model, fallback = [], deadlineMs = {} } = options;
  const { clock = systemClock, random = Math.random, timer = systemTimer } =
    options;
  const run = cascade(stages, fallback, { system, deadlineMs, clock, timer });
  return async (request) => {
    const start = startState(
      normalize(request, clock(), random),
      model,
      random,
    );
    const { state, times } = await run(start);
    return {
      response: responseOf(state, times),
      event: predictionEvent(system, state, times),
    };
  };
}

/** A timer that never expires, for simulations whose clock stands still while a request is answered. */
export const noTimer: Timer = () => () => {};

/** A random 128-bit id of 32 hexadecimal digits, drawn from `random`. */
export function randomId(random: () => number): string {
  let id = "";
  for (let part = 0; part < 4; part++) {
    id += Math.floor(random() * 2 ** 32).toString(16).padStart(8, "0");
  }
  return id;
}

/** The state before the first stage: a request and nothing else. */
export function startState(
  request: NormalRequest,
  model: string,
  random: () => number,
): State {
  return {
    request,
    random,
    model,
    fallback: null,
    fault: null,
    candidates: [],
    features: null,
    pool: [],
    shown: [],
    mayReplace: () => () => true,
  };
}

function normalize(
  request: ScoreRequest,
  now: number,
  random: () => number,
): NormalRequest {
  const ts = Math.floor(now);
  const hour = request.context.hour ?? new Date(ts).getUTCHours();
  const requestId = request.requestId ?? randomId(random);
  return {
    requestId,
    entity: request.entity,
    context: { ...request.context, hour },
    ts,
  };
}

function responseOf(state: State, stages: readonly StageTime[]): ScoreResponse {
  const items = state.shown.map(({ candidate: { item, score } }, position) => ({
    item,
    position,
    score,
  }));
  return {
    requestId: state.request.requestId,
    items,
    model: state.model,
    fallback: state.fallback,
    stages,
  };
}

const systemClock = () => performance.timeOrigin + performance.now();

const systemTimer: Timer = (ms, expire) => {
  const id = setTimeout(expire, ms);
  return () => clearTimeout(id);
};
