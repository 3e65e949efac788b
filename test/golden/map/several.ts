import {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  holm,
} from "../../../lib/mod.ts";
import { type Rule, rule } from "../rule.ts";
import { listsIn, pick } from "./pick.ts";

const ADJUST: Readonly<Record<string, typeof holm>> = {
  bonferroni,
  holm,
  fdr_bh: benjaminiHochberg,
  fdr_by: benjaminiYekutieli,
};

/** Adjusted p-values, and exposure over items. */
export const several: readonly Rule[] = [
  rule(/multitest\/(?<method>\w+)/, ({ method }, { call }) => {
    const adjust = ADJUST[method!];
    if (!adjust) throw new Error(`no adjustment is "${method}"`);
    return Promise.resolve({
      ours: adjust(listsIn(call)[0]!),
      call: `${adjust.name}(..)`,
    });
  }),
  rule(/concentration/, async (_, __, folder) => {
    const [item, weight] = (await folder.table("exposure")).columns;
    const found = await folder.ask({
      id: "feedback/concentration",
      roles: { item: item!.name },
      options: { weight: weight!.name },
      current: { file: "exposure" },
    });
    return {
      ours: {
        gini: pick(found, "value"),
        hhi: pick(found, "details.hhi"),
        entropy_nats: pick(found, "details.entropy"),
        effective_items_exp_entropy: pick(found, "details.effectiveItems"),
        top10_share: pick(found, "details.top10ItemsShare"),
        coverage_nonzero: pick(found, "details.shownShare"),
      },
      call: `${found.call} -> value, details`,
    };
  }),
];
