import { type BoostOptions, boostTrees } from "./boosted_trees.ts";
import { encodeByTarget } from "./encode.ts";

/** A feature's values: numbers (NaN is missing) or texts. */
export type FeatureList = readonly number[] | readonly (string | null)[];

/**
 * Two models of a target, one taught by the even and one by the odd of the rows that teach, so that each row can be judged by one
 * that never saw it.
 *
 * Shape: features, targets -> a function of the half (0 even, 1 odd) and a row. Texts become the mean target of the rows of that
 * half, so nothing of the other half leaks in.
 */
export function crossFit(
  features: readonly FeatureList[],
  target: readonly number[],
  teaches: (i: number) => boolean,
  options: BoostOptions = {},
): (half: 0 | 1, i: number) => number {
  const halves = [0, 1].map((half) => {
    const taught = (i: number) => i % 2 === half && teaches(i);
    const columns = features.map((list) =>
      typeof (list.find((x) => x !== null) ?? 0) === "string"
        ? encodeByTarget(list as readonly (string | null)[], target, taught)
        : (list as readonly (number | null)[]).map((x) => x ?? NaN)
    );
    const rows = target.flatMap((_, i) => taught(i) ? [i] : []);
    const model = boostTrees(
      columns.map((column) => rows.map((i) => column[i]!)),
      rows.map((i) => target[i]!),
      options,
    );
    return (i: number) => model.at(columns, i);
  });
  return (half, i) => halves[half]!(i);
}
