import { existsSync } from "node:fs";
import { join } from "node:path";
import { openServer } from "./cli/open_server.ts";
import { serveFlags, serveHelp, type ServeOptions } from "./cli/serve_flags.ts";
import { isCallersMistake, UsageError } from "./cli/usage.ts";

/** Serves until SIGTERM or SIGINT; answers the exit code. */
export async function serveUntilStopped(
  args: readonly string[],
): Promise<number> {
  const options = serveFlags(args);
  if (!hasWorld(options)) {
    throw new UsageError(
      `Cannot serve from "${options.root}": there are no models, make the demo world with "deno task start" or "deno task world"`,
    );
  }
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      Deno.addSignalListener(signal, () => resolve());
    }
  });
  const server = await openServer(options, (line) => console.error(line));
  if (options.port !== 0 && server.port !== options.port) {
    console.error(
      `Port ${options.port} is taken, so this is on ${server.port}`,
    );
  }
  console.log(`Sightglass on ${server.address}`);
  await stopped;
  console.error("Stopping");
  // What does not end by itself is cut: the promise is ten seconds.
  const cut = setTimeout(() => Deno.exit(3), 9500);
  await server.stop();
  clearTimeout(cut);
  return 0;
}

/** `deno task start`: makes the demo world when it is missing, then serves. */
async function start(args: readonly string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(
      `deno task start [flags]\nMakes the demo world once, then serves the scoring API and the dashboards.\n\n${serveHelp}`,
    );
    return 0;
  }
  const options = serveFlags(args);
  if (!hasWorld(options)) await makeWorld(options.root);
  return await serveUntilStopped(args);
}

async function makeWorld(root: string): Promise<void> {
  const { writeWorld } = await import("../data/streamflix/write_world.ts");
  const { standardWorld } = await import("../data/streamflix/options.ts");
  console.error(
    "Making the demo world: 60 days of 2,000 people and 1,000 films, once, about a minute",
  );
  const isTerminal = Deno.stderr.isTerminal();
  const encoder = new TextEncoder();
  await writeWorld(standardWorld, root, (message) => {
    const day = /^day (\d+) of/.exec(message);
    if (!isTerminal && day && Number(day[1]) % 10 !== 0) return;
    Deno.stderr.writeSync(
      encoder.encode(isTerminal ? `\r\x1b[K${message}` : `${message}\n`),
    );
  });
  if (isTerminal) Deno.stderr.writeSync(encoder.encode("\r\x1b[K"));
}

function hasWorld({ root }: ServeOptions): boolean {
  return existsSync(join(root, "models/models.json"));
}

if (import.meta.main) {
  let code: number;
  try {
    code = await start(Deno.args);
  } catch (error) {
    const mistake = isCallersMistake(error);
    const message = error instanceof Error ? error.message : String(error);
    console.error(
      mistake ? message : `Internal fault: ${message.split("\n")[0]}`,
    );
    if (Deno.args.includes("--verbose") && error instanceof Error) {
      console.error(error.stack);
    }
    code = mistake ? 2 : 3;
  }
  Deno.exit(code);
}
