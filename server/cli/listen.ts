import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";

/** A server that listens. */
export interface Listening {
  /** "http://127.0.0.1:8000" */
  readonly address: string;
  readonly port: number;
  /** Ends: takes no new requests, lets open ones finish for at most `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>;
}

/** Where and how to listen. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Ports that are tried after a taken one; defaults to 20. */
  readonly tries?: number;
  /** Milliseconds until all headers must be there; defaults to 10,000. */
  readonly headersMs?: number;
  /** Milliseconds until the whole request must be there; defaults to 30,000. */
  readonly requestMs?: number;
}

/** Listens with limits on headers and bodies, on the next free port when the one asked for is taken; 0 is any free one. */
export async function listen(
  app: Hono,
  options: ListenOptions,
): Promise<Listening> {
  const { host, port, tries = 20, headersMs = 10_000, requestMs = 30_000 } =
    options;
  const answer = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
  });
  const server = createServer({
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.min(1000, headersMs),
    keepAliveTimeout: 5000,
    maxHeaderSize: 16_384,
  }, answer);
  const open = new Set<{ destroy(): void }>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  const taken = await bind(server, host, port, port === 0 ? 0 : tries);
  const named = host.includes(":") ? `[${host}]` : host;
  return {
    address: `http://${named}:${taken}`,
    port: taken,
    close: (graceMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          for (const socket of open) socket.destroy();
        }, graceMs);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

async function bind(
  server: Server,
  host: string,
  port: number,
  tries: number,
): Promise<number> {
  for (let at = port;; at++) {
    try {
      return await new Promise<number>((resolve, reject) => {
        server.once("error", reject);
        server.listen(at, host, () => {
          server.off("error", reject);
          const bound = server.address();
          resolve(typeof bound === "object" && bound ? bound.port : at);
        });
      });
    } catch (error) {
      const isTaken = (error as { code?: string }).code === "EADDRINUSE";
      if (!isTaken || at - port >= tries) {
        throw new Error(
          `Cannot listen on "${host}:${port}": ${
            isTaken
              ? "it is taken, and so are the next ports"
              : (error as Error).message
          }`,
          { cause: error },
        );
      }
    }
  }
}
