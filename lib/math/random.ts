/**
 * Seeded random numbers: the same seed gives the same numbers on every machine.
 *
 * Shape: a stream of draws; each method takes the next ones. Unit: as documented per method.
 * Errors: RangeError for a parameter outside its range.
 * Source: xoshiro128** 1.1, D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", 2021.
 */
export interface Random {
  /** The next 32 bits as an unsigned integer. */
  bits(): number;
  /** Uniform in [0, 1) with 53 bits. */
  uniform(): number;
  /** Uniform integer in [0, n). */
  integer(n: number): number;
  /** Normal by Box and Muller; defaults to mean 0, standard deviation 1. */
  normal(mean?: number, deviation?: number): number;
  /** Gamma by Marsaglia and Tsang (2000); mean shape x scale; scale defaults to 1. */
  gamma(shape: number, scale?: number): number;
  /** Beta as a ratio of gammas; mean a / (a + b). */
  beta(a: number, b: number): number;
  /** Poisson by products of uniforms (Knuth) in steps of 30; time grows with the rate. */
  poisson(rate: number): number;
  /** Rank in 1..n with probability proportional to rank^-exponent, by rejection-inversion (Hörmann and Derflinger 1996). */
  zipf(n: number, exponent: number): number;
  /** One of the values, uniformly or in proportion to `weights`. */
  choice<T>(values: readonly T[], weights?: readonly number[]): T;
  /** The values in a new random order (Fisher and Yates); the input stays as it is. */
  shuffle<T>(values: readonly T[]): T[];
  /** An independent stream, decided by this stream's seed and `name` alone, not by how many numbers were drawn. */
  fork(name: string): Random;
}

/** Makes a stream of random numbers from a seed (a number or a text; equal texts give equal streams). */
export function random(seed: number | string): Random {
  const text = String(seed);
  const bits = xoshiro128(seedState(text));
  const uniform = () =>
    ((bits() >>> 5) * 67108864 + (bits() >>> 6)) / 9007199254740992;
  const integer = (n: number) => {
    positive("n", n);
    return Math.floor(uniform() * n);
  };
  const unitNormal = () =>
    Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const gamma = (shape: number, scale = 1): number => {
    positive("shape", shape);
    if (shape < 1) {
      return gamma(shape + 1, scale) * Math.pow(1 - uniform(), 1 / shape);
    }
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = unitNormal();
      const v = (1 + c * x) ** 3;
      if (
        v > 0 &&
        Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)
      ) return d * v * scale;
    }
  };
  return {
    bits,
    uniform,
    integer,
    normal: (mean = 0, deviation = 1) => mean + deviation * unitNormal(),
    gamma,
    beta: (a, b) => {
      const x = gamma(a);
      return x / (x + gamma(b));
    },
    poisson: (rate) => poisson(uniform, rate),
    zipf: (n, exponent) => zipf(uniform, n, exponent),
    choice: (values, weights) => {
      positive("values.length", values.length);
      return values[
        weights === undefined
          ? integer(values.length)
          : weighted(uniform, weights)
      ]!;
    },
    shuffle: (values) => {
      const out = [...values];
      for (let i = out.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        [out[i], out[j]] = [out[j]!, out[i]!];
      }
      return out;
    },
    fork: (name) => random(`${text}/${name}`),
  };
}

/** The raw generator: four 32-bit words of state, not all zero, to a function that returns the next 32 bits. */
export function xoshiro128(
  state: readonly [number, number, number, number],
): () => number {
  let [a, b, c, d] = state;
  return () => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}

/** Two hashes in the manner of FNV-1a over the UTF-16 units, two steps of splitmix32 from each: similar seeds give unrelated states. */
function seedState(text: string): [number, number, number, number] {
  const [a, b] = mixed(hashed(text, 0x811c9dc5));
  const [c, d] = mixed(hashed(text, 0x9747b28c));
  return [a, b, c, d | 1];
}

function hashed(text: string, offset: number): number {
  let hash = offset;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}

function mixed(seed: number): [number, number] {
  const at = (step: number) => {
    let z = (seed + Math.imul(step, 0x9e3779b9)) | 0;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  return [at(1), at(2)];
}

function poisson(uniform: () => number, rate: number): number {
  if (!(rate >= 0)) {
    throw new RangeError(
      `Cannot draw with rate "${rate}": 0 or more is needed`,
    );
  }
  let count = 0;
  for (let left = rate; left > 0; left -= 30) {
    const limit = Math.exp(-Math.min(left, 30));
    for (
      let product = 1 - uniform();
      product > limit;
      product *= 1 - uniform()
    ) count++;
  }
  return count;
}

function zipf(uniform: () => number, n: number, exponent: number): number {
  positive("n", n);
  positive("exponent", exponent);
  const integral = (x: number) =>
    Math.abs(exponent - 1) < 1e-12
      ? Math.log(x)
      : (Math.pow(x, 1 - exponent) - 1) / (1 - exponent);
  const inverse = (y: number) =>
    Math.abs(exponent - 1) < 1e-12
      ? Math.exp(y)
      : Math.pow(1 + y * (1 - exponent), 1 / (1 - exponent));
  const low = integral(1.5) - 1;
  const high = integral(n + 0.5);
  for (;;) {
    const u = high + uniform() * (low - high);
    const rank = Math.min(Math.max(Math.round(inverse(u)), 1), n);
    if (u >= integral(rank + 0.5) - Math.pow(rank, -exponent)) return rank;
  }
}

function weighted(uniform: () => number, weights: readonly number[]): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let left = uniform() * total;
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return weights.length - 1;
}

function positive(name: string, value: number): void {
  if (!(value > 0)) {
    throw new RangeError(
      `Cannot draw with ${name} "${value}": more than 0 is needed`,
    );
  }
}
