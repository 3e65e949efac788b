import type {
  IntakeCounts,
  LakeState,
  OutcomeEvent,
  Pipeline,
  PredictionEvent,
  Received,
  ReceiveOptions,
} from "../lib/mod.ts";
import type { Ask } from "../dashboards/page.ts";
import type { LiveHub } from "./live_hub.ts";
import type { Metrics } from "./metrics.ts";

/** A system that is scored here. */
export interface ServedSystem {
  readonly name: string;
  readonly title: string;
  /** Name and version of what ranks now. */
  readonly model: () => string;
  readonly stages: readonly string[];
  readonly score: Pipeline;
  /** Resolves when the event is safe on disk. */
  readonly append: (
    events: readonly (PredictionEvent | OutcomeEvent)[],
  ) => Promise<void>;
  /** Lets the features learn from what happened. */
  readonly observe: (event: PredictionEvent | OutcomeEvent) => void;
  /** Why it cannot answer now; undefined when it can. */
  readonly unready: () => string | undefined;
}

/** The tables behind dashboards and results. */
export interface Board {
  readonly ask: Ask;
  /** Changes whenever a page would look different. */
  readonly version: () => string;
  /** Whether there is something to show. */
  readonly isReady: () => boolean;
  /** What is being done in the background; undefined when nothing is. */
  readonly work: () =>
    | { readonly what: string; readonly share: number }
    | undefined;
}

/** A file that is sent as it is. */
export interface Asset {
  readonly body:
    | string
    | Uint8Array<ArrayBuffer>
    | ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly type: string;
  /** Changes with the content. */
  readonly tag: string;
}

/** The way into the lake. */
export interface Ingest {
  /** Takes a body in; resolves when all of it is safe on disk. Errors: JsonFault; what the log says when it cannot write. */
  readonly receive: (
    body: string,
    options: Pick<ReceiveOptions, "lines" | "kind" | "kinds">,
  ) => Promise<Received>;
  /** Counts by system since the start. */
  readonly counts: () => ReadonlyMap<string, IntakeCounts>;
  readonly state: () => LakeState;
}

/** All that the app needs from outside; it does no I/O of its own. */
export interface AppDeps {
  readonly version: string;
  readonly systems: ReadonlyMap<string, ServedSystem>;
  readonly board: Board;
  readonly ingest: Ingest;
  readonly hub: LiveHub;
  readonly metrics: Metrics;
  /** A file of the dashboards by its name: "style.css", "live.js", "duckdb/duckdb-eh.wasm". */
  readonly asset: (name: string) => Promise<Asset | undefined>;
  /** A stored report by its name: "report-2026-02-16.html". */
  readonly report: (
    system: string,
    name: string,
  ) => Promise<string | undefined>;
  /** The published copy of the board for the Explore page. */
  readonly snapshot: (system: string) => Promise<Asset | undefined>;
  /** Whether a scored request waits for its event to be safe; defaults to "sync". */
  readonly log?: "sync" | "async";
  /** Milliseconds since 1970, UTC: the systems' own clock. */
  readonly clock: () => number;
  /** Told of every internal fault; defaults to nobody. */
  readonly onFault?: (fault: unknown) => void;
  /** Host names that are served beside IP addresses and localhost; defaults to none. */
  readonly hosts?: readonly string[];
}
