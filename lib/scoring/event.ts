import type { NormalRequest, Shown, StageTime, State } from "./state.ts";

/** Feature values of one shown item by name; null where the value was missing. */
export type FeatureValues = Readonly<Record<string, number | null>>;

/** One item of a slate as it is logged: what was shown, where, why and with which probability. */
export interface LoggedItem {
  readonly item: number;
  /** 0-based slot. */
  readonly position: number;
  readonly score: number;
  /** Probability that the logging policy shows this item in this slot; see `explore`. */
  readonly propensity: number;
  readonly explored: boolean;
  /** The candidate source, such as "nearest" or "popular". */
  readonly source: string;
  /** Null when no features were built, as for a slate that came from a fallback. */
  readonly features: FeatureValues | null;
}

/** What one request asked, saw and got: the event from which everything later is derived. */
export interface PredictionEvent {
  readonly event_id: string;
  /** Milliseconds since 1970, UTC. */
  readonly ts: number;
  readonly system: string;
  readonly kind: "prediction";
  readonly request_id: string;
  readonly entity: string;
  /** Name and version, "ranker@2". */
  readonly model: string;
  /** Null when the model answered, else the name of the fallback that did. */
  readonly fallback: string | null;
  /** What failed before the fallback that answered, in order; null without one. */
  readonly fault: string | null;
  readonly candidates: {
    readonly count: number;
    readonly ids: readonly number[];
  };
  readonly items: readonly LoggedItem[];
  readonly stages: readonly StageTime[];
  readonly context: Readonly<Record<string, string | number | boolean | null>>;
}

/** What came of one shown item; it arrives late, so it has a time and an arrival. */
export interface OutcomeEvent {
  readonly event_id: string;
  /** Event time: when it happened. Milliseconds since 1970, UTC. */
  readonly ts: number;
  readonly system: string;
  readonly kind: "outcome";
  readonly request_id: string;
  readonly entity: string;
  readonly item: number;
  /** Knowledge time: when the log learned of it. Milliseconds since 1970, UTC. */
  readonly arrival: number;
  readonly clicked: boolean;
  /** True when at least 95 % was watched. */
  readonly watched: boolean;
  /** Share of the length that was watched, 0..1. */
  readonly watch_share: number;
  /** True when the viewer left within 8 minutes. */
  readonly left_early: boolean;
  readonly saved: boolean;
  /** True when the viewer found it by searching. */
  readonly searched: boolean;
  /** 1..5, null when not rated. */
  readonly rating: number | null;
}

/** Ids of the best candidates that an event keeps; the count is always whole. */
const loggedCandidates = 50;

/**
 * The event of one answered request, built from the pipeline's last state.
 *
 * Pure: the same state gives the same bytes. `event_id` is "prediction:" and the request id, so a retried
 * request is recognised as a duplicate. Non-finite feature values are missing and become null.
 */
export function predictionEvent(
  system: string,
  state: State,
  stages: readonly StageTime[],
): PredictionEvent {
  return {
    event_id: `prediction:${state.request.requestId}`,
    ts: state.request.ts,
    system,
    kind: "prediction",
    request_id: state.request.requestId,
    entity: state.request.entity,
    model: state.model,
    fallback: state.fallback,
    fault: state.fault,
    candidates: {
      count: state.candidates.length,
      ids: state.candidates.slice(0, loggedCandidates).map((candidate) =>
        candidate.item
      ),
    },
    items: state.shown.map((shown, position) =>
      loggedItem(state, shown, position)
    ),
    stages,
    context: contextOf(state.request),
  };
}

function loggedItem(state: State, shown: Shown, position: number): LoggedItem {
  const { item, score, source } = shown.candidate;
  const { propensity, explored } = shown;
  return {
    item,
    position,
    score,
    propensity,
    explored,
    source,
    features: featuresOf(state, shown),
  };
}

function featuresOf(
  { features }: State,
  { candidate }: Shown,
): FeatureValues | null {
  if (features === null || candidate.row < 0) return null;
  const { names, values } = features;
  const row: Record<string, number | null> = {};
  for (let column = 0; column < names.length; column++) {
    const value = values[candidate.row * names.length + column] ?? NaN;
    row[names[column] ?? column] = Number.isFinite(value) ? value : null;
  }
  return row;
}

function contextOf(request: NormalRequest): PredictionEvent["context"] {
  const context: Record<string, string | number | boolean | null> = {};
  for (const [name, value] of Object.entries(request.context)) {
    if (value !== undefined) context[name] = value;
  }
  return context;
}
