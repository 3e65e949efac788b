import { EXACT, LIMIT, type Tolerance, within } from "../close.ts";
import type { Folder, Found, Question } from "../folder.ts";
import { type Rule, rule } from "../rule.ts";
import { pick } from "./pick.ts";

interface Asked {
  readonly id: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly tolerance?: Tolerance;
}

/** NannyML's measures of one column by its own names. */
const METHODS: Readonly<Record<string, Asked>> = {
  hellinger: { id: "drift/hellinger", options: { binning: "doane" } },
  jensen_shannon: { id: "drift/jensen_shannon", options: { binning: "doane" } },
  kolmogorov_smirnov: { id: "drift/ks", options: { method: "asymp" } },
  wasserstein: { id: "drift/wasserstein" },
  chi2: { id: "drift/chi_square", options: { pool: 0, yates: true } },
  l_infinity: { id: "drift/l_infinity" },
  missing_rate: { id: "validation/null_rate" },
  unseen_rate: { id: "validation/unseen_category" },
};

/** One question for each chunk of current rows, in the rows' order. */
async function byChunk(
  folder: Folder,
  call: string,
  question: Omit<Question, "current" | "reference">,
): Promise<readonly [Found, ...Found[]]> {
  const size = Number(/chunk_size=(\d+)/.exec(call)?.[1] ?? 1000);
  const { rows = 0 } = await folder.table("cur");
  const found: Found[] = [];
  for (let from = 0; from < rows; from += size) {
    found.push(
      await folder.ask({
        ...question,
        reference: { file: "ref" },
        current: { file: "cur", rows: [from, Math.min(rows, from + size)] },
      }),
    );
  }
  return found as [Found, ...Found[]];
}

/** NannyML: every chunk of current rows against the whole reference. */
export const nannyml: readonly Rule[] = [
  rule(/nannyml\/cbpe\/(?<metric>\w+)/, async (
    { metric },
    { call, value, more },
    folder,
  ) => {
    const found = await byChunk(folder, call, {
      id: "estimation/cbpe",
      roles: { score: "score", prediction: "pred", label: "label" },
    });
    const of = (path: string) =>
      found.map((each) => pick(each, `details.${path}.${metric}`));
    return {
      ours: { estimated: of("estimates"), realized: of("realised") },
      theirs: {
        estimated: value,
        ...(more.realized ? { realized: more.realized } : {}),
      },
      call: `${found[0].call} and later chunks -> details`,
      fields: { estimated: within(0.005), realized: EXACT },
    };
  }),
  rule(/nannyml\/pca_reconstruction/, async (_, { call }, folder) => {
    const features = /\(([^;)]+)/.exec(call)![1]!.split(",").map((name) =>
      name.trim()
    );
    const found = await byChunk(folder, call, {
      id: "drift/pca_reconstruction",
      roles: { features },
    });
    return {
      ours: found.map((each) => pick(each, "details.current")),
      call: `${found[0].call} and later chunks -> details.current`,
      tolerance: LIMIT,
    };
  }),
  rule(
    /nannyml\/(?<method>\w+)\/(?<column>[^/]+)/,
    async ({ method, column }, { call }, folder) => {
      const asked = METHODS[method!];
      if (!asked) throw new Error(`no unit is "${method}"`);
      const { tolerance = LIMIT, ...question } = asked;
      const found = await byChunk(folder, call, {
        ...question,
        roles: { column: column! },
      });
      return {
        ours: found.map((each) => pick(each, "value")),
        call: `${found[0].call} and later chunks -> value`,
        tolerance,
      };
    },
  ),
];
