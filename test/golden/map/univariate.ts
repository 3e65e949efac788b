import { profilesOf, select, shapeOf, spreadOf } from "../../../lib/mod.ts";
import { EXACT, LIMIT } from "../close.ts";
import { type Rule, rule } from "../rule.ts";
import { both, figure, listsIn, pick } from "./pick.ts";

/** Tests and distances of one number column, and what they are made of. */
export const univariate: readonly Rule[] = [
  rule(
    /ks\/(?<column>[^/]+)\/(?<what>statistic|p_asymp|p_auto)/,
    async ({ column, what }, _, folder) => {
      const method = what === "p_auto" ? "auto" : "asymp";
      const found = await folder.ask({
        id: "drift/ks",
        roles: { column: column! },
        options: { method },
        ...both,
      });
      if (what === "statistic") return figure(found, "value");
      const { reference, current } = found.result.n;
      const counted = method === "auto" &&
        Math.max(reference!, current) <= 10_000;
      return {
        ...figure(found, "pValue"),
        tolerance: counted ? EXACT : LIMIT,
      };
    },
  ),
  rule(
    /ks\/(?<column>[^/]+)\/head_(?<n>\d+)_(?<m>\d+)\/(?<what>statistic|p_exact)/,
    async ({ column, n, m, what }, _, folder) => {
      const found = await folder.ask({
        id: "drift/ks",
        roles: { column: column! },
        options: { method: "exact" },
        reference: {
          file: "ref",
          first: { column: column!, rows: Number(n) },
        },
        current: { file: "cur", first: { column: column!, rows: Number(m) } },
      });
      return figure(found, what === "statistic" ? "value" : "pValue");
    },
  ),
  rule(
    /wasserstein\/(?<column>[^/]+)\/(?<what>raw|normed_by_ref_std)/,
    async ({ column, what }, _, folder) => {
      const found = await folder.ask({
        id: "drift/wasserstein",
        roles: { column: column! },
        options: { floor: 0.001 },
        ...both,
      });
      return figure(found, what === "raw" ? "value" : "effect");
    },
  ),
  rule(/energy\/(?<column>[^/]+)/, async ({ column }, _, folder) =>
    figure(
      await folder.ask({
        id: "drift/energy",
        roles: { column: column! },
        ...both,
      }),
      "value",
    )),
  rule(
    /mannwhitney\/(?<column>[^/]+)\/(?<what>U|p)/,
    async ({ column, what }, _, folder) => {
      const found = await folder.ask({
        id: "drift/mann_whitney",
        roles: { column: column! },
        ...both,
      });
      return what === "U"
        ? figure(found, "details.u")
        : { ...figure(found, "pValue"), tolerance: LIMIT };
    },
  ),
  rule(
    /cvm\/(?<column>[^/]+)\/(?<what>statistic|p)/,
    async ({ column, what }, _, folder) => {
      const found = await folder.ask({
        id: "drift/cvm",
        roles: { column: column! },
        options: { method: "series" },
        ...both,
      });
      return what === "statistic"
        ? figure(found, "value")
        : { ...figure(found, "pValue"), tolerance: LIMIT };
    },
  ),
  rule(
    /anderson_ksamp\/(?<column>[^/]+)\/(?<what>statistic|p|error)/,
    async ({ column, what }, _, folder) => {
      const found = await folder.ask({
        id: "drift/anderson_darling",
        roles: { column: column! },
        options: { method: "interpolated" },
        ...both,
      });
      // The peer raises where we say that there is no figure.
      if (what === "error") return { ...figure(found, "value"), theirs: null };
      return what === "statistic"
        ? figure(found, "value")
        : { ...figure(found, "pValue"), tolerance: LIMIT };
    },
  ),
  rule(
    /psi_eqfreq(?<bins>\d+)\/(?<column>[^/]+)(?:\/(?<what>edges|ref_share|cur_share))?/,
    async ({ bins, column, what }, _, folder) => {
      const found = await folder.ask({
        id: "drift/psi",
        roles: { column: column! },
        options: { bins: Number(bins), binning: "numpy", epsilon: 1e-4 },
        ...both,
      });
      return figure(
        found,
        {
          edges: "details.edges",
          ref_share: "details.reference",
          cur_share: "details.current",
        }[what ?? ""] ?? "value",
      );
    },
  ),
  rule(
    /quantiles\/(?<column>[^/]+)\/ref/,
    async ({ column }, { call }, folder) =>
      figure(
        await folder.ask({
          id: "drift/quantile_shift",
          roles: { column: column! },
          options: { quantiles: listsIn(call)[0]! },
          ...both,
        }),
        "details.reference",
      ),
  ),
  rule(
    /moments\/(?<column>[^/]+)\/ref/,
    async ({ column }, _, folder) => {
      const table = select(
        await folder.table("ref"),
        ({ name }) => name === column,
      );
      const { current } = await profilesOf({ current: table, exact: true });
      const { numbers } = current.columns.get(column!)!;
      const { mean, deviation, variance } = spreadOf(numbers!);
      const { skewness, kurtosis } = shapeOf(numbers!);
      return {
        ours: [mean, deviation, Math.sqrt(variance), skewness, kurtosis],
        call: `spreadOf, shapeOf of the profile of ref, column ${column}`,
      };
    },
  ),
  rule(/(?<test>levene|welch_t)\/(?<column>[^/]+)/, async (
    { test, column },
    _,
    folder,
  ) => {
    const levene = test === "levene";
    const found = await folder.ask({
      id: levene ? "drift/levene" : "drift/welch",
      roles: { column: column! },
      ...both,
    });
    return {
      ours: [
        pick(found, levene ? "value" : "details.t"),
        pick(found, "pValue"),
      ],
      call: `${found.call} -> [${levene ? "value" : "details.t"}, pValue]`,
      fields: { 0: EXACT, 1: LIMIT },
    };
  }),
];
