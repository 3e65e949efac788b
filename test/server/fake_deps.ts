import type { Pipeline, PredictionEvent } from "../../lib/mod.ts";
import type { DuckDb } from "../../lib/native/mod.ts";
import type { AppDeps, ServedSystem } from "../../server/deps.ts";
import { liveHub } from "../../server/live_hub.ts";
import { metrics } from "../../server/metrics.ts";

/** A system that answers at once; what it logs stands in `events`. */
export interface FakeSystem extends ServedSystem {
  readonly events: PredictionEvent[];
}

/** Builds a system; parts can be replaced. */
export function fakeSystem(parts: Partial<ServedSystem> = {}): FakeSystem {
  const events: PredictionEvent[] = [];
  const score: Pipeline = (request) => {
    const requestId = request.requestId ?? "made";
    return Promise.resolve({
      response: {
        requestId,
        items: [{ item: 7, position: 0, score: 0.5 }],
        model: "ranker@2",
        fallback: null,
        stages: [{ name: "rank", ms: 1 }],
      },
      event: {
        request_id: requestId,
        entity: request.entity,
        context: request.context,
      } as unknown as PredictionEvent,
    });
  };
  return {
    events,
    name: "streamflix",
    title: "Films",
    model: () => "ranker@2",
    stages: ["rank"],
    score,
    append: (all) => {
      events.push(...all as PredictionEvent[]);
      return Promise.resolve();
    },
    observe: () => {},
    unready: () => undefined,
    ...parts,
  };
}

/** What an app needs, in memory. */
export function fakeDeps(
  engine: DuckDb,
  { system = fakeSystem(), ...parts }:
    & Partial<AppDeps>
    & { readonly system?: ServedSystem } = {},
): AppDeps {
  return {
    version: "1.2.3",
    systems: new Map([[system.name, system]]),
    board: {
      ask: engine.rows,
      version: () => "data-1",
      isReady: () => true,
      work: () => undefined,
    },
    ingest: {
      receive: () =>
        Promise.resolve({ accepted: 0, duplicate: 0, quarantined: [] }),
      counts: () => new Map(),
      state: () => ({
        waitingBytes: 0,
        unsealedBytes: 0,
        fault: undefined,
        notes: [],
        ids: { ids: 0, memory: 0 },
      }),
    },
    hub: liveHub({ systems: [system.name], clock: () => 1_000_000 }),
    metrics: metrics(),
    asset: (name) =>
      Promise.resolve(
        name === "style.css"
          ? { body: "p{}", type: "text/css", tag: "a" }
          : undefined,
      ),
    report: (_, name) =>
      Promise.resolve(
        name === "report-2026-01-19.html" ? "<p>report</p>" : undefined,
      ),
    snapshot: () => Promise.resolve(undefined),
    clock: () => Date.UTC(2026, 0, 21),
    ...parts,
  };
}
