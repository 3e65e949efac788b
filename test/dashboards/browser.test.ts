import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DuckDb } from "../../lib/native/mod.ts";
import { createApp } from "../../server/app.ts";
import { listen } from "../../server/cli/listen.ts";
import { dashboardAssets } from "../../server/cli/dashboard_assets.ts";
import { axe } from "../browser/axe.ts";
import { chromium } from "../browser/chromium.ts";
import { openPage, views } from "../browser/open_page.ts";
import { fakeDeps } from "../server/fake_deps.ts";
import { type TinyServer, tinyServer, until } from "../server/open_server.ts";
import { smallBoard } from "./small_board.ts";

let browser: Browser, server: TinyServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([chromium(), tinyServer()]);
  await until("all days are judged", async () => {
    const { items } = await (await fetch(
      `${server.address}/v1/results?from=2026-01-26&to=2026-01-27&limit=1`,
    )).json();
    return items.length > 0;
  });
}, 180_000);
afterAll(async () => {
  await browser.close();
  await server.end();
}, 60_000);

const pages = ["overview", "drift", "offline-online", "feedback", "reports"];
const at = (page: string) => `${server.address}/systems/streamflix/${page}`;

test.each(pages)(
  "%s is clean for axe, the console and the policy on phone and desk, light and dark",
  async (name) => {
    for (const [view, size] of Object.entries(views)) {
      const { page, problems, close } = await openPage(browser, at(name), size);
      await page.locator(".on").waitFor();
      expect([view, await axe(page)]).toEqual([view, []]);
      expect([view, problems]).toEqual([view, []]);
      const wide = await page.evaluate(() =>
        document.documentElement.scrollWidth - innerWidth
      );
      expect([view, Math.max(0, wide)]).toEqual([view, 0]);
      await close();
    }
  },
  60_000,
);

test(
  "a scored request moves the counter and the strip without a reload",
  async () => {
    const { page, problems, close } = await openPage(browser, at("overview"));
    await page.locator(".on").waitFor();
    const before = await page.locator("#live").innerHTML();
    for (let i = 0; i < 40; i++) {
      const answer = await fetch(`${server.address}/v1/score/streamflix`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          entity: "u1",
          context: { device: "tv", country: "DE" },
        }),
      });
      await answer.body?.cancel();
    }
    await page.waitForFunction(() =>
      document.querySelector("[data-counter=perSecond]")!.textContent !==
        "0.0 / s"
    );
    await page.waitForFunction(
      (html) => document.querySelector("#live")!.innerHTML !== html,
      before,
    );
    expect(problems).toEqual([]);
    await close();
  },
  30_000,
);

test("eight tabs share one event stream", async () => {
  const context = await browser.newContext();
  const tabs = await Promise.all(
    Array.from({ length: 8 }, () => context.newPage()),
  );
  await Promise.all(tabs.map((tab) => tab.goto(at("feedback"))));
  for (const tab of tabs) await tab.locator(".on").waitFor();
  const isOne = async () => {
    const text = await (await fetch(`${server.address}/metrics`)).text();
    return text.includes("sightglass_live_listeners 1\n");
  };
  await until("streams of closed pages are gone", isOne, 20_000);
  await tabs[0]!.close();
  await until("another tab took over", isOne, 20_000);
  await tabs[1]!.locator(".on").waitFor();
  await context.close();
}, 60_000);

test(
  "explore runs SQL in the browser on the published snapshot, and tells what is wrong with a query",
  async () => {
    const { page, problems, close } = await openPage(browser, at("explore"));
    await page.locator("#answer td").first().waitFor({ timeout: 30_000 });
    await page.fill("#sql", "select 41 + 1 as answer");
    await page.click("#ask button");
    await page.locator("#answer td", { hasText: "42" }).waitFor();
    await page.click("text=Click rate by day and model");
    await page.locator("#chart svg[role=img]").waitFor();
    await page.fill("#sql", "select nothing from nowhere");
    await page.click("#ask button");
    await page.locator("#state", { hasText: "nowhere" }).waitFor();
    expect(await axe(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  },
  60_000,
);

test("names that would run in a careless page are text here", async () => {
  const engine: DuckDb = await smallBoard();
  const hostile = await listen(
    createApp(fakeDeps(engine, { asset: dashboardAssets() })),
    { host: "127.0.0.1", port: 0 },
  );
  for (
    const name of ["overview", "drift?column=device&day=2026-01-19", "reports"]
  ) {
    const { page, problems, close } = await openPage(
      browser,
      `${hostile.address}/systems/streamflix/${name}`,
    );
    expect(await page.evaluate(() => "__pwned" in globalThis)).toBe(false);
    expect(await page.locator("main").textContent()).toContain("</script>");
    expect(problems).toEqual([]);
    await close();
  }
  await hostile.close(0);
  engine.close();
}, 60_000);

test("a report of a day opens under a policy that runs nothing", async () => {
  const { page, problems, close } = await openPage(
    browser,
    at("reports/2026-01-26.html"),
  );
  expect(await page.title()).not.toBe("");
  expect(problems).toEqual([]);
  await close();
});
