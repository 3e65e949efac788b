import { type Browser, chromium as playwright } from "playwright-core";
import { chromiumPath } from "./chromium_path.ts";

/**
 * A running headless Chromium; close it when done.
 *
 * Error: Error when there is none for this machine, with the command that installs one.
 */
export async function chromium(): Promise<Browser> {
  const { executablePath, env } = await chromiumPath();
  return await playwright.launch({
    executablePath,
    env,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}
