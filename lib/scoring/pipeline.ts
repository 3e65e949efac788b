import { cascade } from "./cascade.ts";
import { type PredictionEvent, predictionEvent } from "./event.ts";

/** Where and how a request was made. `hour` (local, 0..23) defaults to the clock's, in UTC. */
export interface Context {
  readonly device: string;
  readonly country: string;
  readonly hour?: number;
  readonly [name: string]: string | number | boolean | null | undefined;
}

/** A question to a system: what shall `entity` see here and now? */
export interface ScoreRequest {
  readonly requestId?: string;
  readonly entity: string;
  readonly context: Context;
}

/** A request with every field known. */
export interface NormalRequest {
  readonly requestId: string;
  readonly entity: string;
  readonly context: Context & { readonly hour: number };
  /** The clock's time at its arrival, never the caller's. Milliseconds since 1970, UTC. */
  readonly ts: number;
}

/** Something that could be shown, and the score by which it is ordered. */
export interface Candidate {
  readonly item: number;
  readonly source: string;
  readonly score: number;
  /** Its row in `State.features`, -1 without one. */
  readonly row: number;
}

/** A candidate in its slot. `propensity` is the probability that the policy shows it in this slot. */
export interface Shown {
  readonly candidate: Candidate;
  readonly propensity: number;
  readonly explored: boolean;
}

/** Features of all candidates, row by row in one array; NaN is missing. */
export interface FeatureMatrix {
  readonly names: readonly string[];
  readonly values: Float32Array;
}

/** All that is known while a request is answered. Stages return a new state and never change the old. */
export interface State {
  readonly request: NormalRequest;
  readonly random: () => number;
  /** Name and version of the model that answers, "ranker@2". */
  readonly model: string;
  readonly fallback: string | null;
  readonly fault: string | null;
  /** Best first once they are ranked. */
  readonly candidates: readonly Candidate[];
  readonly features: FeatureMatrix | null;
  /** Candidates that may be shown and are not: where exploration draws from. */
  readonly pool: readonly Candidate[];
  readonly shown: readonly Shown[];
  /** Whether the rules still hold when the slot shows this candidate instead. */
  readonly mayReplace: (slot: number, candidate: Candidate) => boolean;
}

/**
 * One step of a pipeline.
 *
 * A stage that chooses (the default) can be replaced by a fallback; a stage that shapes (rules, exploration) runs on
 * whatever was chosen, by the model or by a fallback, and is never skipped.
 */
export interface Stage {
  readonly name: string;
  readonly role?: "choose" | "shape";
  run(state: State): Promise<State>;
}

/** Wall time of one stage by the pipeline's clock. A stage that failed is there too. */
export interface StageTime {
  readonly name: string;
  readonly ms: number;
}

/** The answer to a request; the server adds `logged`. */
export interface ScoreResponse {
  readonly requestId: string;
  readonly items: readonly {
    readonly item: number;
    readonly position: number;
    readonly score: number;
  }[];
  readonly model: string;
  readonly fallback: string | null;
  readonly stages: readonly StageTime[];
}

/** Calls `expire` after `ms` unless the returned function was called before. */
export type Timer = (ms: number, expire: () => void) => () => void;

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
    mayReplace: () => true,
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
