import { LIMIT, type Tolerance } from "../close.ts";
import type { Folder } from "../folder.ts";
import { type Golden, type Rule, rule } from "../rule.ts";
import { both, figure } from "./pick.ts";

interface Asked {
  readonly id: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly tolerance?: Tolerance;
}

const sturges = { binning: "sturges" };

/** Evidently's tests by its own names; each with the option that repeats it. */
const TESTS: Readonly<Record<string, Asked>> = {
  anderson: {
    id: "drift/anderson_darling",
    options: { method: "interpolated" },
    path: "pValue",
  },
  cramer_von_mises: {
    id: "drift/cvm",
    options: { method: "series" },
    path: "pValue",
  },
  ed: { id: "drift/energy", options: {}, path: "value" },
  es: { id: "drift/epps_singleton", options: {}, path: "pValue" },
  hellinger: {
    id: "drift/hellinger",
    options: { binning: "sturges_distinct" },
    path: "value",
  },
  jensenshannon: {
    id: "drift/jensen_shannon",
    options: { ...sturges, base: Math.E },
    path: "value",
  },
  kl_div: { id: "drift/kl", options: sturges, path: "value" },
  ks: { id: "drift/ks", options: { method: "auto" }, path: "pValue" },
  mannw: {
    id: "drift/mann_whitney",
    options: { alternative: "less" },
    path: "pValue",
  },
  psi: { id: "drift/psi", options: sturges, path: "value" },
  t_test: { id: "drift/welch", options: { pooled: true }, path: "pValue" },
  wasserstein: {
    id: "drift/wasserstein",
    options: { floor: 0.001 },
    path: "effect",
  },
  // Another test (see exceptions.json): tiny p-values of both must not pass for equal.
  chisquare: {
    id: "drift/chi_square",
    options: { pool: 0 },
    path: "pValue",
    tolerance: { relative: 1e-6, absolute: 0 },
  },
  z: { id: "drift/proportion_z", options: {}, path: "pValue" },
};

/** What the preset chooses, by the name it prints. */
const METHODS: Readonly<Record<string, string>> = {
  "Wasserstein distance (normed)": "wasserstein",
  "Jensen-Shannon distance": "jensenshannon",
  "K-S p_value": "ks",
  "chi-square p_value": "chisquare",
  "Z-test p_value": "z",
};

async function ask(folder: Folder, test: string, column: string) {
  const asked = TESTS[test];
  if (!asked) throw new Error(`no unit is "${test}"`);
  const { path, tolerance = LIMIT, ...question } = asked;
  return {
    ...figure(
      await folder.ask({ ...question, roles: { column }, ...both }),
      path,
    ),
    tolerance,
  };
}

function byPreset(folder: Folder, { key, more }: Golden) {
  const test = METHODS[String(more.method)];
  if (!test) throw new Error(`no unit is "${more.method}"`);
  return ask(folder, test, key.split("/").at(-1)!);
}

/** Evidently's drift tests and its default report. */
export const evidently: readonly Rule[] = [
  rule(/evidently\/default\/DriftedColumnsCount/, async (_, __, folder) => {
    const columns = folder.goldens.filter(({ key, more }) =>
      key.startsWith("evidently/default/") && "method" in more
    );
    let count = 0;
    for (const golden of columns) {
      const { ours } = await byPreset(folder, golden);
      const threshold = golden.more.threshold as number;
      const p = String(golden.more.method).endsWith("p_value");
      if (p ? Number(ours) < threshold : Number(ours) >= threshold) count++;
    }
    return {
      ours: { count, share: count / columns.length },
      call: "every column of evidently/default against its threshold",
    };
  }),
  rule(
    /evidently\/default\/(?<column>[^/]+)/,
    (_, golden, folder) => byPreset(folder, golden),
  ),
  rule(
    /evidently\/(?<test>(?!default|ranking|class)\w+)\/(?<column>[^/]+)/,
    ({ test, column }, _, folder) => ask(folder, test!, column!),
  ),
];
