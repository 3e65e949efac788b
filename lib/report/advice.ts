import type { Result } from "../check/mod.ts";

/** What to do, by unit; nothing where the figure says it. */
const ADVICE: Readonly<Record<string, string>> = {
  "leakage/target_leakage":
    "Is its value known when the prediction is made? If not, leave it out of training.",
  "leakage/label_sum":
    "These columns are the label in parts: leave them out of training.",
  "leakage/row_overlap":
    "Rows on both sides make any metric look better than it is: remove them from one.",
  "imbalance/class_imbalance":
    "Judge a model by what it adds to always naming the largest class, not by accuracy.",
  "validation/schema_match":
    "Agree on one type before the data is joined, or a reader will cast in silence.",
  "validation/duplicate_rows":
    "Were rows delivered twice? Counts and metrics weigh them twice.",
  "validation/constant_column": "It tells a model nothing: is a feed stuck?",
  "validation/hidden_nulls":
    "If they mean missing, make them null at the source, or read a CSV with --null.",
  "validation/null_rate": "Find out where the values were lost.",
};

/** A result's advice as a paragraph, "" where there is none. */
export function adviceText({ id }: Result): string {
  const text = ADVICE[id];
  return text ? `<p class="advice">${text}</p>` : "";
}
