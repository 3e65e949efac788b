import type { Verdict } from "../../lib/mod.ts";
import { element } from "../element.ts";
import type { PlotOptions } from "./plot_options.ts";

/** One figure that is read at a glance. */
export interface Tile {
  readonly name: string;
  readonly value: string;
  /** What to compare it with. */
  readonly beside: string;
  readonly verdict?: Verdict;
  /** Counter of the live stream that keeps the value up to date. */
  readonly counter?: string;
  readonly href?: string;
}

/** Figures side by side, as a list. */
export function tiles(
  all: readonly Tile[],
  { document }: Pick<PlotOptions, "document">,
): Element {
  return element(
    document,
    "ul",
    { class: "tiles" },
    ...all.map(({ name, value, beside, verdict, counter, href }) =>
      element(
        document,
        "li",
        { class: verdict === undefined ? undefined : `tile-${verdict}` },
        element(
          document,
          "span",
          { class: "name" },
          href === undefined ? name : element(document, "a", { href }, name),
        ),
        element(
          document,
          "strong",
          {
            "data-counter": counter,
            class: verdict === undefined ? undefined : `verdict ${verdict}`,
          },
          value,
        ),
        element(document, "span", { class: "beside" }, beside),
      )
    ),
  );
}
