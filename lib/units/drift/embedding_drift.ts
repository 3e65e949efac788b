import {
  cosineDistance,
  kernelDistance,
  meanVector,
  norm,
  tellApart,
} from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import { sampleRows } from "../../profile/mod.ts";
import { requireOption } from "./require_option.ts";

/** Options of `embeddingDrift`. */
export interface EmbeddingDriftOptions {
  /** What the value is: "cosine" (the default), "mmd" or "domain_classifier". */
  readonly method: string;
  /** Vectors a side that enter mmd, defaults to 500: the cost grows with the square. */
  readonly rows: number;
}

/**
 * How far embeddings moved as vectors, one numeric column a dimension.
 *
 * Formula: "cosine": 1 - cosine of the angle between the mean vectors of both sides; "mmd": squared maximum mean discrepancy
 * with a Gaussian kernel of the median distance (biased: 0 for the same vectors); "domain_classifier": AUC of trees that tell the
 * sides apart, on vectors left out. details holds the others, the mean lengths and the distance of the means. Shape: two
 * profiles with samples -> one number. Unit: score. Effect: root of the unbiased mmd, 0 and up. p-value: of mmd, whichever the value, so it
 * sees a change of shape as well as of the mean; of the classifier where that is asked. Edge cases: vectors that miss a
 * dimension are left out; cosine is unknown where a
 * mean is at most twice as long as chance alone would make it; unknown under 20 vectors a side. Source: Gretton et
 * al. 2012; Rabanser, Günnemann and Lipton 2019.
 */
export const embeddingDrift = detector({
  id: "drift/embedding_drift",
  unit: "score",
  better: "lower",
  needs: ["features"],
  kinds: { features: ["number"] },
  needsSample: true,
  defaults: { method: "cosine", rows: 500 } as EmbeddingDriftOptions,
  validate(options) {
    const need = (name: string, holds: boolean, words: string) =>
      requireOption("drift/embedding_drift", options, name, holds, words);
    need(
      "method",
      ["cosine", "mmd", "domain_classifier"].includes(options.method),
      'one of "cosine", "mmd", "domain_classifier"',
    );
    need(
      "rows",
      Number.isInteger(options.rows) && options.rows >= LEAST &&
        options.rows <= 2000,
      `a whole number from ${LEAST} to 2000`,
    );
  },
  compare({ reference, current }, { features }, { method, rows }) {
    if (!reference?.sample || !current.sample) {
      return unknown("the profiles were made without a sample");
    }
    const names = features.map(({ name }) => name);
    const { a, b } = sampleRows(reference.sample, current.sample, names);
    if (a.length < LEAST || b.length < LEAST) {
      return unknown(
        `embeddings need ${LEAST} whole vectors a side, found ${a.length} and ${b.length}`,
      );
    }
    const was = meanVector(a.map((x) => [...x]));
    const is = meanVector(b.map((x) => [...x]));
    const cosine = cosineDistance(was, is);
    if (method === "cosine" && !(hasDirection(a, was) && hasDirection(b, is))) {
      return unknown(
        'a mean vector is as short as chance makes it, so its direction says nothing; ask "mmd" instead',
      );
    }
    const kernel = kernelDistance(a.slice(0, rows), b.slice(0, rows));
    if (!Number.isFinite(kernel.biased)) {
      return unknown("values are too large, their squared distances overflow");
    }
    const told = method === "domain_classifier"
      ? tellApart(
        names.map((_, k) =>
          Float64Array.from([...a, ...b], (vector) => vector[k]!)
        ),
        a.length,
      )
      : undefined;
    return {
      value: told?.auc ?? (method === "mmd" ? kernel.biased : cosine),
      pValue: told?.pValue ?? kernel.pValue,
      effect: Math.sqrt(Math.max(0, kernel.unbiased)),
      n: { reference: a.length, current: b.length },
      details: {
        cosine,
        mmd: kernel.biased,
        sigma: kernel.sigma,
        ...(told ? { auc: told.auc } : {}),
        meanDistance: norm(is.map((x, k) => x - was[k]!)),
        meanLength: { reference: meanLength(a), current: meanLength(b) },
        explanation: `The mean of the embeddings turned by ${
          degrees(cosine)
        }; their mean length went from ${meanLength(a).toPrecision(3)} to ${
          meanLength(b).toPrecision(3)
        }`,
      },
    };
  },
});

const LEAST = 20;

/** Whether the mean stands out from what the vectors' spread leaves of a mean of 0. */
function hasDirection(
  vectors: readonly Float64Array[],
  mean: readonly number[],
): boolean {
  let spread = 0;
  for (const vector of vectors) {
    for (let k = 0; k < mean.length; k++) {
      spread += (vector[k]! - mean[k]!) ** 2;
    }
  }
  const chance = spread / vectors.length / vectors.length;
  return norm(mean) ** 2 > 4 * chance;
}

function meanLength(vectors: readonly Float64Array[]): number {
  return vectors.reduce((sum, x) => sum + Math.hypot(...x), 0) /
    vectors.length;
}

function degrees(cosine: number): string {
  if (Number.isNaN(cosine)) return "no angle that could be told";
  const angle = Math.acos(Math.max(-1, Math.min(1, 1 - cosine)));
  return `${(angle * 180 / Math.PI).toFixed(1)} degrees`;
}
