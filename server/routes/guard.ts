import type { MiddlewareHandler } from "hono";
import { Problem } from "./problem.ts";

/** Host names that are served beside IP addresses and localhost. */
export interface GuardOptions {
  /** Defaults to none. */
  readonly hosts?: readonly string[];
}

/**
 * Refuses requests under a foreign host name, and writes that another site's page sends.
 *
 * DNS rebinding needs a name that its owner can point at us, so IP addresses and localhost are safe and any other name
 * must be listed. A browser says where a write comes from (`Origin`, `Sec-Fetch-Site`); programs send neither.
 */
export function guard({ hosts = [] }: GuardOptions = {}): MiddlewareHandler {
  const known = new Set(hosts.map((host) => host.toLowerCase()));
  return async (c, next) => {
    const url = new URL(c.req.url);
    if (!isLocal(url.hostname) && !known.has(url.hostname)) {
      throw new Problem(
        403,
        "foreign_host",
        `Cannot answer for host "${url.hostname}": it is not served here, an IP address, localhost or the name given by --host is needed`,
      );
    }
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      const origin = c.req.header("origin");
      const site = c.req.header("sec-fetch-site");
      const foreign = origin !== undefined && hostOf(origin) !== url.host ||
        site === "cross-site" || site === "same-site";
      if (foreign) {
        throw new Problem(
          403,
          "foreign_origin",
          `Cannot take a write from "${
            origin ?? site
          }": only pages of this server may write`,
        );
      }
    }
    await next();
  };
}

function isLocal(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") ||
    hostname.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
