import { holm, random } from "../../lib/math/mod.ts";
import {
  categories,
  continuous,
  counted,
  type Draw,
  mixed,
  poisson,
  pValueOf,
  zipf,
} from "./alarm_columns.ts";

/** How often something happened. */
export interface Rate {
  readonly name: string;
  readonly hits: number;
  readonly of: number;
}

const LEVEL = 0.05;

/** Whether Holm over these columns raises any alarm. */
function alarms(pValues: readonly number[], weights?: readonly number[]) {
  return holm(pValues, weights).some((p) => p <= LEVEL);
}

/** A column in which hardly any value repeats. Counts of 20,000 values cost as much as 500 other columns: few are drawn, and often. */
const ID = categories(Array.from({ length: 20_000 }, () => 1 / 20_000));
const ID_COLUMNS = 12;

/** Columns of a report in which nothing changed: 200 of ten kinds, as in section 1 of alarm.md. */
const KINDS: readonly (readonly [number, Draw])[] = [
  [80, continuous()],
  [10, continuous(undefined, { then: 0.001 })],
  [24, counted(poisson(3))],
  [20, counted([0.6, ...zipf(40, 0.8).map((x) => 0.4 * x)])],
  [10, categories([0.7, 0.3])],
  [10, categories([0.998, 0.002])],
  [12, categories(zipf(5))],
  [12, categories(zipf(20))],
  [14, categories(zipf(200))],
  [8, ID],
];

/** Sizes of reports. */
export const SIZES = [1, 5, 20, 50, 200];

/** Rows of reference and current. */
export const ROWS: readonly (readonly [number, number])[] = [
  [50, 50],
  [200, 200],
  [1000, 1000],
  [10_000, 10_000],
  [100_000, 100_000],
  [1_000_000, 1_000_000],
  [1_000_000, 200],
  [200, 1_000_000],
  [50, 5000],
];

/** A1: reports of identical data, by rows and number of columns: in how many any column alarms. */
export function falseAlarms(reports: number): Rate[] {
  return ROWS.flatMap(([n, m]) => {
    const next = random(`A1 ${n} ${m}`);
    const hits = SIZES.map(() => 0), of = SIZES.map(() => 0);
    const idP = Array.from(
      { length: ID_COLUMNS },
      () => pValueOf(ID(next, n, m)),
    );
    for (let report = 0; report < reports; report++) {
      const all = next.shuffle(
        KINDS.flatMap(([columns, draw]) =>
          Array.from(
            { length: columns },
            () => draw === ID ? next.choice(idP) : pValueOf(draw(next, n, m)),
          )
        ),
      );
      SIZES.forEach((size, k) => {
        for (let at = 0; at + size <= all.length; at += size) {
          if (alarms(all.slice(at, at + size))) hits[k]!++;
          of[k]!++;
        }
      });
    }
    return SIZES.map((size, k) => ({
      name: `${n} v ${m}, ${size} columns`,
      hits: hits[k]!,
      of: of[k]!,
    }));
  });
}

/** A row of the power table: a change of one column among 100, in how many repeats it is found. */
export interface Power {
  readonly name: string;
  readonly draw: Draw;
  /** Rows a side at which at least 95 % must be found; none for what must stay quiet. */
  readonly from: number | undefined;
  /** Shares of the level of the column and of each of the 99 others, defaults to equal ones. */
  readonly weights?: readonly [number, number];
}

const twenty = zipf(20), none = { then: 0 };
const reordered = twenty.map((x, i) =>
  0.4 * x + 0.6 * twenty[[2, 0, 1][i] ?? i]!
);
const more = (share: number) => [...twenty.map((x) => x * (1 - share)), share];
const mixture = poisson(3).map((x, i) => 0.4 * x + 0.6 * poisson(3.9)[i]!);

/** A2: the rows of the power table. */
export const POWER: readonly Power[] = [
  {
    name: "label 0.2 -> 0.4 %, half of the level",
    draw: categories([0.998, 0.002], [0.996, 0.004], none),
    from: 100_000,
    weights: [0.25, 0.5 / 98],
  },
  {
    name: "label 0.2 -> 0.4 % written as 0 and 1",
    draw: counted([0.998, 0.002], [0.996, 0.004], none),
    from: 100_000,
    weights: [0.25, 0.5 / 98],
  },
  {
    name: "label 0.2 -> 0.4 %, an even share of the level",
    draw: categories([0.998, 0.002], [0.996, 0.004], none),
    from: 100_000,
  },
  {
    name: "shift 0.5 sd in 60 %",
    draw: continuous(mixed(0.6, { shift: 0.5 })),
    from: 2000,
  },
  {
    name: "shift 0.5 sd in 40 %",
    draw: continuous(mixed(0.4, { shift: 0.5 })),
    from: 5000,
  },
  {
    name: "sd x1.5 in 60 %",
    draw: continuous(mixed(0.6, { scale: 1.5 })),
    from: 2000,
  },
  {
    name: "sd x1.5 in 40 %",
    draw: continuous(mixed(0.4, { scale: 1.5 })),
    from: 5000,
  },
  {
    name: "nulls 2 -> 5.5 %",
    draw: continuous(undefined, { then: 0.02, now: 0.055 }),
    from: 5000,
  },
  {
    name: "nulls 1 -> 3 %",
    draw: continuous(undefined, { then: 0.01, now: 0.03 }),
    from: 5000,
  },
  {
    name: "Poisson 3, mean x1.3 in 60 %",
    draw: counted(poisson(3), mixture),
    from: 2000,
  },
  {
    name: "top 3 of 20 reordered in 60 %",
    draw: categories(twenty, reordered),
    from: 2000,
  },
  {
    name: "3 % unseen category",
    draw: categories(more(0), more(0.03)),
    from: 2000,
  },
  {
    name: "boolean 0.30 -> 0.37",
    draw: categories([0.7, 0.3], [0.63, 0.37]),
    from: 20_000,
  },
  {
    name: "a unit change of 10 sd",
    draw: continuous((u) => u >= 1 ? 1 : 0),
    from: 500,
  },
  {
    name: "quiet: shift 0.03 sd",
    draw: continuous(mixed(1, { shift: 0.03 })),
    from: undefined,
  },
  {
    name: "quiet: boolean 0.30 -> 0.31",
    draw: categories([0.7, 0.3], [0.69, 0.31]),
    from: undefined,
  },
  {
    name: "quiet: nulls 2 -> 2.3 %",
    draw: continuous(undefined, { then: 0.02, now: 0.023 }),
    from: undefined,
  },
  {
    name: "border: shift 0.05 sd",
    draw: continuous(mixed(1, { shift: 0.05 })),
    from: undefined,
  },
  {
    name: "border: boolean 0.30 -> 0.32",
    draw: categories([0.7, 0.3], [0.68, 0.32]),
    from: undefined,
  },
];

/** In how many of the repeats a column among 100 is found whose 99 neighbours say nothing: the worst case of Holm. */
export function power(
  { name, draw, weights }: Power,
  rows: number,
  repeats: number,
): Rate {
  const next = random(`A2 ${name} ${rows}`);
  const shares = weights &&
    [weights[0], weights[0], ...Array<number>(98).fill(weights[1])];
  let hits = 0;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const p = pValueOf(draw(next, rows, rows));
    if (holm([p, ...Array<number>(99).fill(1)], shares)[0]! <= LEVEL) hits++;
  }
  return { name: `${name}, ${rows} rows`, hits, of: repeats };
}

/** A3: reports of 200 columns that all moved by exactly the minimum: in how many any alarms. */
export function margin(reports: number): Rate[] {
  const none = { then: 0 }, many = 1_000_000;
  const to = (then: number, now: number) =>
    categories([1 - then, then], [1 - now, now], none);
  const cases: readonly (readonly [string, Draw, number])[] = [
    ["0.30 -> 0.32", to(0.3, 0.32), many],
    ["1 -> 1.25 %", to(0.01, 0.0125), many],
    ["4 -> 3 %", to(0.04, 0.03), many],
    ["0.1 -> 0.15 %, 20,000 rows now", to(0.001, 0.0015), 20_000],
    ["body by 2 points", continuous(mixed(1, { shift: 0.05014 }), none), many],
  ];
  return cases.map(([name, draw, m]) => {
    const next = random(`A3 ${name}`);
    let hits = 0;
    for (let report = 0; report < reports; report++) {
      const p = Array.from(
        { length: 200 },
        () => pValueOf(draw(next, many, m)),
      );
      if (alarms(p)) hits++;
    }
    return { name, hits, of: reports };
  });
}

/** A4: reports of 100 columns of which some drifted far: in how many a column alarms that held still, and what share of the drifted is found. */
export function besideDrifted(
  drifted: number,
  reports: number,
): readonly [Rate, Rate] {
  const next = random(`A4 ${drifted}`), rows = 1000;
  const quiet = KINDS.filter((_, i) => i < 9);
  const moved = continuous(mixed(1, { shift: 1 }));
  let wrong = 0, found = 0;
  for (let report = 0; report < reports; report++) {
    const p = Array.from({ length: 100 }, (_, i) => {
      const draw = i < drifted
        ? moved
        : next.choice(quiet.map(([, draw]) => draw), quiet.map(([w]) => w));
      return pValueOf(draw(next, rows, rows));
    });
    const adjusted = holm(p);
    if (adjusted.some((x, i) => i >= drifted && x <= LEVEL)) wrong++;
    found += adjusted.filter((x, i) => i < drifted && x <= LEVEL).length;
  }
  return [
    {
      name: `a column that held still beside ${drifted} that drifted`,
      hits: wrong,
      of: reports,
    },
    { name: `of the ${drifted} found`, hits: found, of: drifted * reports },
  ];
}
