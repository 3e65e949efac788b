import type { Folder } from "../folder.ts";
import { type Rule, rule } from "../rule.ts";
import { figure, pick } from "./pick.ts";

const ID: Readonly<Record<string, string>> = {
  ndcg: "metrics/ndcg",
  map: "metrics/mean_average_precision",
  mrr: "metrics/mrr",
  recall: "metrics/recall_at_k",
  precision: "metrics/precision_at_k",
  hit_rate: "metrics/hit_rate",
  f1: "metrics/f1_at_k",
  "r-precision": "metrics/r_precision",
};

async function ask(
  folder: Folder,
  metric: string,
  options: Readonly<Record<string, unknown>>,
) {
  return await folder.ask({
    id: ID[metric] ?? metric,
    roles: { query: "query", score: "score", label: "rel" },
    options: metric === "ndcg" ? options : { relevantAbove: 0, ...options },
    current: { file: "ranking" },
  });
}

/** Rankings of documents by query: ranx, scikit-learn, by hand, Evidently. */
export const ranking: readonly Rule[] = [
  rule(
    /ranking\/(?<metric>ndcg|map|mrr|recall|precision|hit_rate|f1|r-precision)(?<burges>_burges)?(?:@(?<k>\d+))?(?:_sklearn)?/,
    async ({ metric, burges, k }, _, folder) =>
      figure(
        await ask(folder, metric!, {
          ...(metric === "r-precision" ? {} : { k: k ? Number(k) : null }),
          ...(metric === "ndcg"
            ? { gain: burges ? "exponential" : "linear" }
            : {}),
          ...(metric === "map" ? { per: "relevant" } : {}),
        }),
        "value",
      ),
  ),
  rule(
    /ranking_binary\/(?<metric>ndcg|map|mrr|recall|precision)(?<per>_min_nk|_n)?@(?<k>\d+)/,
    async ({ metric, per, k }, _, folder) =>
      figure(
        await ask(folder, metric!, {
          k: Number(k),
          ...(metric === "ndcg" ? { gain: "binary" } : {}),
          ...(metric === "map"
            ? { per: per === "_n" ? "relevant" : "possible" }
            : {}),
        }),
        "value",
      ),
  ),
  rule(
    /evidently\/ranking\/(?<metric>ndcg|map|mrr|recall|precision|hit_rate)@\d+/,
    async ({ metric }, golden, folder) => {
      // The peer's list starts at rank 1, whatever its labels say.
      const { value } = golden.value as { readonly value: readonly number[] };
      const ours: unknown[] = [];
      let call = "";
      for (let k = 1; k <= value.length; k++) {
        const found = await ask(folder, metric!, {
          k,
          ...(metric === "ndcg" ? { gain: "binary" } : {}),
          ...(metric === "map" ? { per: "relevant" } : {}),
          ...(metric === "precision" ? { per: "listed" } : {}),
        });
        ours.push(pick(found, "value"));
        call = found.call;
      }
      return {
        ours,
        theirs: value,
        call: `${call} and every k before -> value`,
      };
    },
  ),
];
