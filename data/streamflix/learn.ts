import {
  als,
  type Dataset,
  type Gbdt,
  gbdt,
  type PredictionEvent,
  type Random,
  scoreGbdt,
  type Vectors,
  vectorsOf,
} from "../../lib/mod.ts";
import { FEATURES } from "../../server/systems/streamflix.ts";
import type { WatchOutcome } from "./behaviour.ts";

/** A request with what came of it. */
export interface Logged {
  readonly event: PredictionEvent;
  /** By item. */
  readonly outcomes: ReadonlyMap<number, WatchOutcome>;
}

/** A model with the figures it was deployed on. */
export interface Trained {
  readonly version: number;
  readonly vectors: Vectors;
  readonly ranker: Gbdt;
  /** The rows the ranker learned from. */
  readonly rows: TrainingRows;
  /** NDCG@20 of clicks on the requests of the week before, each request scored by a model that has not seen its user. */
  readonly ndcg: Mean;
}

/** Training rows beside the requests they came from. */
export interface TrainingRows extends Dataset {
  readonly requests: readonly Logged[];
  /** Request and slot of each row. */
  readonly from: readonly (readonly [number, number])[];
}

/** A mean over requests with its standard error. */
export interface Mean {
  readonly value: number;
  readonly error: number;
  readonly requests: number;
}

const dims = 12;
const treeOptions = {
  trees: 32,
  leaves: 12,
  leafRows: 60,
  learningRate: 0.15,
  regularisation: 2,
};

/**
 * Trains what goes online: embeddings from all clicks until a week ago, a ranker from the slates of the week since.
 *
 * The affinity of a row thus never saw the row's own label. Only outcomes that had arrived by `now` count.
 */
export function learn(
  version: number,
  now: number,
  history: readonly WatchOutcome[],
  week: readonly Logged[],
  random: Random,
): Trained {
  const from = week[0]!.event.ts;
  const vectors = embed(
    version,
    history.filter(({ ts, arrival }) => ts < from && arrival <= now),
    random,
  );
  const rows = rowsOf(week, vectors, now);
  return {
    version,
    vectors,
    ranker: gbdt(rows, treeOptions),
    rows,
    ndcg: crossFitted(rows),
  };
}

/** NDCG@20 of an order of logged slates: `scoresOf` gives one score a shown item. Requests without a click do not count. */
export function offlineNdcg(
  requests: readonly Logged[],
  now: number,
  scoresOf: (request: Logged) => ArrayLike<number>,
): Mean {
  const values: number[] = [];
  for (const request of requests) {
    const gains = request.event.items.map(({ item }) =>
      clickedBy(request.outcomes.get(item), now)
    );
    const value = ndcg(scoresOf(request), gains);
    if (value !== undefined) values.push(value);
  }
  return meanOf(values);
}

/** The features of a request's slate as they were logged. */
export function loggedFeatures({ event }: Logged): Float32Array {
  return Float32Array.from(
    event.items.flatMap(({ features }) =>
      FEATURES.map((name) => features?.[name] ?? NaN)
    ),
  );
}

function embed(
  version: number,
  history: readonly WatchOutcome[],
  random: Random,
): Vectors {
  const users = [...new Set(history.map(({ entity }) => entity))];
  const items = [...new Set(history.map(({ item }) => item))];
  const userRow = new Map(users.map((user, row) => [user, row]));
  const itemRow = new Map(items.map((item, row) => [item, row]));
  const factors = als(
    {
      users: history.map(({ entity }) => userRow.get(entity)!),
      items: history.map(({ item }) => itemRow.get(item)!),
      weights: history.map(strengthOf),
      userCount: users.length,
      itemCount: items.length,
    },
    random,
    { dims, iterations: 8, regularisation: 8, alpha: 12 },
  );
  const slice = (all: Float32Array, row: number) =>
    all.slice(row * dims, (row + 1) * dims);
  return vectorsOf(`embeddings@${version}`, dims, {
    users: users.map((user, row) => [user, slice(factors.users, row)]),
    items: items.map((item, row) => [item, slice(factors.items, row)]),
  });
}

/** How much an outcome says about taste. */
function strengthOf({ watched, left_early }: WatchOutcome): number {
  return watched ? 1.5 : left_early ? 0.3 : 0.8;
}

function rowsOf(
  requests: readonly Logged[],
  vectors: Vectors,
  now: number,
): TrainingRows {
  const values: number[] = [], labels: number[] = [];
  const from: (readonly [number, number])[] = [];
  requests.forEach(({ event, outcomes }, request) => {
    const user = vectors.user(event.entity);
    event.items.forEach(({ item, features }, slot) => {
      if (features === null) return;
      const vector = vectors.item(item);
      for (const name of FEATURES) {
        values.push(
          name === "affinity"
            ? user && vector ? dot(user, vector) : NaN
            : features[name] ?? NaN,
        );
      }
      labels.push(clickedBy(outcomes.get(item), now));
      from.push([request, slot]);
    });
  });
  return {
    columns: FEATURES,
    values: Float32Array.from(values),
    labels: Uint8Array.from(labels),
    requests,
    from,
  };
}

/** Two halves of the users, each scored by the model of the other. */
function crossFitted(rows: TrainingRows): Mean {
  const { requests, from, columns: { length: width } } = rows;
  const half = from.map(([request]) =>
    Number(requests[request]!.event.entity.slice(1)) % 2
  );
  const scores = new Float64Array(from.length);
  for (const side of [0, 1]) {
    const seen = pick(rows, (row) => half[row] !== side);
    const unseen = pick(rows, (row) => half[row] === side);
    const model = gbdt(seen, treeOptions);
    const predicted = scoreGbdt(model, unseen.values);
    unseen.picked.forEach((row, k) => scores[row] = predicted[k]!);
  }
  const values: number[] = [];
  for (let row = 0; row < from.length;) {
    let end = row;
    while (end < from.length && from[end]![0] === from[row]![0]) end++;
    const value = ndcg(scores.subarray(row, end), [
      ...rows.labels.subarray(row, end),
    ]);
    if (value !== undefined) values.push(value);
    row = end;
  }
  return meanOf(values);

  function pick(all: Dataset, test: (row: number) => boolean) {
    const picked = half.map((_, row) => row).filter(test);
    const values = new Float32Array(picked.length * width);
    picked.forEach((row, k) =>
      values.set(all.values.subarray(row * width, (row + 1) * width), k * width)
    );
    const labels = Uint8Array.from(picked, (row) => all.labels[row]!);
    return { columns: all.columns, values, labels, picked };
  }
}

/** NDCG@20 with gains of 0 or 1; undefined without a gain. Ties keep the logged order. */
function ndcg(
  scores: ArrayLike<number>,
  gains: readonly number[],
): number | undefined {
  const order = gains.map((_, slot) => slot).sort((a, b) =>
    scores[b]! - scores[a]! || a - b
  );
  const discounted = (sorted: readonly number[]) =>
    sorted.slice(0, 20).reduce(
      (sum, gain, rank) => sum + gain / Math.log2(rank + 2),
      0,
    );
  const ideal = discounted([...gains].sort((a, b) => b - a));
  return ideal === 0
    ? undefined
    : discounted(order.map((slot) => gains[slot]!)) / ideal;
}

function meanOf(values: readonly number[]): Mean {
  const { length: n } = values;
  const value = values.reduce((a, b) => a + b, 0) / n;
  const spread = values.reduce((sum, v) => sum + (v - value) ** 2, 0) / (n - 1);
  return { value, error: Math.sqrt(spread / n), requests: n };
}

const clickedBy = (outcome: WatchOutcome | undefined, now: number) =>
  outcome?.clicked && outcome.arrival <= now ? 1 : 0;

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}
