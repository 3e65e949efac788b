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
  /** Whether the rules still hold when the slot shows a candidate instead. */
  readonly mayReplace: (slot: number) => (candidate: Candidate) => boolean;
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
