import { existsSync } from "node:fs";
import { join } from "node:path";
import { userPath } from "./inputs.ts";
import { parse, UsageError } from "./usage.ts";

/** Settings of a server, from the command line. */
export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  /** The folder of the demo world: titles, users, models, exposures. */
  readonly root: string;
  /** The folder of systems; each may have an `events.json`. */
  readonly systems: string;
  /** The folder of the event log. */
  readonly lake: string;
  readonly log: "sync" | "async";
  /** Demo requests a second; 0 for none. */
  readonly traffic: number;
}

const data = new URL("../../data/", import.meta.url).pathname;

/** What the flags mean, for help texts. */
export const serveHelp =
  `  --port N            defaults to 8000; the next free one when it is taken
  --host H            where to listen, defaults to 127.0.0.1
  --systems DIR       where systems keep titles and models, one folder each, defaults to data/; a folder's events.json
                      says what events a system takes in: {"system": "m", "features": {"a": "double"}}
  --lake DIR          the event log, defaults to lake/ beside the system's models
  --log sync|async    whether an answer waits until its event is on disk, defaults to sync
  --traffic N         demo requests a second, defaults to 0`;

/** Reads the flags of \`sg serve\` and of \`deno task start\`. Errors: UsageError in one sentence. */
export function serveFlags(args: readonly string[]): ServeOptions {
  const text = { type: "string" } as const;
  const { values, positionals } = parse(args, {
    port: text,
    host: text,
    lake: text,
    systems: text,
    log: text,
    traffic: text,
    verbose: { type: "boolean" },
  });
  if (positionals.length) {
    throw new UsageError(
      `Cannot read the command: "${
        positionals[0]
      }" is no flag, the form is "serve [--port N] [--host H] [--lake DIR] [--systems DIR] [--log sync|async]"`,
    );
  }
  const systems = values.systems === undefined
    ? data
    : userPath(values.systems);
  const own = join(systems, "streamflix");
  const root = values.systems === undefined || existsSync(join(own, "out"))
    ? join(own, "out")
    : own;
  const log = values.log ?? "sync";
  if (log !== "sync" && log !== "async") {
    throw new UsageError(`Cannot use --log "${log}": sync or async is needed`);
  }
  return {
    host: values.host ?? "127.0.0.1",
    port: numberOf("port", values.port, 8000, 65_535),
    root,
    systems,
    lake: values.lake === undefined
      ? join(root, "lake")
      : userPath(values.lake),
    log,
    traffic: numberOf("traffic", values.traffic, 0, 10_000),
  };
}

function numberOf(
  flag: string,
  given: string | undefined,
  otherwise: number,
  most: number,
): number {
  if (given === undefined) return otherwise;
  const value = given.trim() === "" ? NaN : Number(given);
  if (
    value >= 0 && value <= most && (flag !== "port" || Number.isInteger(value))
  ) {
    return value;
  }
  throw new UsageError(
    `Cannot use --${flag} "${given}": a number from 0 to ${most} is needed`,
  );
}
