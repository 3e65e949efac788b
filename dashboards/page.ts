import type { LiveBin } from "./charts/live_strip.ts";
import type { PlotOptions } from "./charts/plot_options.ts";
import type { EngineRow, Sql, Verdict } from "../lib/mod.ts";

/** Asks a query of whatever holds the tables: DuckDB in the server or the notebook, duckdb-wasm in the browser. */
export type Ask = (query: Sql) => Promise<readonly EngineRow[]>;

/** Ask and read: the same panel renders in notebook, server and browser. */
export interface Panel {
  readonly title: string;
  readonly sql: Sql;
  /** Draws the rows; pure. */
  plot(rows: readonly EngineRow[], options: PlotOptions): Element;
  /** True when the element fits any width by itself, as a table does; defaults to false. */
  readonly fluid?: boolean;
}

/** What a section says in one sentence, and how bad it is. */
export interface Answer {
  readonly text: string;
  readonly verdict?: Verdict;
}

/** Question, figure, how to read it, what to do. */
export interface Section {
  /** Stands in the address: "click-rate". */
  readonly id: string;
  readonly question: string;
  /** One sentence from the panel's rows. */
  readonly answer?: (rows: readonly EngineRow[]) => Answer;
  readonly panel: Panel;
  /** How to read the figure. */
  readonly read: string;
  /** What to do when it looks wrong. */
  readonly act: string;
}

/** A page that reads like an article and answers one question. */
export interface Page {
  /** Last part of the address: "overview". */
  readonly slug: string;
  readonly title: string;
  /** The question it answers, and for whom. */
  readonly lede: string;
  readonly sections: readonly Section[];
}

/** What a page is made for. */
export interface PageContext {
  readonly system: string;
  /** Query parameters of the address. */
  readonly params: Readonly<Record<string, string>>;
  readonly ask: Ask;
  /** The day that is not over yet, "2026-03-06": it is drawn, but nothing is concluded from it. */
  readonly today: string;
  /** Figures of the running server; absent in a notebook. */
  readonly counters?: {
    readonly requests: number;
    readonly perSecond: number;
    readonly p99: number | null;
  };
  /** The last minutes of the running server, oldest first; absent in a notebook. */
  readonly bins?: readonly LiveBin[];
}

/** Makes a page; it may ask what there is before it decides what to show. */
export interface PageMaker {
  readonly slug: string;
  readonly title: string;
  make(context: PageContext): Promise<Page>;
}
