import { html, raw } from "hono/html";
import type { EngineRow } from "../lib/mod.ts";
import type { Answer, Ask, Page, Section } from "./page.ts";

/** What pages are drawn with. */
export interface RenderOptions {
  readonly ask: Ask;
  readonly document: Document;
}

/** Widths at which figures are drawn: beside their text on a desk, and on a phone. */
export const widths = { wide: 720, narrow: 342 } as const;

/** Draws all sections of a page as the HTML of its `<main>`. */
export async function renderPage(
  page: Page,
  options: RenderOptions,
): Promise<string> {
  const sections: string[] = [];
  for (const section of page.sections) {
    sections.push(await renderSection(section, options));
  }
  return String(html`
    <header class="lede">
      <h1>${page.title}</h1>
      <p>${page.lede}</p>
    </header>
    ${raw(sections.join("\n"))}
  `);
}

/** Draws one section: question, answer, figure, how to read it, what to do. */
export async function renderSection(
  section: Section,
  { ask, document }: RenderOptions,
): Promise<string> {
  const { id, question, panel, read, act } = section;
  const rows = await ask(panel.sql);
  return String(html`<section id="${id}" aria-labelledby="${id}-question">
<h2 id="${id}-question">${question}</h2>
${answerOf(section, rows)}
<figure>${
    raw(figuresOf(section, rows, document))
  }<figcaption>${panel.title}</figcaption></figure>
<div class="notes"><p><b>How to read it</b> ${read}</p><p><b>What to do</b> ${act}</p></div>
</section>`);
}

function answerOf({ answer }: Section, rows: readonly EngineRow[]) {
  const found: Answer | undefined = answer?.(rows);
  if (!found) return "";
  return found.verdict === undefined
    ? html`<p class="answer">${found.text}</p>`
    : html`
      <p
        class="answer"><span class="verdict ${found.verdict}">${found
          .verdict}</span> ${found.text}</p>
    `;
}

function figuresOf(
  { panel }: Section,
  rows: readonly EngineRow[],
  document: Document,
): string {
  const at = (width: number) => panel.plot(rows, { width, document }).outerHTML;
  return panel.fluid
    ? at(widths.wide)
    : `<div class="wide">${at(widths.wide)}</div><div class="narrow">${
      at(widths.narrow)
    }</div>`;
}
