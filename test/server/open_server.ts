import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { tinyWorld } from "../../data/streamflix/options.ts";
import { writeWorld } from "../../data/streamflix/write_world.ts";
import { type OpenServer, openServer } from "../../server/cli/open_server.ts";

/** The real server on a free port, over a tiny world of its own. */
export interface TinyServer extends OpenServer {
  /** Lines that it wrote about faults. */
  readonly said: readonly string[];
  /** Stops and removes the world. */
  end(): Promise<void>;
}

/** Makes a tiny world and serves it. */
export async function tinyServer(traffic = 0): Promise<TinyServer> {
  const root = mkdtempSync(`${tmpdir()}/sightglass-server-`);
  await writeWorld(tinyWorld, `${root}/out`, () => {});
  const said: string[] = [];
  const server = await openServer({
    host: "127.0.0.1",
    port: 0,
    root: `${root}/out`,
    systems: root,
    lake: `${root}/out/lake`,
    log: "sync",
    traffic,
  }, (line) => said.push(line));
  return {
    ...server,
    said,
    async end() {
      await server.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Waits until a condition holds, or fails after a while. */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  ms = 60_000,
): Promise<void> {
  const end = performance.now() + ms;
  while (!await holds()) {
    if (performance.now() > end) throw new Error(`Waited too long: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
