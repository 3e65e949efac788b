import { SchemaError } from "../../errors.ts";
import { measure, numberList, textList, unknown } from "../../check/mod.ts";
import { normalInterval, normalSf, varianceOf } from "../../math/mod.ts";
import { asNumber, className, rankCell } from "../../profile/mod.ts";
import {
  type Column,
  finite,
  joinSql,
  rawSql,
  type Sql,
  sql,
} from "../../table/mod.ts";

/**
 * How much worse the model is on the worst slice that can be found than on all other rows.
 *
 * Formula: loss is 1 for a wrong prediction ("error") or |label - prediction| ("absolute"). Slices are values of one feature or of
 * two (numbers in `parts` groups of equal counts); one half of the rows, drawn by hash, ranks them by how surely they are worse, the
 * other half gives all figures. Interval: normal, of the difference; p-value: one-sided, times the slices reported. Shape: features,
 * prediction and label -> one number; `details.slices`, the `report` weakest: rows, loss, difference, interval and p-value each.
 * Unit: the loss's. Edge cases: rows without prediction or label are left out; a missing value is a slice of its own; at most 12
 * features make pairs; unknown below `rows` rows in each half or when nothing is worse; of a
 * probability "absolute" is largest where the label is most uncertain, not where the order is worst. Error: SchemaError for a text under "absolute".
 * Source: Chung et al. 2019 (Slice Finder); Holm 1979; sample splitting by Cox 1975.
 */
export const weakSlices = measure({
  id: "metrics/weak_slices",
  unit: "statistic",
  better: "lower",
  needs: ["features", "prediction", "label"],
  /** `loss`: "error" or "absolute", defaults to "error"; `parts`: groups of a number, defaults to 4; `rows`: of a slice in each half at least, defaults to 30; `report`: slices told, defaults to 5. */
  defaults: { loss: "error", parts: 4, rows: 30, report: 5 },
  validate({ loss, parts, rows, report }) {
    if (loss !== "error" && loss !== "absolute") {
      throw new RangeError(
        `Cannot use "loss" of "metrics/weak_slices": it is "${loss}", "error" or "absolute" is needed`,
      );
    }
    for (const [name, x] of Object.entries({ parts, rows, report })) {
      if (!(Number.isInteger(x) && x >= 1)) {
        throw new RangeError(
          `Cannot use "${name}" of "metrics/weak_slices": it is ${x}, a whole number from 1 is needed`,
        );
      }
    }
  },
  from({ current, rowId }, { features, prediction, label }, options) {
    const loss = options.loss === "error"
      ? sql`(case when ${prediction} is null or ${label} is null then null when ${
        className(prediction, label)
      } = ${className(label, prediction)} then 0e0 else 1e0 end)`
      : sql`abs(${quantity(label)} - ${quantity(prediction)})`;
    const read = features.map((column, i) =>
      sql`${valueOf(column)} ${rawSql(`v${i}`)}`
    );
    const base = sql`(select loss, hash(id) % 2 half, ${
      joinSql(read)
    } from (select *, ${rowId} id, ${loss} loss from ${current}) where loss is not null)`;
    // each number's group needs its own ranks, so each slice relation ranks only what it groups by
    const grouped = (list: readonly number[]): Sql => {
      let rows: Sql = base;
      for (const i of list) {
        if (!isNumber(features[i]!)) continue;
        rows = sql`(select *, rank() over (order by v${
          rawSql(String(i))
        }) - 1 ${rawSql(`below${i}`)}, count(*) over () ${
          rawSql(`all${i}`)
        } from ${rows})`;
      }
      const keys = list.map((i) =>
        isNumber(features[i]!)
          ? rawSql(
            `(case when v${i} is null then null else ${
              rankCell(options.parts).text.replaceAll("below", `below${i}`)
                .replaceAll("rows_all", `all${i}`)
            } end)`,
          )
          : rawSql(`v${i}`)
      );
      const [a, b] = list;
      const end = (of: "min" | "max", i: number | undefined) =>
        i !== undefined && isNumber(features[i]!)
          ? rawSql(`${of}(v${i})`)
          : rawSql("cast(null as double)");
      return sql`select cast(half as double) half, ${String(a)} fa, ${
        b === undefined ? rawSql("cast(null as varchar)") : sql`${String(b)}`
      } fb, cast(${keys[0]!} as varchar) va, ${
        b === undefined
          ? rawSql("cast(null as varchar)")
          : sql`cast(${keys[1]!} as varchar)`
      } vb, ${end("min", a)} lo_a, ${end("max", a)} hi_a, ${
        end("min", b)
      } lo_b, ${
        end("max", b)
      } hi_b, cast(count(*) as double) n, sum(loss) total, sum(loss * loss) squares from ${rows} group by half, ${
        joinSql(keys)
      }`;
    };
    const pairs = features.slice(0, 12).flatMap((_, i) =>
      features.slice(0, i).map((__, j) => [j, i])
    );
    const all = joinSql(
      [...features.map((_, i) => [i]), ...pairs].map(grouped),
      " union all ",
    );
    const none = rawSql("cast(null as varchar)");
    const empty = rawSql("cast(null as double)");
    return sql`(select * from (${all}) where n >= ${options.rows} union all select cast(half as double), ${"all"}, ${none}, ${none}, ${none}, ${empty}, ${empty}, ${empty}, ${empty}, cast(count(*) as double), sum(loss), sum(loss * loss) from ${base} group by half)`;
  },
  query: ({ features }) => {
    const order = rawSql("fa, fb, va, vb, half");
    const text = (x: string) => textList(rawSql(x), order);
    const list = (x: string) => numberList(rawSql(x), order);
    return {
      names: sql`min(${JSON.stringify(features.map(({ name }) => name))})`,
      halves: list("half"),
      fa: text("fa"),
      fb: text("fb"),
      va: text("va"),
      vb: text("vb"),
      loA: list("lo_a"),
      hiA: list("hi_a"),
      loB: list("lo_b"),
      hiB: list("hi_b"),
      n: list("n"),
      total: list("total"),
      squares: list("squares"),
    };
  },
  read(row, { rows, report }) {
    const names = row.n.length ? JSON.parse(String(row.names)) as string[] : [];
    const slices = new Map<string, Slice>();
    const all: [Sums, Sums] = [zero(), zero()];
    row.n.forEach((n, i) => {
      const sums = { n, total: row.total[i]!, squares: row.squares[i]! };
      const half = row.halves[i] as 0 | 1;
      if (row.fa[i] === "all") {
        all[half] = sums;
        return;
      }
      const key = JSON.stringify([row.fa[i], row.fb[i], row.va[i], row.vb[i]]);
      const found = slices.get(key) ?? {
        name: nameOf(names, [
          [row.fa[i]!, row.va[i]!, row.loA[i]!, row.hiA[i]!],
          [row.fb[i]!, row.vb[i]!, row.loB[i]!, row.hiB[i]!],
        ]),
        halves: [undefined, undefined],
      };
      found.halves[half] = sums;
      slices.set(key, found);
    });
    if (all[0].n < rows || all[1].n < rows) {
      return unknown(
        `each half needs at least ${rows} rows with prediction and label, found ${
          all[0].n
        } and ${all[1].n}`,
      );
    }
    const worse = [...slices.values()].flatMap(({ name, halves: [a, b] }) => {
      if (!a || !b || a.n < rows || b.n < rows) return [];
      if (all[0].n - a.n < rows || all[1].n - b.n < rows) return [];
      const found = difference(a, minus(all[0], a));
      // how surely it is worse decides; half an event keeps an empty slice from looking sure
      return found.value > 0
        ? [{ name, sure: found.value / found.se, figures: b }]
        : [];
    }).sort((a, b) => b.sure - a.sure).slice(0, report);
    const told = worse.map(({ name, figures }) => {
      const { value, se } = difference(figures, minus(all[1], figures));
      return {
        slice: name,
        rows: figures.n,
        loss: figures.total / figures.n,
        difference: value,
        interval: normalInterval(value, se),
        pValue: Math.min(1, worse.length * normalSf(value / se)),
      };
    }).sort((a, b) => a.pValue - b.pValue);
    const [first] = told;
    if (!first) return unknown("no slice is worse than the other rows");
    return {
      value: first.difference,
      interval: first.interval,
      pValue: first.pValue,
      effect: first.difference,
      n: { current: all[0].n + all[1].n },
      details: {
        searched: slices.size,
        loss: all[1].total / all[1].n,
        slices: told,
        explanation: `worst slice ${first.slice}: loss ${
          Number(first.loss.toPrecision(3))
        }, ${
          Number(first.difference.toPrecision(3))
        } above the other rows (p = ${Number(first.pValue.toPrecision(2))})`,
      },
    };
  },
});

interface Sums {
  readonly n: number;
  readonly total: number;
  readonly squares: number;
}

interface Slice {
  readonly name: string;
  readonly halves: [Sums | undefined, Sums | undefined];
}

function zero(): Sums {
  return { n: 0, total: 0, squares: 0 };
}

function add(a: Sums, b: Sums): Sums {
  return {
    n: a.n + b.n,
    total: a.total + b.total,
    squares: a.squares + b.squares,
  };
}

function minus(a: Sums, b: Sums): Sums {
  return add(a, { n: -b.n, total: -b.total, squares: -b.squares });
}

function difference(a: Sums, b: Sums): { value: number; se: number } {
  const spread = (s: Sums) =>
    Math.max(varianceOf(s.n, s.total, s.squares), 0.25 / s.n) / s.n;
  return {
    value: a.total / a.n - b.total / b.n,
    se: Math.sqrt(spread(a) + spread(b)),
  };
}

function nameOf(
  names: readonly string[],
  parts: readonly (readonly [string | null, string | null, number, number])[],
): string {
  return parts.filter(([feature]) => feature !== null).map((
    [feature, value, low, high],
  ) =>
    value === null
      ? `${names[Number(feature)]} is missing`
      : Number.isFinite(low)
      ? `${names[Number(feature)]} ${Number(low.toPrecision(4))} to ${
        Number(high.toPrecision(4))
      }`
      : `${names[Number(feature)]} = ${value}`
  ).join(" and ");
}

/** A column that a difference can be taken of. */
function quantity(column: Column): Sql {
  if (column.kind === "number") return finite(column);
  if (column.kind === "boolean") return asNumber(column);
  throw new SchemaError(
    column.name,
    `Cannot compute "metrics/weak_slices" with loss "absolute": column ${
      JSON.stringify(column.name)
    } is ${column.type}, number or boolean is needed`,
  );
}

function isNumber({ kind }: Column): boolean {
  return kind === "number" || kind === "time";
}

function valueOf(column: Column): Sql {
  if (column.kind === "time") return asNumber(column);
  return column.kind === "number"
    ? finite(column)
    : sql`cast(${column} as varchar)`;
}
