import type { MiddlewareHandler } from "hono";

/** What a page may load and do: nothing but files of its own origin, no inline script or style. */
export const pagePolicy = policy();

/** The same for the one page that runs WebAssembly. */
export const wasmPolicy = policy({ script: "'self' 'wasm-unsafe-eval'" });

/** For a saved report: its own inline styles, no script, no request. */
export const reportPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** Sets the headers that keep a browser from doing more than was meant; a route may set its own policy before. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers } = c.res;
  if (!headers.has("content-security-policy")) {
    headers.set("content-security-policy", pagePolicy);
  }
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "no-referrer");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set(
    "permissions-policy",
    "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  );
};

function policy({ script = "'self'" } = {}): string {
  return [
    "default-src 'none'",
    `script-src ${script}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
