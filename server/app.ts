import { Hono } from "hono";
import { compress } from "hono/compress";
import { routePath } from "hono/route";
import { openAPIRouteHandler } from "hono-openapi";
import type { AppDeps } from "./deps.ts";
import { assetRoutes } from "./routes/assets.ts";
import { eventRoutes } from "./routes/events.ts";
import { guard } from "./routes/guard.ts";
import { securityHeaders } from "./routes/headers.ts";
import { healthRoutes } from "./routes/health.ts";
import { pageRoutes } from "./routes/pages.ts";
import { Problem, problemResponse } from "./routes/problem.ts";
import { resultRoutes } from "./routes/results.ts";
import { scoreRoutes } from "./routes/score.ts";
import { seriesRoutes } from "./routes/series.ts";
import { systemRoutes } from "./routes/systems.ts";

/**
 * Builds the server: scoring, results, live events, health and dashboards. No I/O; all of it comes in through `deps`.
 *
 * Every answer carries the security headers; every error is `application/problem+json` with a stable `code` and counted.
 */
export function createApp(deps: AppDeps): Hono {
  const { metrics, hub, version } = deps;
  const app = new Hono();
  app.use(async (c, next) => {
    const began = performance.now();
    await next();
    metrics.answered(
      routePath(c, -1),
      c.req.method,
      c.res.status,
      (performance.now() - began) / 1000,
    );
  });
  app.use(securityHeaders);
  app.use(guard(deps.hosts ? { hosts: deps.hosts } : {}));
  app.use("/systems/*", compress());
  app.use("/assets/:name", compress());

  app.onError((error, c) => {
    const problem = error instanceof Problem ? error : new Problem(
      500,
      "internal",
      "The server failed while it answered; the fault is in its log",
      { cause: error },
    );
    if (problem.status >= 500) {
      deps.onFault?.(problem.cause ?? problem);
    } else {
      hub.refused();
    }
    metrics.refused(problem.code);
    return problemResponse(c, problem);
  });
  app.notFound((c) => {
    metrics.refused("not_found");
    hub.refused();
    return problemResponse(
      c,
      new Problem(
        404,
        "not_found",
        `Cannot find "${c.req.path}": there is nothing at this address`,
      ),
    );
  });

  app.route("/", healthRoutes(deps));
  app.route("/", scoreRoutes(deps));
  app.route("/", eventRoutes(deps));
  app.route("/", systemRoutes(deps));
  app.route("/", resultRoutes(deps));
  app.route("/", seriesRoutes(deps));
  app.route("/", assetRoutes(deps));
  app.route("/", pageRoutes(deps));
  app.get(
    "/openapi.json",
    openAPIRouteHandler(app, {
      documentation: {
        info: {
          title: "Sightglass",
          version,
          description: "Scoring, and what is seen of it",
        },
      },
      exclude: [/^\/(systems|assets)?(\/|$)/],
    }),
  );
  return app;
}
