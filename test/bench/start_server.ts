import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A server in its own process. */
export interface StartedServer {
  readonly port: number;
  readonly address: string;
  stop(): Promise<void>;
}

const main = new URL("../../server/main.ts", import.meta.url).pathname;

/** Starts the server on a free port over the demo world, which is made when it is missing, with an event log of its own. */
export async function startServer(
  ...flags: readonly string[]
): Promise<StartedServer> {
  const lake = await Deno.makeTempDir({ prefix: "sightglass-bench-" });
  const child = spawn(
    Deno.execPath(),
    ["run", "-A", main, "--port", "0", "--lake", lake, ...flags],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = new Promise<void>((resolve) =>
    child.on("close", () => resolve())
  );
  let address: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    address = /http:\/\/\S+/.exec(line)?.[0];
    if (address) break;
  }
  if (!address) throw new Error("Cannot start the server: it ended");
  return {
    address,
    port: Number(new URL(address).port),
    async stop() {
      child.kill("SIGTERM");
      await ended;
      await Deno.remove(lake, { recursive: true });
    },
  };
}
