import { chromium } from "../browser/chromium.ts";
import { openPage } from "../browser/open_page.ts";
import type { LookAt } from "./judge_texts.ts";

/** Opens HTML in a real Chromium: nothing of the texts in it may run, load, or become an element. */
export async function openLook(): Promise<
  { readonly lookAt: LookAt; close(): Promise<void> }
> {
  const browser = await chromium();
  return {
    async lookAt(html) {
      const { page, problems, close } = await openPage(browser, html);
      try {
        const found = await page.evaluate(() => {
          const all = [...document.querySelectorAll("*")];
          const acting = all.filter((element) =>
            [...element.attributes].some(({ name, value }) =>
              name.startsWith("on") ||
              /^(href|src|xlink:href|action)$/.test(name) &&
                /^\s*(javascript|data:text)/i.test(value)
            )
          );
          return {
            pwned: "__pwned" in globalThis,
            scripts: document.scripts.length,
            frames: document.querySelectorAll("iframe,object,embed").length,
            acting: acting.map(({ outerHTML }) => outerHTML.slice(0, 100)),
          };
        });
        const problem = problems.find(({ kind }) => kind !== "console");
        if (found.pwned) return "a text ran as script";
        if (found.scripts + found.frames > 0) return "a text became an element";
        if (found.acting.length > 0) {
          return `an attribute acts: ${found.acting[0]}`;
        }
        return problem && `${problem.kind}: ${problem.text}`;
      } finally {
        await close();
      }
    },
    close: () => browser.close(),
  };
}
