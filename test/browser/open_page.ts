import type { Browser, Page } from "playwright-core";

/** How a page is looked at: size in CSS pixels, colour scheme, motion. */
export interface View {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
}

/** Something a page did that nobody wants: a refused resource, an error on the console, an uncaught throw, a failed request. */
export interface Problem {
  readonly kind: "csp" | "console" | "throw" | "request";
  readonly text: string;
}

/** A loaded page and what went wrong on it so far; `close` ends it. */
export interface OpenPage {
  readonly page: Page;
  readonly problems: readonly Problem[];
  readonly close: () => Promise<void>;
}

/** A phone and a desk, each in light and dark: the four views every page must stand. */
export const views = {
  phone: { width: 390, height: 844, dark: false },
  phoneDark: { width: 390, height: 844, dark: true },
  desktop: { width: 1280, height: 900, dark: false },
  desktopDark: { width: 1280, height: 900, dark: true },
} as const satisfies Record<string, View>;

/**
 * Opens an address, a file or HTML text in its own context and waits until it has loaded.
 *
 * Target: `http:`, `https:` and `file:` addresses, text that starts with `<`, else a path. Motion is reduced.
 * Pages with an event stream never fall idle, so the wait ends at `load`; wait for what the test needs.
 */
export async function openPage(
  browser: Browser,
  target: string,
  { width = 1280, height = 900, dark = false }: View = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const problems: Problem[] = [];
  const note = (kind: Problem["kind"], text: string) =>
    problems.push({ kind, text });
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const text = message.text();
    note(/Content Security Policy/i.test(text) ? "csp" : "console", text);
  });
  page.on("pageerror", (error) => note("throw", error.stack ?? error.message));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    if (reason !== "net::ERR_ABORTED") {
      note("request", `${request.url()}: ${reason}`);
    }
  });
  if (target.startsWith("<")) {
    await page.setContent(target, { waitUntil: "load" });
  } else await page.goto(address(target), { waitUntil: "load" });
  return { page, problems, close: () => context.close() };
}

function address(target: string): string {
  if (/^(https?|file):/.test(target)) return target;
  return new URL(target, `file://${Deno.cwd()}/`).href;
}
