import type { Candidate, Stage } from "./state.ts";

/** A model that scores rows of features. */
export interface Model {
  /** Name and version, "ranker@2". */
  readonly id: string;
  /** Scores of `rows` rows of `values`, row by row; `values` is left as it is. Error: ModelError. */
  run(values: Float32Array, rows: number): Promise<Float32Array>;
  /** Ends what the model holds; calls after it are refused. */
  close(): Promise<void>;
}

/**
 * Scores all candidates in one batch and puts the best first, ties by the smaller id.
 *
 * Error: when there are no features, or a score is not a finite number: an order by NaN would be no order.
 */
export function rank(model: Pick<Model, "id" | "run">): Stage {
  return {
    name: "rank",
    async run(state) {
      if (state.features === null) {
        throw new Error(`model "${model.id}" has no features to score`);
      }
      const scores = await model.run(
        state.features.values,
        state.candidates.length,
      );
      return {
        ...state,
        candidates: ordered(state.candidates, scores, model.id),
      };
    },
  };
}

/** Orders candidates by a score that needs no model, such as popularity; the largest first, ties by the smaller id. */
export function rankBy(score: (item: number) => number): Stage {
  return {
    name: "rank",
    run: (state) =>
      Promise.resolve({
        ...state,
        candidates: ordered(
          state.candidates,
          state.candidates.map(({ item }) => score(item)),
          "rankBy",
        ),
      }),
  };
}

function ordered(
  candidates: readonly Candidate[],
  scores: ArrayLike<number>,
  model: string,
): Candidate[] {
  if (scores.length !== candidates.length) {
    throw new Error(
      `model "${model}" gave ${scores.length} scores for ${candidates.length} candidates`,
    );
  }
  const scored = candidates.map(({ item, source, row }, at) => ({
    item,
    source,
    score: scores[at]!,
    row,
  }));
  const bad = scored.find(({ score }) => !Number.isFinite(score));
  if (bad) {
    throw new Error(
      `model "${model}" gave ${bad.score} for item "${bad.item}"`,
    );
  }
  return scored.sort((a, b) => b.score - a.score || a.item - b.item);
}
