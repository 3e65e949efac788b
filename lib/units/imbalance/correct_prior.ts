import { type Sql, sql } from "../../table/mod.ts";

/** The share of positives that a model learnt from, and the one where its scores are used. */
export interface Priors {
  readonly learnt: number;
  readonly real: number;
}

/**
 * A probability learnt under one share of positives, as it stands under another: undoes over- and under-sampling and class
 * weights in the scores.
 *
 * Formula: odds x (real / (1 - real)) / (learnt / (1 - learnt)). Shape: probability, shares -> probability. Edge cases: 0
 * and 1 stay; NaN stays. Errors: RangeError for a share that is not between 0 and 1. Source: Elkan 2001, theorem 2;
 * Saerens et al. 2002.
 */
export function correctPrior(score: number, priors: Priors): number {
  const k = oddsRatio(priors);
  return score * k / (score * k + (1 - score));
}

/** `correctPrior` as an SQL expression over a column of probabilities. */
export function correctPriorSql(score: Sql, priors: Priors): Sql {
  const k = oddsRatio(priors);
  return sql`(${score} * ${k} / (${score} * ${k} + (1 - ${score})))`;
}

function oddsRatio({ learnt, real }: Priors): number {
  for (const [name, share] of Object.entries({ learnt, real })) {
    if (!(share > 0 && share < 1)) {
      throw new RangeError(
        `Cannot correct a prior: "${name}" is ${share}, a share between 0 and 1 is needed`,
      );
    }
  }
  return real / (1 - real) / (learnt / (1 - learnt));
}
