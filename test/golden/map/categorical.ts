import { EXACT, LIMIT } from "../close.ts";
import { type Rule, rule } from "../rule.ts";
import { both, figure, pick } from "./pick.ts";

/** Tests and distances of one category column, and of numbers in fixed bins. */
export const categorical: readonly Rule[] = [
  rule(/cat_counts\/(?<column>[^/]+)/, async ({ column }, golden, folder) => {
    const found = await folder.ask({
      id: "drift/chi_square",
      roles: { column: column! },
      options: { pool: 0 },
      ...both,
    });
    const counts = pick(found, "details.counts") as
      | Readonly<Record<string, unknown>>
      | undefined;
    return {
      ours: { ...counts, length: Object.keys(counts ?? {}).length },
      theirs: {
        ...lowerBooleans(golden.value as object),
        length: Object.keys(golden.value as object).length,
      },
      call: `${found.call} -> details.counts`,
    };
  }),
  rule(
    /(?<test>chi2|chi2_yates|g_test)\/(?<column>[^/]+)/,
    async ({ test, column }, _, folder) => {
      const found = await folder.ask({
        id: test === "g_test" ? "drift/g_test" : "drift/chi_square",
        roles: { column: column! },
        options: { pool: 0, yates: test === "chi2_yates" },
        ...both,
      });
      return {
        ours: {
          statistic: pick(found, "value"),
          p: pick(found, "pValue"),
          dof: pick(found, "details.df"),
        },
        call: `${found.call} -> value, pValue, details.df`,
        fields: { statistic: EXACT, p: LIMIT },
      };
    },
  ),
  rule(
    /(?<what>cramers_v|linf|tvd|hellinger)\/(?<column>[^/]+)/,
    async ({ what, column }, _, folder) =>
      figure(
        await folder.ask({
          id: {
            cramers_v: "drift/cramers_v",
            linf: "drift/l_infinity",
            tvd: "drift/total_variation",
          }[what!] ?? "drift/hellinger",
          roles: { column: column! },
          ...both,
        }),
        "value",
      ),
  ),
  rule(
    /js_distance\/(?<column>[^/]+)\/base_(?<base>e|\d+)/,
    async ({ column, base }, _, folder) =>
      figure(
        await folder.ask({
          id: "drift/jensen_shannon",
          roles: { column: column! },
          options: { base: base === "e" ? Math.E : Number(base) },
          ...both,
        }),
        "value",
      ),
  ),
  rule(
    /psi_categorical\/(?<column>[^/]+)/,
    async ({ column }, _, folder) =>
      figure(
        await folder.ask({
          id: "drift/psi",
          roles: { column: column! },
          options: { epsilon: 1e-4 },
          ...both,
        }),
        "value",
      ),
  ),
  rule(
    /fixed(?<bins>\d+)\/(?<column>[^/]+)/,
    async ({ bins, column }, golden, folder) => {
      const ours: Record<string, unknown> = {}, calls: string[] = [];
      for (const field of Object.keys(golden.value as object)) {
        const distance = /^(js_distance|hellinger|kl_ref_cur)/.exec(field)?.[1];
        const base = /^js_distance_(.+)$/.exec(field)?.[1];
        const floor = /floor(.+)$/.exec(field)?.[1];
        const found = await folder.ask({
          id: {
            js_distance: "drift/jensen_shannon",
            hellinger: "drift/hellinger",
          }[distance ?? ""] ?? "drift/kl",
          roles: { column: column! },
          options: {
            bins: Number(bins),
            binning: "width",
            ...(base ? { base: base === "e" ? Math.E : Number(base) } : {}),
            ...(floor ? { epsilon: Number(floor) } : {}),
          },
          ...both,
        });
        ours[field] = pick(found, "value");
        calls.push(`${field}: ${found.call} -> value`);
      }
      return { ours, call: calls.join("; ") };
    },
  ),
  rule(/nulls/, async (_, golden, folder) => {
    const ours: Record<string, unknown> = {};
    let call = "";
    for (const column of Object.keys(golden.value as object)) {
      const found = await folder.ask({
        id: "drift/null_rate_change",
        roles: { column },
        ...both,
      });
      ours[column] = [
        pick(found, "details.referenceNulls"),
        pick(found, "details.currentNulls"),
      ];
      call = found.call;
    }
    return { ours, call: `${call} -> details.referenceNulls, currentNulls` };
  }),
];

/** pandas writes booleans as Python does. */
function lowerBooleans(counts: object): object {
  return Object.fromEntries(
    Object.entries(counts).map(([name, n]) => [
      /^(True|False)$/.test(name) ? name.toLowerCase() : name,
      n,
    ]),
  );
}
