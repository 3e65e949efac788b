import type { Verdict } from "../../lib/mod.ts";
import { type Child, element } from "../element.ts";
import type { PlotOptions } from "./plot_options.ts";

/** A column of a table of rows. */
export interface TableColumn<R> {
  readonly name: string;
  readonly cell: (row: R, document: Document) => Child;
  /** Numbers stand to the right; defaults to "start". */
  readonly align?: "start" | "end";
}

/** Rows as an HTML table; on a phone each row becomes a small card, so that nothing scrolls sideways. */
export function table<R>(
  rows: readonly R[],
  { label, columns, empty }: {
    readonly label: string;
    readonly columns: readonly TableColumn<R>[];
    /** What stands there when there is no row. */
    readonly empty: string;
  },
  { document }: Pick<PlotOptions, "document">,
): Element {
  if (rows.length === 0) {
    return element(document, "p", { class: "empty" }, empty);
  }
  const align = ({ align }: TableColumn<R>) =>
    align === "end" ? "end" : undefined;
  const head = columns.map((column) =>
    element(
      document,
      "th",
      { scope: "col", class: align(column) },
      column.name,
    )
  );
  const body = rows.map((row) =>
    element(
      document,
      "tr",
      {},
      ...columns.map((column) =>
        element(
          document,
          "td",
          { class: align(column), "data-name": column.name },
          column.cell(row, document),
        )
      ),
    )
  );
  return element(
    document,
    "table",
    {},
    element(document, "caption", { class: "quiet" }, label),
    element(document, "thead", {}, element(document, "tr", {}, ...head)),
    element(document, "tbody", {}, ...body),
  );
}

/** A verdict as a word with its sign. */
export function verdictMark(document: Document, verdict: Verdict): Element {
  return element(
    document,
    "span",
    { class: `verdict ${verdict}` },
    verdict,
  );
}
