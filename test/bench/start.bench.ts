/**
 * Times `deno task start` until a dashboard is painted in Chromium: warm, and with --cold also from a fresh clone with an
 * empty cache, downloads and demo world included.
 *
 * Run: deno task bench start [--cold]
 */
import { spawn } from "node:child_process";
import type { Browser } from "playwright-core";
import { chromium } from "../browser/chromium.ts";
import { startServer } from "./start_server.ts";

const root = new URL("../../", import.meta.url).pathname;
const browser = await chromium();
try {
  await (await startServer()).stop();
  for (let run = 1; run <= 3; run++) {
    const began = performance.now();
    const server = await startServer();
    const listening = performance.now() - began;
    await painted(browser, server.address);
    const ms = performance.now() - began;
    console.log(
      `warm start ${run}: listening after ${
        listening.toFixed(0)
      } ms, first painted dashboard after ${ms.toFixed(0)} ms`,
    );
    await server.stop();
  }
  if (Deno.args.includes("--cold")) await cold(browser);
} finally {
  await browser.close();
}

async function cold(browser: Browser): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "sightglass-cold-" });
  const clone = await new Deno.Command("git", {
    args: ["clone", "--quiet", root, `${folder}/clone`],
  }).output();
  if (!clone.success) throw new Error("Cannot clone the repository");
  const began = performance.now();
  const child = spawn(Deno.execPath(), ["task", "start", "--port", "8765"], {
    cwd: `${folder}/clone`,
    env: { ...Deno.env.toObject(), DENO_DIR: `${folder}/deno` },
    stdio: ["ignore", "inherit", "inherit"],
    detached: true,
  });
  const ended = new Promise<void>((resolve) =>
    child.on("close", () => resolve())
  );
  try {
    await painted(browser, "http://127.0.0.1:8765");
    console.log(
      `cold start: first painted dashboard after ${
        ((performance.now() - began) / 1000).toFixed(1)
      } s`,
    );
  } finally {
    Deno.kill(-child.pid!, "SIGTERM");
    await ended;
    await Deno.remove(folder, { recursive: true });
  }
}

/** Resolves when the overview shows its first chart. */
async function painted(browser: Browser, address: string): Promise<void> {
  const page = await browser.newPage();
  for (;;) {
    const answer = await page.goto(`${address}/systems/streamflix/overview`)
      .catch(() => undefined);
    if (answer?.status() === 200) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await page.locator("#traffic svg").first().waitFor({ state: "visible" });
  await page.close();
}
