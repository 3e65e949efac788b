import type { OutcomeEvent, PredictionEvent } from "../../lib/scoring/mod.ts";

const start = Date.UTC(2026, 0, 1, 23, 59);

/** A prediction of three items; events come a second apart, around midnight. */
export function prediction(id: string, n: number): PredictionEvent {
  const features = { affinity: n / 8, minutes: n % 2 ? null : 90 };
  const item = {
    score: 0.5,
    propensity: 0.95,
    explored: false,
    source: "nearest",
    features,
  };
  return {
    event_id: `prediction:${id}`,
    ts: start + n * 1000,
    system: "streamflix",
    kind: "prediction",
    request_id: id,
    entity: `u${n % 7}`,
    model: "ranker@2",
    fallback: null,
    fault: null,
    candidates: { count: 3, ids: [4, 5, 6] },
    items: [4, 5, 6].map((one, position) => ({ item: one, position, ...item })),
    stages: [{ name: "rank", ms: 0.5 }],
    context: { device: "tv", country: "DE", hour: 23, "o'clock": null },
  };
}

/** What came of the first of them, ten minutes later. */
export function outcome(id: string, n: number): OutcomeEvent {
  return {
    event_id: `outcome:${id}`,
    ts: start + n * 1000,
    system: "streamflix",
    kind: "outcome",
    request_id: id,
    entity: `u${n % 7}`,
    item: 4,
    arrival: start + n * 1000 + 600_000,
    clicked: true,
    watched: n % 3 === 0,
    watch_share: 0.25,
    left_early: false,
    saved: false,
    searched: false,
    rating: null,
  };
}
