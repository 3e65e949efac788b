import {
  EDGE_SHARES,
  normalCdf,
  normalQuantile,
  type Random,
  REST,
  type WindowCounts,
} from "../../lib/mod.ts";
import { drawBinomial, drawMultinomial } from "./draw_counts.ts";

/** How windows of a world differ from one another by nature. */
export interface World {
  /** Rows of a window. */
  readonly n: number;
  /** Number columns; half as many booleans of 0.3, a quarter rare ones of 0.002, a quarter of 20 values. */
  readonly columns: number;
  /** "dm": a Dirichlet-multinomial of rho; "location": numbers shift and log-odds move, as much at the median. */
  readonly variation: "dm" | "location";
  readonly rho: number;
  /** Whether rho differs by column, log-uniform from a tenth to three times. */
  readonly differing: boolean;
  /** Weekly season in standard deviations. */
  readonly season: number;
  /** How the variation of windows runs over time, "normal" when independent; defaults to "normal". */
  readonly course?: Course;
}

/** Heavy tails, slowly fading shocks, or a random walk. */
export type Course = "normal" | "t3" | "ar" | "walk";

/** What changes from a window on: in the first column of its kind. */
export interface Fault {
  readonly from: number;
  /** Share of the rows, shift in standard deviations, factor of the deviation. */
  readonly shift?: readonly [number, number, number];
  readonly nulls?: number;
  readonly boolean?: number;
  readonly rare?: number;
}

const DAY = 86_400_000;
/** A Monday: 2026-01-05. */
const START = Date.UTC(2026, 0, 5);
const WEEK = [0, 0, 0, 0.3, 0.3, 1, 1].map((x) => x - 2.6 / 7);
const Z = EDGE_SHARES.map((share) => normalQuantile(share));
const EDGES = Z.map(String), TWO = ["yes", "no", REST];
const TWENTY = [...Array.from({ length: 20 }, (_, i) => `v${i}`), REST];
const ZIPF = Float64Array.from({ length: 20 }, (_, i) => 1 / (i + 1) ** 1.1);

/** Draws a run of days: the simulated world of the reference-window algorithm, counted. */
export function drawWorld(
  stream: Random,
  windows: number,
  world: World,
  fault: Fault = { from: Infinity },
): WindowCounts[] {
  const { n, rho, columns, variation, differing, season, course } = world;
  const many = {
    number: columns,
    boolean: columns >> 1,
    rare: Math.max(1, columns >> 2),
    category: Math.max(1, columns >> 2),
  };
  const own = (size: number) =>
    Array.from({ length: size }, () =>
      rho <= 0 ? 0 : differing
        ? Math.exp(
          Math.log(rho / 10) + stream.uniform() * Math.log(30),
        )
        : rho);
  const moved = variation === "location";
  const runs = (rhos: readonly number[], each = 1) =>
    rhos.map((r) =>
      Array.from(
        { length: each },
        () =>
          moved && r > 0
            ? effects(stream, windows, course ?? "normal").map((e) =>
              e * Math.sqrt(4 * r)
            )
            : new Array<number>(windows).fill(0),
      )
    );
  const rhos = {
    number: own(many.number),
    nulls: own(many.number),
    boolean: own(many.boolean),
    rare: own(many.rare),
    category: own(many.category),
  };
  const signs = rhos.number.map(() => stream.uniform() < 0.5 ? 1 : -1);
  const shocks = {
    number: runs(rhos.number),
    nulls: runs(rhos.nulls),
    boolean: runs(rhos.boolean),
    rare: runs(rhos.rare),
    category: runs(rhos.category, 20),
  };
  return Array.from({ length: windows }, (_, w): WindowCounts => {
    const day = season * WEEK[w % 7]!, after = w >= fault.from;
    const found = new Map<
      string,
      WindowCounts["columns"] extends ReadonlyMap<string, infer C> ? C : never
    >();
    const rate = (
      p: number,
      r: number,
      shock: number,
      becomes: number | undefined,
    ) => {
      const logit = Math.log(p / (1 - p)) + day + shock;
      let q = 1 / (1 + Math.exp(-logit));
      if (becomes !== undefined && after) q *= becomes / p;
      if (!moved && r > 0) {
        const [a, b] = [q * (1 / r - 1), (1 - q) * (1 / r - 1)];
        q = stream.beta(a, b);
      }
      return q;
    };
    for (let c = 0; c < many.number; c++) {
      const shift = signs[c]! * day + 0.63 * shocks.number[c]![0]![w]!;
      const nulls = drawBinomial(
        stream,
        n,
        rate(
          c === 0 && fault.nulls ? 0.01 : 0.02,
          rhos.nulls[c]!,
          shocks.nulls[c]![0]![w]!,
          c === 0 ? fault.nulls : undefined,
        ),
      );
      const at = Z.map((z) => {
        const f = normalCdf(z - shift);
        if (!after || c > 0 || !fault.shift) return f;
        const [part, by, wide] = fault.shift;
        return (1 - part) * f + part * normalCdf((z - shift - by) / wide);
      });
      const cells = Float64Array.from(
        { length: Z.length + 1 },
        (_, k) => (at[k] ?? 1) - (k ? at[k - 1]! : 0),
      );
      const counts = drawMultinomial(
        stream,
        n - nulls,
        mixed(stream, cells, moved ? 0 : rhos.number[c]!),
      );
      let sum = 0;
      const below = Float64Array.from(Z, (_, k) => sum += counts[k]!);
      found.set(`number${c}`, {
        kind: "number",
        rows: n,
        nulls,
        keys: EDGES,
        counts: below,
      });
    }
    for (const [kind, p] of [["boolean", 0.3], ["rare", 0.002]] as const) {
      for (let c = 0; c < many[kind]; c++) {
        const yes = drawBinomial(
          stream,
          n,
          rate(
            p,
            rhos[kind][c]!,
            shocks[kind][c]![0]![w]!,
            c === 0 ? fault[kind] : undefined,
          ),
        );
        found.set(`${kind}${c}`, category(n, TWO, [yes, n - yes, 0]));
      }
    }
    for (let c = 0; c < many.category; c++) {
      const weights = ZIPF.map((x, k) =>
        x * Math.exp(shocks.category[c]![k]![w]!)
      );
      const sum = weights.reduce((a, b) => a + b);
      const shares = mixed(
        stream,
        weights.map((x) => x / sum),
        moved ? 0 : rhos.category[c]!,
      );
      found.set(
        `category${c}`,
        category(n, TWENTY, [...drawMultinomial(stream, n, shares), 0]),
      );
    }
    return {
      from: START + w * DAY,
      to: START + (w + 1) * DAY,
      rows: n,
      columns: found,
    };
  });
}

function category(rows: number, keys: string[], counts: ArrayLike<number>) {
  return {
    kind: "category" as const,
    rows,
    nulls: 0,
    keys,
    counts: Float64Array.from(counts),
  };
}

/** Shares drawn from a Dirichlet around `shares` with intraclass correlation rho. */
function mixed(stream: Random, shares: Float64Array, rho: number) {
  if (!(rho > 0)) return shares;
  const drawn = shares.map((p) =>
    p > 0 ? stream.gamma(Math.max(p * (1 / rho - 1), 1e-12)) : 0
  );
  const sum = drawn.reduce((a, b) => a + b);
  return drawn.map((x) => x / sum);
}

/** The course of one share's natural variation, of unit size. */
function effects(stream: Random, windows: number, course: Course): number[] {
  let last = stream.normal();
  return Array.from({ length: windows }, (_, w) => {
    const next = stream.normal();
    switch (course) {
      case "normal":
        return next;
      case "t3":
        return next / Math.sqrt(stream.gamma(1.5, 2) / 3) / Math.sqrt(3);
      case "ar":
        return w === 0 ? last : last = 0.8 * last + 0.6 * next;
      case "walk":
        return w === 0 ? last = 0.25 * next : last += 0.25 * next;
    }
  });
}
