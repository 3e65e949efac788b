import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** Every code an error answer can carry; a code never changes its meaning. */
export type ProblemCode =
  | "bad_json"
  | "bad_request"
  | "body_too_large"
  | "duplicate_key"
  | "foreign_host"
  | "foreign_origin"
  | "internal"
  | "log_unavailable"
  | "method_not_allowed"
  | "not_found"
  | "not_ready"
  | "too_busy"
  | "unknown_system"
  | "unsupported_encoding"
  | "unsupported_media_type";

/** An error answer: thrown by a route, written by the app. */
export class Problem extends Error {
  override readonly name = "Problem";
  /** Builds the error; `message` is one sentence for the caller, without anything internal. */
  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: ProblemCode,
    message: string,
    options?: ErrorOptions & ProblemOptions,
  ) {
    super(message, options);
    this.retrySeconds = options?.retrySeconds;
  }

  /** Seconds after which the same request may do better; undefined when it will not. */
  readonly retrySeconds: number | undefined;
}

/** What a problem may say beside its sentence. */
export interface ProblemOptions {
  readonly retrySeconds?: number;
}

/** The answer of a problem as `application/problem+json`. Source: RFC 9457. */
export function problemResponse(c: Context, problem: Problem): Response {
  const { status, code, message } = problem;
  return c.body(
    JSON.stringify({
      type: `urn:sightglass:problem:${code}`,
      title: titles[code],
      status,
      code,
      detail: message,
    }),
    status,
    {
      "content-type": "application/problem+json",
      ...(problem.retrySeconds === undefined
        ? {}
        : { "retry-after": String(problem.retrySeconds) }),
    },
  );
}

const titles: Readonly<Record<ProblemCode, string>> = {
  bad_json: "The body is not JSON",
  bad_request: "The request has a wrong shape",
  body_too_large: "The body is too large",
  duplicate_key: "A key stands twice in one object",
  foreign_host: "This host name is not served here",
  foreign_origin: "Other sites may not write here",
  internal: "The server failed",
  log_unavailable: "The event could not be logged",
  method_not_allowed: "This address takes another method",
  not_found: "There is nothing at this address",
  not_ready: "The server is not ready yet",
  too_busy: "More comes in than can be written",
  unknown_system: "There is no such system",
  unsupported_encoding: "This content encoding is not read here",
  unsupported_media_type: "This content type is not read here",
};
