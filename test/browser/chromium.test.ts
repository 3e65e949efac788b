import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axe } from "./axe.ts";
import { chromium } from "./chromium.ts";
import { openPage, views } from "./open_page.ts";

let browser: Browser;
beforeAll(async () => void (browser = await chromium()), 60_000);
afterAll(() => browser.close());

const html = (body: string, policy = "default-src 'none'") =>
  `<!doctype html><html lang="en"><head><meta http-equiv="content-security-policy" content="${policy}">
  <title>Page</title></head><body><main><h1>Page</h1>${body}</main></body></html>`;

test("openPage() shows the page in the size and colour scheme asked for", async () => {
  const { page, close } = await openPage(
    browser,
    html("<p>text</p>"),
    views.phoneDark,
  );
  const seen = await page.evaluate(
    () => [
      innerWidth,
      innerHeight,
      matchMedia("(prefers-color-scheme: dark)").matches,
    ],
  );
  expect(seen).toEqual([390, 844, true]);
  await close();
});

test("openPage() of a sound page has no problems, and axe() finds none", async () => {
  const { page, problems, close } = await openPage(
    browser,
    html("<p>text</p>"),
  );
  expect(problems).toEqual([]);
  expect(await axe(page)).toEqual([]);
  await close();
});

test("openPage() reports what the content security policy refused", async () => {
  const { problems, close } = await openPage(
    browser,
    html("<script>document.title = 'ran'</script>"),
  );
  expect(problems.map(({ kind }) => kind)).toEqual(["csp"]);
  await close();
});

test("openPage() reports uncaught throws and console errors", async () => {
  const body =
    "<script>console.error('told'); throw new Error('thrown')</script>";
  const { problems, close } = await openPage(
    browser,
    html(body, "script-src 'unsafe-inline'"),
  );
  expect(problems.map(({ kind }) => kind).sort()).toEqual(["console", "throw"]);
  await close();
});

test("axe() finds an image without a text, whatever the policy", async () => {
  const { page, close } = await openPage(browser, html("<img>"));
  expect((await axe(page)).map(({ rule }) => rule)).toEqual(["image-alt"]);
  await close();
});
