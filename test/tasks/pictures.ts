/**
 * Takes README's pictures: a report and a dashboard of the demo world.
 *
 * ```sh
 * deno task pictures
 * ```
 */
import { read, report } from "../../lib/native/mod.ts";
import { openServer } from "../../server/cli/open_server.ts";
import { serveFlags } from "../../server/cli/serve_flags.ts";
import { chromium } from "../browser/chromium.ts";
import { openPage } from "../browser/open_page.ts";
import { root } from "./deno.ts";

const exposures = `${root}data/streamflix/out/exposures`;
const days = (from: string, to: string) =>
  read(exposures, { where: `dt >= '${from}' and dt < '${to}'` });
const made = await report(await days("2026-02-19", "2026-02-22"), {
  reference: await days("2026-01-26", "2026-02-09"),
  label: "clicked",
  score: "score",
  time: "ts",
  arrival: "arrival",
  query: "request_id",
  entity: "entity",
  item: "item",
  version: "model",
  explored: "explored",
  exclude: [
    "watched",
    "watch_share",
    "left_early",
    "saved",
    "searched",
    "rating",
    "dt",
  ],
});

const server = await openServer(serveFlags(["--port", "0"]), () => {});
const browser = await chromium();
const pictures = {
  report: made.html(),
  drift: `${server.address}/systems/streamflix/drift`,
};
try {
  for (const [name, target] of Object.entries(pictures)) {
    const { page, close } = await openPage(browser, target, {
      width: 1180,
      height: 860,
    });
    await page.waitForTimeout(1000);
    await page.screenshot({ path: `${root}test/output/${name}.png` });
    await close();
    console.log(`test/output/${name}.png`);
  }
} finally {
  await browser.close();
  await server.stop();
}
Deno.exit(0);
