import { random } from "./random.ts";

/** Rows by class: `counts[label][prediction]`, classes in ascending order. */
export interface Confusion {
  readonly classes: readonly string[];
  readonly counts: readonly (readonly number[])[];
  readonly n: number;
}

/** What one class against all others counts. */
export interface ClassCounts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** Lays out counted pairs of label and prediction; classes are those that either side has. */
export function confusionOf(
  labels: readonly (string | null)[],
  predictions: readonly (string | null)[],
  counts: readonly number[],
): Confusion {
  const classes = [...new Set([...labels, ...predictions])].map(String).sort(
    byClass,
  );
  const at = new Map(classes.map((name, i) => [name, i]));
  const table = classes.map(() => classes.map(() => 0));
  let n = 0;
  counts.forEach((count, i) => {
    table[at.get(String(labels[i]))!]![at.get(String(predictions[i]))!]! +=
      count;
    n += count;
  });
  return { classes, counts: table, n };
}

function byClass(a: string, b: string): number {
  const x = Number(a), y = Number(b);
  if (Number.isFinite(x) && Number.isFinite(y) && x !== y) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One class against the rest. */
export function oneClass({ counts, n }: Confusion, i: number): ClassCounts {
  const tp = counts[i]![i]!;
  const fn = sum(counts[i]!) - tp;
  const fp = counts.reduce((s, row) => s + row[i]!, 0) - tp;
  return { tp, fp, fn, tn: n - tp - fp - fn };
}

/** Rows by label. */
export function supports({ counts }: Confusion): number[] {
  return counts.map(sum);
}

/** The table of a model that always says the most frequent label. */
export function majorityOf(confusion: Confusion): Confusion & {
  readonly majority: string;
} {
  const rows = supports(confusion);
  const most = rows.indexOf(Math.max(...rows));
  return {
    ...confusion,
    majority: confusion.classes[most]!,
    counts: rows.map((n) => rows.map((_, j) => j === most ? n : 0)),
  };
}

/** Matthews' correlation of labels and predictions over all classes; NaN where either side is constant. Source: Gorodkin 2004. */
export function matthews({ counts, n }: Confusion): number {
  const rows = counts.map(sum);
  const columns = counts.map((_, j) => counts.reduce((s, r) => s + r[j]!, 0));
  const hits = counts.reduce((s, r, i) => s + r[i]!, 0);
  const both = rows.reduce((s, r, i) => s + r * columns[i]!, 0);
  const square = (xs: number[]) => xs.reduce((s, x) => s + x * x, 0);
  const under = (n * n - square(rows)) * (n * n - square(columns));
  return under > 0 ? (hits * n - both) / Math.sqrt(under) : NaN;
}

/** Agreement beyond chance (Cohen's kappa); NaN where chance alone agrees fully. Source: Cohen 1960. */
export function kappaOf({ counts, n }: Confusion): number {
  const rows = counts.map(sum);
  const columns = counts.map((_, j) => counts.reduce((s, r) => s + r[j]!, 0));
  const hits = counts.reduce((s, r, i) => s + r[i]!, 0) / n;
  const chance = rows.reduce((s, r, i) => s + r * columns[i]!, 0) / (n * n);
  return chance < 1 ? (hits - chance) / (1 - chance) : NaN;
}

/**
 * Interval of any figure of a table of counts: quantiles over tables drawn from the Dirichlet posterior of its cells.
 *
 * The prior weighs two rows in all, so a table of four cells has Jeffreys' half a row in each; never empty, even where no
 * error was seen. Seeded; widened to hold `value`. Source: Goutte and Gaussier 2005.
 */
export function cellInterval(
  confusion: Confusion,
  figure: (confusion: Confusion) => number,
  value: number,
): readonly [number, number] | undefined {
  const { classes, counts, n } = confusion;
  const prior = 2 / (classes.length * classes.length);
  const draws = Math.min(1_000, Math.floor(2_000_000 / classes.length ** 2));
  const stream = random(`cells of ${n} rows`);
  const found: number[] = [];
  for (let i = 0; i < draws; i++) {
    const drawn = counts.map((row) =>
      row.map((count) => stream.gamma(count + prior))
    );
    const total = drawn.reduce((s, row) => s + sum(row), 0);
    const scaled = drawn.map((row) => row.map((x) => x * n / total));
    const x = figure({ classes, counts: scaled, n });
    if (Number.isFinite(x)) found.push(x);
  }
  if (found.length < 40) return undefined;
  found.sort((a, b) => a - b);
  const at = (share: number) => found[Math.round(share * (found.length - 1))]!;
  return [Math.min(value, at(0.025)), Math.max(value, at(0.975))];
}

function sum(xs: readonly number[]): number {
  return xs.reduce((s, x) => s + x, 0);
}
