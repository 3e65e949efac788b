import type { Stage, State } from "./state.ts";

/**
 * Builds the features of all candidates into one array: `fill` writes `names.length` numbers a candidate, row by row.
 *
 * NaN is missing. What is built here is what the model gets and what the event logs.
 */
export function buildFeatures(
  names: readonly string[],
  fill: (state: State, values: Float32Array) => void,
): Stage {
  return {
    name: "features",
    run(state) {
      const values = new Float32Array(state.candidates.length * names.length);
      fill(state, values);
      return Promise.resolve({ ...state, features: { names, values } });
    },
  };
}
