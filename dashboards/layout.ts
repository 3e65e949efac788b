import { html, raw } from "hono/html";

/** What stands around a page. */
export interface LayoutOptions {
  readonly title: string;
  readonly system: string;
  readonly slug: string;
  readonly pages: readonly { readonly slug: string; readonly title: string }[];
  /** Version of the data behind the page: another one means that it can be drawn anew. */
  readonly data: string;
  /** The HTML of `<main>`. */
  readonly main: string;
  /** Scripts beside the one that keeps pages alive. */
  readonly scripts?: readonly string[];
}

/** A whole page: navigation, main part, live line; no inline script and no inline style. */
export function layout(options: LayoutOptions): string {
  const { title, system, slug, pages, data, main, scripts = [] } = options;
  return String(html`
    <!doctype html>
    <html lang="en" data-system="${system}" data-version="${data}">
      <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title} · ${system} · Sightglass</title>
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/style.css">
    <script type="module" src="/assets/live.js"></script>
    ${scripts.map((src) => html`<script type="module" src="${src}"></script>`)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="bar">
          <a class="brand"
            href="/"><img src="/assets/icon.svg" alt="" width="22" height="22"> Sightglass</a>
          <span class="system">${system}</span>
          <nav aria-label="Pages">
            <ul>
    ${pages.map((page) =>
      html`<li><a href="/systems/${system}/${page.slug}"${
        page.slug === slug ? raw(' aria-current="page"') : ""
      }>${page.title}</a></li>`
    )}
            </ul>
          </nav>
          <p class="live"
            role="status"><span class="lamp" aria-hidden="true"></span><span data-live>not live</span></p>
        </header>
        <main id="main" tabindex="-1">
    ${raw(main)}
        </main>
        <footer>
          <p>Data as of version <code>${data.slice(
            0,
            12,
          )}</code>. Bands are 95 % intervals. Days are UTC.</p>
        </footer>
      </body>
    </html>
  `);
}
