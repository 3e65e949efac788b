import { join } from "node:path";
import { createApp } from "../app.ts";
import type { AppDeps, ServedSystem } from "../deps.ts";
import { catchUp } from "../jobs/catch_up.ts";
import { keepLake } from "../jobs/keep_lake.ts";
import { liveHub } from "../live_hub.ts";
import { metrics } from "../metrics.ts";
import { streamflix } from "../systems/streamflix.ts";
import { streamflixMonitor as config } from "../systems/streamflix_monitor.ts";
import { openLake } from "../../lib/native/mod.ts";
import { dashboardAssets } from "./dashboard_assets.ts";
import { listen, type Listening } from "./listen.ts";
import { loadStreamflix } from "./load_streamflix.ts";
import { openBoard } from "./open_board.ts";
import { openIngest } from "./open_ingest.ts";
import { openMonitor } from "./open_monitor.ts";
import { readSchemas } from "./read_schemas.ts";
import type { ServeOptions } from "./serve_flags.ts";
import { streamflixRows } from "./streamflix_rows.ts";
import { streamflixTraffic } from "./streamflix_traffic.ts";
import { UsageError } from "./usage.ts";

/** A server that answers. */
export interface OpenServer extends Listening {
  /** Drains within ten seconds, open event streams included. */
  stop(): Promise<void>;
}

const version = "0.1.0";

/**
 * Opens Streamflix with its lake, listens, and keeps tables and reports up to date in the background.
 *
 * Answers as soon as the models are loaded; tables and reports follow and pages say so until then.
 */
export async function openServer(
  options: ServeOptions,
  say: (line: string) => void = () => {},
): Promise<OpenServer> {
  const { root, lake: folder } = options;
  const schemas = readSchemas(options.systems);
  const end = await worldEnd(root);
  let clock = demoClock(end);
  const hub = liveHub({ systems: [config.system] });
  const rows = streamflixRows(root, folder);
  const monitor = openMonitor(config, rows, root);
  const [lake, loaded, board] = await allOrNone([
    () =>
      openLake(folder, {
        schemas,
        clock: () => clock(),
        code: version,
      }).catch((error) => {
        throw isLocked(error) ? new UsageError(error.message) : error;
      }),
    () => loadStreamflix(root),
    () =>
      openBoard({
        config,
        rows,
        root,
        results: monitor.results,
        today: () => new Date(clock()).toISOString().slice(0, 10),
        changed: (to) => hub.publish("board", { version: to }),
      }),
  ]);
  if (loaded.lastTs >= end) clock = demoClock(loaded.lastTs + 1);
  const system = serve(loaded.deps, () => clock(), lake.append);
  const deps: AppDeps = {
    version,
    systems: new Map([[system.name, system]]),
    board,
    ingest: openIngest(lake, schemas, () => clock()),
    hub,
    metrics: metrics(),
    asset: dashboardAssets(),
    report: (_, name) =>
      Deno.readTextFile(monitor.reportPath(name)).catch(() => undefined),
    snapshot: () => board.snapshot(),
    log: options.log,
    clock: () => clock(),
    hosts: [options.host],
    onFault: (fault) => say(`Fault: ${faultText(fault)}`),
  };
  const listening = await listen(createApp(deps), options);
  const ticker = setInterval(() => hub.tick(), 1000);

  let reported = 0, stopping = false;
  const jobs = catchUp({
    config,
    missing: () => monitor.missing(clock()),
    async judge(day) {
      const { verdict, results } = await monitor.judge(day);
      hub.publish("results", { system: system.name, day, verdict });
      for (const { check, verdict, explanation } of results) {
        if (verdict === "fail") {
          hub.publish("alert", {
            system: system.name,
            day,
            check,
            explanation,
          });
        }
      }
      if (++reported % 8 === 1) await board.readResults();
    },
    progress: ({ done, of }) =>
      board.says({ what: "Judging days", share: done / of }),
    failed: (day, error) =>
      stopping || say(`Cannot judge "${day}": ${(error as Error).message}`),
    async idle() {
      board.says(undefined);
      if (reported) await board.readResults();
      reported = 0;
    },
  });
  const refresh = async () => {
    try {
      await board.refresh();
      await board.readResults();
      await jobs.run();
    } catch (error) {
      if (stopping) return;
      say(`Cannot refresh the tables: ${faultText(error)}`);
    }
  };
  const background = setTimeout(refresh, 200);

  let seals = 0;
  const keeper = keepLake({
    lake,
    clock: () => clock(),
    sealed: () => ++seals % 5 === 0 ? refresh() : undefined,
    failed: (error) => say(`Cannot seal the log: ${faultText(error)}`),
  });

  const visitors = options.traffic > 0
    ? await streamflixTraffic({
      rate: options.traffic,
      root,
      address: listening.address,
      system,
      deps: loaded.deps,
      hub,
      clock: () => clock(),
    })
    : undefined;

  return {
    ...listening,
    async stop() {
      clearInterval(ticker);
      clearTimeout(background);
      stopping = true;
      monitor.stop();
      await visitors?.stop();
      hub.close();
      await listening.close(5000);
      await Promise.all([jobs.stop(), board.close()]);
      monitor.close();
      await keeper.stop();
      await lake.close();
      await loaded.close();
    },
  };
}

interface Closable {
  close(): Promise<unknown>;
}

/** Opens all at once; when one fails, what was opened is closed again. */
async function allOrNone<
  A extends Closable,
  B extends Closable,
  C extends Closable,
>(
  openers: readonly [() => Promise<A>, () => Promise<B>, () => Promise<C>],
): Promise<readonly [A, B, C]> {
  const [a, b, c] = openers;
  const tried = await Promise.allSettled([a(), b(), c()]);
  const failed = tried.find(({ status }) => status === "rejected");
  if (!failed) {
    return tried.map((each) =>
      (each as PromiseFulfilledResult<Closable>).value
    ) as unknown as readonly [A, B, C];
  }
  for (const each of tried) {
    if (each.status === "fulfilled") await each.value.close();
  }
  throw (failed as PromiseRejectedResult).reason;
}

function isLocked(error: Error): boolean {
  return error.message.startsWith("Cannot open lake");
}

function serve(
  deps: Parameters<typeof streamflix>[0],
  clock: () => number,
  append: ServedSystem["append"],
): ServedSystem {
  const score = streamflix({ ...deps, clock });
  return {
    name: "streamflix",
    title: config.title,
    model: () => deps.model?.id ?? "popular@1",
    stages: ["retrieve", "features", "rank", "rules", "explore"],
    score,
    append,
    observe: (event) => deps.view.observe(event),
    unready: () => undefined,
  };
}

/** Starts where the demo's world ended, so that what happens now is its next day; the real time without a world. */
function demoClock(start: number): () => number {
  const now = () => performance.timeOrigin + performance.now();
  const shift = start > 1 ? start - now() : 0;
  return () => now() + shift;
}

/** The first instant after the days of the demo world; 0 when there is none. */
async function worldEnd(root: string): Promise<number> {
  const text = await Deno.readTextFile(join(root, "world.json"))
    .catch(() => undefined);
  return text === undefined ? 0 : Date.parse(JSON.parse(text).to);
}

function faultText(fault: unknown): string {
  return fault instanceof Error ? fault.stack ?? fault.message : String(fault);
}
