import { type Context, Hono } from "hono";
import { html, raw } from "hono/html";
import type { PageContext, PageMaker } from "../../dashboards/mod.ts";
import type { AppDeps } from "../deps.ts";
import { reportPolicy, wasmPolicy } from "./headers.ts";
import { Problem } from "./problem.ts";

// Plot and linkedom cost 50 ms: loaded with the first page, not with the server.
const dashboards = () => import("../../dashboards/mod.ts");

/** `/` and `/systems/:system/*`: the pages, drawn here and kept until the data behind them changes. */
export function pageRoutes(deps: AppDeps): Hono {
  const { systems, board, hub } = deps;
  const drawn = new Map<string, Promise<string>>();
  let drawnOf = "";

  const makers = async (): Promise<readonly PageMaker[]> => {
    const { overview, drift, offlineOnline, feedback, reports } =
      await dashboards();
    return [overview, drift, offlineOnline, feedback, reports];
  };

  const contextOf = (c: Context, system: string): PageContext => ({
    system,
    params: c.req.query(),
    ask: board.ask,
    today: new Date(deps.clock()).toISOString().slice(0, 10),
    counters: hub.counters(system),
    bins: hub.bins(system),
  });

  async function draw(maker: PageMaker, context: PageContext): Promise<string> {
    const { newDocument, renderPage } = await dashboards();
    return await renderPage(await maker.make(context), {
      ask: board.ask,
      document: await newDocument(),
    });
  }

  /** Draws a page once for each version of the data; whoever asks meanwhile waits for the same drawing. */
  function drawOnce(key: string, make: () => Promise<string>): Promise<string> {
    if (drawnOf !== board.version() || drawn.size > 200) drawn.clear();
    drawnOf = board.version();
    const found = drawn.get(key) ?? make().catch((error) => {
      drawn.delete(key);
      throw error;
    });
    drawn.set(key, found);
    return found;
  }

  async function whole(
    system: string,
    slug: string,
    title: string,
    main: string,
    scripts: readonly string[] = [],
  ): Promise<string> {
    const { layout } = await dashboards();
    const pages = [...await makers(), { slug: "explore", title: "Explore" }];
    const data = board.version();
    return layout({ title, system, slug, pages, data, main, scripts });
  }

  return new Hono()
    .get("/", (c) => {
      const [first] = systems.keys();
      if (first === undefined) throw notFound(c);
      return c.redirect(`/systems/${first}/overview`);
    })
    .get(
      "/systems/:system",
      (c) => c.redirect(`/systems/${systemOf(c, deps)}/overview`),
    )
    .get("/systems/:system/reports/:name", async (c) => {
      const name = c.req.param("name"), system = systemOf(c, deps);
      const isName = /^\d{4}-\d{2}-\d{2}\.(html|json)$/.test(name);
      const text = isName
        ? await deps.report(system, `report-${name}`)
        : undefined;
      if (text === undefined) throw notFound(c);
      if (name.endsWith(".json")) {
        return c.body(text, 200, { "content-type": "application/json" });
      }
      c.header("content-security-policy", reportPolicy);
      return c.html(text);
    })
    .get("/systems/:system/explore", async (c) => {
      const system = systemOf(c, deps);
      const { explore } = await dashboards();
      c.header("content-security-policy", wasmPolicy);
      return c.html(
        await whole(system, "explore", "Explore", explore(system), [
          "/assets/explore.js",
        ]),
      );
    })
    .get("/systems/:system/:page/sections/:section", async (c) => {
      const context = contextOf(c, systemOf(c, deps));
      const page = await (await makerOf(c)).make(context);
      const section = page.sections.find(({ id }) =>
        id === c.req.param("section")
      );
      if (!section) throw notFound(c);
      const { newDocument, renderSection } = await dashboards();
      c.header("cache-control", "no-store");
      return c.html(
        await renderSection(section, {
          ask: board.ask,
          document: await newDocument(),
        }),
      );
    })
    .get("/systems/:system/:page", async (c) => {
      const system = systemOf(c, deps), maker = await makerOf(c);
      c.header("cache-control", "no-store");
      if (!board.isReady()) {
        return c.html(
          await whole(system, maker.slug, maker.title, preparing(board.work())),
          503,
          { "retry-after": "2" },
        );
      }
      const context = contextOf(c, system);
      // The overview shows the last minutes, so it is drawn for each reader.
      const main = maker.slug === "overview"
        ? await draw(maker, context)
        : await drawOnce(
          `${maker.slug}?${new URLSearchParams(context.params)}`,
          () => draw(maker, context),
        );
      return c.html(await whole(system, maker.slug, maker.title, main));
    });

  async function makerOf(c: Context): Promise<PageMaker> {
    const slug = c.req.param("page");
    const maker = (await makers()).find((each) => each.slug === slug);
    if (!maker) throw notFound(c);
    return maker;
  }
}

function systemOf(c: Context, { systems }: AppDeps): string {
  const system = c.req.param("system") ?? "";
  if (!systems.has(system)) throw notFound(c);
  return system;
}

function notFound(c: Context): Problem {
  return new Problem(
    404,
    "not_found",
    `Cannot find "${c.req.path}": there is no such page`,
  );
}

function preparing(
  work: { readonly what: string; readonly share: number } | undefined,
): string {
  const percent = Math.round((work?.share ?? 0) * 100);
  return String(html`
    <header class="lede">
      <h1>One moment</h1>
      <p>The tables behind the dashboards are being made, once for this data. The page shows itself when they are there; scoring works already.</p>
    </header>
    <div
      class="wait"><progress max="100" value="${percent}" aria-label="Progress"></progress>
    <p>${work?.what ?? "Starting"}: ${raw(String(percent))} %</p></div>
  `);
}
