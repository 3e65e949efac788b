/**
 * Takes a picture of a page, a file or a report, and prints what went wrong on it.
 *
 * ```sh
 * deno run -A test/browser/screenshot.ts URL-or-file OUT.png [--width 1280] [--height 900] [--dark] [--full] [--wait MS] [--axe]
 * ```
 */
import { parseArgs } from "node:util";
import { axe } from "./axe.ts";
import { chromium } from "./chromium.ts";
import { openPage } from "./open_page.ts";

const { values, positionals: [target, out] } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: "string", default: "1280" },
    height: { type: "string", default: "900" },
    dark: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
    wait: { type: "string", default: "200" },
    axe: { type: "boolean", default: false },
  },
});
if (target === undefined || out === undefined) {
  console.error(
    "Usage: screenshot.ts URL-or-file OUT.png [--width N] [--height N] [--dark] [--full] [--wait MS] [--axe]",
  );
  Deno.exit(2);
}

const browser = await chromium();
try {
  const { page, problems } = await openPage(browser, target, {
    width: Number(values.width),
    height: Number(values.height),
    dark: values.dark,
  });
  await page.waitForTimeout(Number(values.wait));
  await page.screenshot({ path: out, fullPage: values.full });
  for (const { kind, text } of problems) console.log(`${kind}: ${text}`);
  for (
    const { rule, impact, help, nodes } of values.axe ? await axe(page) : []
  ) {
    console.log(`axe ${rule} (${impact}): ${help}\n  ${nodes.join("\n  ")}`);
  }
} finally {
  await browser.close();
}
