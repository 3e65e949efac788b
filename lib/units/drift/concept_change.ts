import {
  leastVisibleShare,
  rowsForShare,
  type StratifiedChange,
  stratifiedChange,
} from "../../math/mod.ts";
import {
  counterpart,
  measure,
  numberList,
  type Positive,
  positive,
  type Reading,
  unknown,
} from "../../check/mod.ts";
import { changeInPoints, percent } from "../../profile/mod.ts";
import { finite, sql } from "../../table/mod.ts";
import { unsigned } from "./axis.ts";

const id = "drift/concept_change";

/** Strata of about equal rows, and the fewest rows a side that one has. */
const STRATA = 100, STRATUM_ROWS = 25;

/** Bands of neighbouring strata that are asked one by one. */
const BANDS = 10;

/** Options of `conceptChange`. */
export interface ConceptOptions extends Positive {
  /** Rows that say as much as one, where rows of an entity resemble each other; defaults to 1. */
  readonly designEffect: number;
  /** Degrees of freedom of that; null, the default, where rows are independent. */
  readonly degrees: number | null;
}

/**
 * How the share of positives changed among rows of equal score: a break of p(label | score), by a changed concept or base rate.
 *
 * Formula: rows of both sides in up to 100 strata by score; the difference of the two shares within strata (Mantel and Haenszel), over
 * all and in ten bands of the score; the p-value is for a change larger than `leastShareChange`, the smaller of all's and ten times the
 * smallest band's, times two. Scores that moved make no change. `value` is the larger sure one of all and the band, with its 95 % interval;
 * effect the same with its sign. Shape: score and label of both sides -> one number. Unit: ratio, 0..1. Edge cases: rows without score or label
 * are left out; unknown when a side has no such row, or no row is positive or all are. Where labels are still on their way, it speaks of those that
 * have arrived. Source: Mantel and Haenszel 1959; calibration in the large by score band.
 */
export const conceptChange = measure({
  id,
  unit: "ratio",
  better: "lower",
  needs: ["score", "label"],
  kinds: { score: ["number"] },
  needsReference: true,
  defaults: {
    positive: null,
    designEffect: 1,
    degrees: null,
  } as ConceptOptions,
  validate({ designEffect }) {
    if (!(designEffect >= 1)) {
      throw new RangeError(
        `Cannot use "designEffect" of "${id}": it is ${designEffect}, 1 or more is needed`,
      );
    }
  },
  from({ current, reference, referenceColumns }, { score, label }, options) {
    const [then, was] = [score, label].map((column) =>
      counterpart(id, column, referenceColumns)
    );
    const rows = sql`(select 0 side, ${finite(then!)} s, ${
      positive(was!, options)
    } y from ${reference!} union all select 1 side, ${finite(score)} s, ${
      positive(label, options)
    } y from ${current})`;
    // rows of one score share a stratum: the rank of the first of them says which
    return sql`(select c, side, min(s) lo, max(s) hi, sum(y) y, cast(count(*) as double) n from (select side, s, y, floor((rank() over (order by s) - 1) * ${STRATA} / count(*) over ()) c from ${rows} where s is not null and y is not null) group by c, side)`;
  },
  query: () => {
    const at = sql`c * 2 + side`;
    return {
      at: numberList(at, at),
      low: numberList(sql`lo`, at),
      high: numberList(sql`hi`, at),
      rows: numberList(sql`n`, at),
      marked: numberList(sql`y`, at),
    };
  },
  read({ at, low, high, rows, marked }, options) {
    const cells = new Map<number, Band>();
    at.forEach((key, i) => {
      const cell = Math.floor(key / 2), lo = low[i]!, hi = high[i]!;
      const none = { x: 0, n: 0, y: 0, m: 0, lo, hi };
      const own = key % 2
        ? { ...none, y: marked[i]!, m: rows[i]! }
        : { ...none, x: marked[i]!, n: rows[i]! };
      cells.set(cell, together(cells.get(cell), own));
    });
    const strata = merged([...cells.values()]);
    const { designEffect: effect, degrees } = options;
    const n = total(strata.map((s) => s.n)), m = total(strata.map((s) => s.m));
    if (!n || !m) {
      return unknown(
        `no row of the ${
          n ? "current data" : "reference"
        } has a score and a label that is 0, 1 or of a named class`,
      );
    }
    const positives = total(strata.map(({ x, y }) => x + y));
    if (!positives || positives === n + m) {
      return unknown(
        `both classes are needed, found ${positives} positive of ${
          n + m
        } rows; name the positive class if the label is not 0 or 1`,
      );
    }
    const change = (part: readonly Band[]) =>
      stratifiedChange(
        part.map(({ x, n, y, m }) => ({
          x: x / effect,
          n: n / effect,
          y: y / effect,
          m: m / effect,
        })),
        degrees ?? Infinity,
      );
    const whole = change(strata);
    if (!whole) return unknown("no score occurs on both sides");
    const bands = bandsOf(strata).flatMap((part) => {
      const found = change(part);
      return found ? [{ ...found, lo: part[0]!.lo, hi: part.at(-1)!.hi }] : [];
    });
    const band = bands.reduce((a, b) => b.pValue < a.pValue ? b : a);
    const bandP = Math.min(1, band.pValue * bands.length);
    const several = bands.length > 1, axes = several ? 2 : 1;
    const pValue = Math.min(1, axes * Math.min(whole.pValue, bandP));
    const inBand = several && bandP < 1e-4 &&
        (whole.pValue >= 1e-4 ||
          Math.abs(band.change) > Math.abs(whole.change)) ||
      bandP < whole.pValue && whole.pValue > 0.05;
    const named = inBand ? band : whole;
    const reading: Reading = {
      value: Math.abs(named.change),
      interval: unsigned(named.interval),
      effect: named.change,
      pValue,
      n: { reference: n, current: m },
      leastVisible: (level) => ({
        change: leastVisibleShare(
          whole.then,
          level / axes,
          whole.rows,
          whole.rows,
          degrees ?? Infinity,
        ),
        rows: rowsForShare(whole.then, level / axes, 0.1) * effect,
      }),
      details: {
        explanation: `label given score: ${said(whole, "at equal scores")}${
          several && bandP < 0.05
            ? `; ${
              said(
                band,
                `where the score is ${short(band.lo)} to ${short(band.hi)}`,
              )
            }`
            : ""
        }`,
        whole,
        bands,
      },
    };
    return reading;
  },
});

interface Band {
  readonly x: number;
  readonly n: number;
  readonly y: number;
  readonly m: number;
  readonly lo: number;
  readonly hi: number;
}

function together(a: Band | undefined, b: Band): Band {
  return a
    ? {
      x: a.x + b.x,
      n: a.n + b.n,
      y: a.y + b.y,
      m: a.m + b.m,
      lo: Math.min(a.lo, b.lo),
      hi: Math.max(a.hi, b.hi),
    }
    : b;
}

/** Neighbours put together until each stratum has enough rows on both sides; by rows alone, so that labels decide nothing. */
function merged(cells: readonly Band[]): readonly Band[] {
  const found: Band[] = [];
  let open: Band | undefined;
  for (const cell of cells) {
    open = together(open, cell);
    if (open.n < STRATUM_ROWS || open.m < STRATUM_ROWS) continue;
    found.push(open);
    open = undefined;
  }
  if (!open) return found;
  return found.length
    ? [...found.slice(0, -1), together(found.at(-1), open)]
    : [open];
}

function bandsOf(strata: readonly Band[]): readonly (readonly Band[])[] {
  const bands = Math.min(BANDS, strata.length);
  return Array.from(
    { length: bands },
    (_, i) =>
      strata.slice(
        Math.round(i * strata.length / bands),
        Math.round((i + 1) * strata.length / bands),
      ),
  );
}

function said(
  { then, now, change, interval }: StratifiedChange,
  where: string,
): string {
  return [
    `${where} ${percent(then)} positive became ${percent(now)}`,
    changeInPoints(change, interval),
  ].filter(Boolean).join(", ");
}

function short(x: number): string {
  return String(Number(x.toPrecision(3)));
}

function total(list: readonly number[]): number {
  return list.reduce((sum, x) => sum + x, 0);
}
