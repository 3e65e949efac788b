import { parseHTML } from "linkedom";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  drift,
  feedback,
  layout,
  newDocument,
  offlineOnline,
  overview,
  type PageMaker,
  renderPage,
  reports,
} from "../../dashboards/mod.ts";
import type { DuckDb } from "../../lib/native/mod.ts";
import { hostile, smallBoard } from "./small_board.ts";

let engine: DuckDb;
beforeAll(async () => void (engine = await smallBoard()));
afterAll(() => engine.close());

async function drawn(
  maker: PageMaker,
  params: Record<string, string> = {},
): Promise<Document> {
  const ask = engine.rows;
  const page = await maker.make({
    system: "streamflix",
    params,
    ask,
    today: "2026-01-21",
  });
  const main = await renderPage(page, { ask, document: await newDocument() });
  const html = layout({
    title: page.title,
    system: "streamflix",
    slug: page.slug,
    pages: [],
    data: "1",
    main,
  });
  return parseHTML(html).document as unknown as Document;
}

const answerOf = (page: Document, id: string) =>
  page.querySelector(`#${id} .answer`)?.textContent.replaceAll("\u00a0", " ");

const all = [overview, drift, offlineOnline, feedback, reports];

test.each(all)(
  "$slug draws each section with a question, a labelled figure, how to read it and what to do",
  async (maker) => {
    const page = await drawn(maker);
    const sections = [...page.querySelectorAll("section")];
    expect(sections.length).toBeGreaterThan(0);
    for (const section of sections) {
      expect(section.querySelector("h2")?.textContent).toMatch(/\?$/);
      expect(section.querySelectorAll(".notes p").length).toBe(2);
      for (const svg of section.querySelectorAll("svg")) {
        expect(svg.getAttribute("role")).toBe("img");
        expect(svg.getAttribute("aria-label")).not.toBe("");
      }
    }
  },
);

test.each(all)(
  "$slug holds no inline style, no inline script and no number that is none",
  async (maker) => {
    const page = await drawn(maker, { column: "device", day: "2026-01-19" });
    expect(page.querySelectorAll("style, [style]").length).toBe(0);
    expect(page.querySelectorAll("script:not([src])").length).toBe(0);
    expect(page.querySelectorAll("[onerror], main img").length).toBe(0);
    const odd = [...page.querySelectorAll("svg, .answer, td, .tiles")].filter(
      ({ outerHTML }) => /NaN|undefined|Infinity/.test(outerHTML),
    );
    expect(odd.length).toBe(0);
  },
);

test("overview tells the newest day that is over, its verdict and the worst fallback day", async () => {
  const page = await drawn(overview);
  expect(answerOf(page, "now")).toContain("20 Jan is not judged yet");
  expect(answerOf(page, "traffic")).toBe(
    "20 requests on 20 Jan, 0 % more than a week before.",
  );
  expect(answerOf(page, "fallback")).toContain(
    "The worst day was 13 Jan: 10.0 % of requests",
  );
  expect(answerOf(page, "missing")).toBe(
    "At most 50.0 % in one column: minutes on 16 Jan.",
  );
});

test("drift puts the column with the most failed days first and shows its new values", async () => {
  const page = await drawn(drift, { column: "device" });
  expect(answerOf(page, "heat")).toContain("2 columns failed");
  expect(page.querySelector("#column h2")?.textContent).toBe(
    "How does device look on 19 Jan?",
  );
  expect(answerOf(page, "column")).toContain("5.0 % of the day's rows");
  expect(page.querySelector("#column svg")?.textContent).toContain("new");
});

test("drift tells why a column is in alarm, as text, and where it moved", async () => {
  const page = await drawn(drift, { column: "minutes", day: "2026-01-16" });
  expect(answerOf(page, "cause")).toContain("minutes is half empty");
  const said = [...page.querySelectorAll("#cause li")].map((item) =>
    item.textContent
  );
  expect(said).toEqual([
    "It began on that day.",
    "Look at <b>what</b> was deployed first.",
  ]);
  const quiet = await drawn(drift, { column: "genre", day: "2026-01-16" });
  expect(answerOf(quiet, "cause")).toContain("It is not");
});

test("drift counts on how many planted days the planted column failed", async () => {
  const page = await drawn(drift);
  expect(page.querySelector("#planted tbody")?.textContent).toContain("1 of 1");
});

test("drift ignores a column that is not there", async () => {
  const page = await drawn(drift, { column: hostile });
  expect(page.querySelector("#column")).not.toBeNull();
});

test("drift shows a hostile value as text", async () => {
  const page = await drawn(drift, { column: "device", day: "2026-01-19" });
  expect(answerOf(page, "column")).toContain("</script>");
});

test("feedback's Gini counts titles that nobody saw", async () => {
  const [row] = await engine.rows({
    text:
      `with x as (select c.day, t.i, coalesce(d.exposures, 0) as x from catalogue_day c cross join range(50) t(i)
      left join item_day d on d.day = c.day and d.item = t.i where c.day = date '2026-01-20')
    select sum(abs(a.x - b.x)) / (2 * sum(a.x)) as gini from x a, x b`,
  });
  const page = await feedback.make({
    system: "streamflix",
    params: {},
    ask: engine.rows,
    today: "2026-01-21",
  });
  const rows = await engine.rows(page.sections[0]!.panel.sql);
  expect(Number(rows.at(-1)?.gini)).toBeCloseTo(Number(row?.gini), 12);
});

test("reports link the page and the JSON of each judged day, newest first", async () => {
  const page = await drawn(reports);
  const links = [...page.querySelectorAll("#reports a")].map((link) =>
    link.getAttribute("href")
  );
  expect(links.length).toBe(24);
  expect(links.slice(0, 2)).toEqual([
    "/systems/streamflix/reports/2026-01-19.html",
    "/systems/streamflix/reports/2026-01-19.json",
  ]);
});
