import { within } from "../close.ts";
import { type Rule, rule } from "../rule.ts";
import { both, figure, pick } from "./pick.ts";

/** Several columns together. */
export const multivariate: readonly Rule[] = [
  rule(/mmd2_rbf\/(?<column>[^/]+)/, async (
    { column },
    { call },
    folder,
  ) => {
    const several = /columns (.+?) of the first (\d+) rows/.exec(call);
    const rows = Number(several?.[2] ?? /first (\d+)/.exec(call)?.[1]);
    const features = several ? several[1]!.split(",") : [column!];
    const side = (file: string) =>
      several ? { file, rows: [0, rows] as const } : {
        file,
        first: { column: column!, rows },
      };
    const found = await folder.ask({
      id: "drift/mmd",
      roles: { features },
      options: { rows, standardise: several !== null },
      reference: side("ref"),
      current: side("cur"),
    });
    return {
      ours: {
        sigma_median: pick(found, "details.sigma"),
        biased: pick(found, "details.biased"),
        unbiased: pick(found, "details.unbiased"),
      },
      call: `${found.call} -> details`,
    };
  }),
  rule(/domain_classifier\/auc_oof/, async (_, __, folder) => {
    const features = driftColumns(folder.goldens.map(({ key }) => key));
    const found = await folder.ask({
      id: "drift/domain_classifier",
      roles: { features },
      ...both,
    });
    return { ...figure(found, "value"), tolerance: within(0.02) };
  }),
];

/** The columns whose drift the folder judges: those of its ks and chi2 keys. */
function driftColumns(keys: readonly string[]): string[] {
  const named = keys.map((key) =>
    /^(?:ks\/([^/]+)\/statistic|chi2\/([^/]+))$/.exec(key)
  );
  return [...new Set(named.flatMap((x) => x ? [x[1] ?? x[2]!] : []))];
}
