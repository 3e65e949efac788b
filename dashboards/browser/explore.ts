import { type BrowserEngine, openBrowserEngine } from "../browser.ts";
import { type AnswerRow, autoChart } from "../charts/auto_chart.ts";
import { table } from "../charts/table.ts";

const section = document.querySelector<HTMLElement>("#explore")!;
const form = document.querySelector<HTMLFormElement>("#ask")!;
const box = document.querySelector<HTMLTextAreaElement>("#sql")!;
const state = document.querySelector<HTMLElement>("#state")!;
const answer = document.querySelector<HTMLElement>("#answer")!;
const chart = document.querySelector<HTMLElement>("#chart")!;
const most = 500;

for (const button of document.querySelectorAll<HTMLElement>("[data-query]")) {
  button.addEventListener("click", () => {
    box.value = button.dataset.query!;
    form.requestSubmit();
  });
}
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    form.requestSubmit();
  }
});

const engine = openBrowserEngine({
  worker: "/assets/duckdb/duckdb-browser-eh.worker.js",
  wasm: "/assets/duckdb/duckdb-eh.wasm",
  snapshot: section.dataset.snapshot!,
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void engine.then(run, () => {});
});
engine.then(async (opened) => {
  form.querySelector("button")!.disabled = false;
  await run(opened);
}, (error: Error) => {
  state.textContent = `DuckDB could not be loaded: ${error.message}`;
});

async function run(opened: BrowserEngine): Promise<void> {
  const began = performance.now();
  state.textContent = "Running";
  try {
    const { columns, rows } = await opened.query(box.value);
    const ms = Math.round(performance.now() - began);
    const drawn = autoChart(columns, rows, {
      width: Math.min(section.clientWidth, 1060),
      document,
    });
    chart.hidden = drawn === undefined;
    chart.replaceChildren(...(drawn ? [drawn] : []));
    answer.replaceChildren(table(rows.slice(0, most), {
      label: "Result",
      empty: "No rows.",
      columns: columns.map(({ name, kind }) => ({
        name,
        align: kind === "number" ? "end" as const : "start" as const,
        cell: (row: AnswerRow) => text(row[name]),
      })),
    }, { document }));
    state.textContent = `${rows.length.toLocaleString("en-US")} ${
      rows.length === 1 ? "row" : "rows"
    } in ${ms} ms${rows.length > most ? `, the first ${most} shown` : ""}`;
  } catch (error) {
    chart.hidden = true;
    answer.replaceChildren();
    state.textContent = (error as Error).message;
  }
}

function text(value: AnswerRow[string] | undefined): string {
  if (value === null || value === undefined) return "–";
  if (value instanceof Date) {
    const iso = value.toISOString();
    return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso;
  }
  return typeof value === "number"
    ? String(Number(value.toPrecision(6)))
    : String(value);
}
