import type { IntakeCounts } from "../lib/mod.ts";
import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** What the server counts for Prometheus. */
export interface Metrics {
  /** An answered request. `route` is the pattern, never the address. */
  answered(
    route: string,
    method: string,
    status: number,
    seconds: number,
  ): void;
  /** A refused request, by its stable code. */
  refused(code: string): void;
  scored(system: string, seconds: number, fallback: string | null): void;
  /** An event that was to be logged: whether it is safe on disk. */
  logged(system: string, isSafe: boolean): void;
  listeners(count: number): void;
  /** What came into the lake since the start, by system. */
  taken(counts: ReadonlyMap<string, IntakeCounts>): void;
  /** An event that went into quarantine, by its reason. */
  quarantined(reason: string): void;
  /** The text that Prometheus reads, and its content type. */
  text(): Promise<{ readonly body: string; readonly type: string }>;
}

/** Counters of one server, in a registry of its own. */
export function metrics(): Metrics {
  const registry = new Registry(), registers = [registry];
  const requests = new Counter({
    name: "sightglass_http_requests_total",
    help: "Answered requests",
    labelNames: ["route", "method", "status"],
    registers,
  });
  const seconds = new Histogram({
    name: "sightglass_http_request_seconds",
    help: "Time from request to answer",
    labelNames: ["route"],
    buckets: [
      0.001,
      0.002,
      0.005,
      0.01,
      0.02,
      0.05,
      0.1,
      0.25,
      0.5,
      1,
      2.5,
      10,
    ],
    registers,
  });
  const refusals = new Counter({
    name: "sightglass_refused_requests_total",
    help: "Refused requests by their problem's code",
    labelNames: ["code"],
    registers,
  });
  const scores = new Histogram({
    name: "sightglass_score_seconds",
    help: "Time of a scored request, log included",
    labelNames: ["system"],
    buckets: [
      0.001,
      0.002,
      0.003,
      0.005,
      0.0075,
      0.01,
      0.02,
      0.05,
      0.1,
      0.5,
    ],
    registers,
  });
  const fallbacks = new Counter({
    name: "sightglass_fallbacks_total",
    help: "Scored requests that a fallback answered",
    labelNames: ["system", "fallback"],
    registers,
  });
  const events = new Counter({
    name: "sightglass_logged_events_total",
    help: "Events by whether they reached the disk",
    labelNames: ["system", "safe"],
    registers,
  });
  const received = new Counter({
    name: "sightglass_events_received_total",
    help:
      "Events that came in: the sum of good, duplicate and quarantined ones",
    labelNames: ["system"],
    registers,
  });
  const taken = new Counter({
    name: "sightglass_events_total",
    help: "Events by what became of them",
    labelNames: ["system", "result"],
    registers,
  });
  const reasons = new Counter({
    name: "sightglass_quarantined_events_total",
    help: "Events that went into quarantine over HTTP, by reason",
    labelNames: ["reason"],
    registers,
  });
  const streams = new Gauge({
    name: "sightglass_live_listeners",
    help: "Open event streams",
    registers,
  });
  return {
    answered(route, method, status, time) {
      requests.inc({ route, method, status: String(status) });
      seconds.observe({ route }, time);
    },
    refused: (code) => refusals.inc({ code }),
    scored(system, time, fallback) {
      scores.observe({ system }, time);
      if (fallback !== null) fallbacks.inc({ system, fallback });
    },
    logged: (system, isSafe) => events.inc({ system, safe: String(isSafe) }),
    listeners: (count) => streams.set(count),
    taken(counts) {
      received.reset();
      taken.reset();
      for (const [system, { received: all, ...results }] of counts) {
        received.inc({ system }, all);
        for (const [result, count] of Object.entries(results)) {
          taken.inc({ system, result }, count);
        }
      }
    },
    quarantined: (reason) => reasons.inc({ reason }),
    text: async () => ({
      body: await registry.metrics(),
      type: registry.contentType,
    }),
  };
}
