/**
 * Times POST /v1/score/streamflix over HTTP, 500 candidates a request, against a warm server in its own process.
 *
 * The client shares the machine with the server, so figures at 8 and 32 connections are those of both together.
 * Run: deno task bench http_score
 */
import { Agent, request } from "node:http";
import { startServer } from "./start_server.ts";

const users = 2000, warmUp = 300, runs = 2000;

for (const log of ["sync", "async"]) {
  const server = await startServer("--log", log);
  try {
    await time(server.port, 4, warmUp);
    for (const connections of [1, 8, 32]) {
      const began = performance.now();
      const times = await time(server.port, connections, runs);
      const seconds = (performance.now() - began) / 1000;
      const at = (share: number) =>
        times[Math.ceil(share * times.length) - 1]!.toFixed(1);
      console.log(
        `--log ${log.padEnd(5)} ${
          String(connections).padStart(2)
        } connections: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)} ms, ${
          Math.round(runs / seconds)
        } a second`,
      );
    }
  } finally {
    await server.stop();
  }
}

/** Times in ms, sorted. */
async function time(
  port: number,
  connections: number,
  count: number,
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: connections }, async () => {
    while (next < count) {
      const n = next++, began = performance.now();
      const logged = await ask(agent, port, `u${(n * 37) % users}`);
      times.push(performance.now() - began);
      if (typeof logged !== "boolean") throw new Error(`Bad answer: ${logged}`);
    }
  }));
  agent.destroy();
  return times.sort((a, b) => a - b);
}

function ask(agent: Agent, port: number, entity: string): Promise<unknown> {
  const body = JSON.stringify({
    entity,
    context: { device: "tv", country: "DE" },
  });
  return new Promise((resolve, reject) => {
    const sent = request({
      agent,
      port,
      host: "127.0.0.1",
      method: "POST",
      path: "/v1/score/streamflix",
      headers: {
        "content-type": "application/json",
        "content-length": body.length,
      },
    }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => text += part);
      answer.on("end", () => {
        try {
          resolve(JSON.parse(text).logged);
        } catch (error) {
          reject(error);
        }
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
