import { wilson } from "../../math/mod.ts";
import { measure, numberList, textList, unknown } from "../../check/mod.ts";
import {
  type Column,
  finite,
  joinSql,
  rawSql,
  type Sql,
  sql,
} from "../../table/mod.ts";
import { commonType } from "../../check/mod.ts";

interface NearOptions {
  /** Columns to leave out, such as a running number; defaults to none. */
  readonly ignore: readonly string[];
  /** Significant digits in which fractions must agree; defaults to 6, what single precision keeps. */
  readonly digits: number;
  /** Current rows looked at, those with the smallest hash of their id; defaults to 20,000. */
  readonly maxRows: number;
}

const id = "leakage/near_duplicates";

/**
 * Share of current rows that stand in the reference but for at most one column, or but for rounding and spelling.
 *
 * Compared are all columns both sides have: text without case and surplus spaces, fractions to `digits` significant
 * digits, whole numbers as they are. Formula: rows for which some row of the reference agrees in all columns or in all
 * but one / rows looked at, with Wilson's interval. Details: `same`, rows that agree in all; `butOne`, in all but one;
 * `byColumn`, the columns that differ (a row counts for each that would do). Rows alike by nature, of few columns with few
 * values, count too. Shape: two tables -> one number. Unit:
 * ratio, 0..1. Edge cases: null equals null; nested columns are left out; beyond 200 columns the first 200 are compared;
 * unknown with fewer than three common columns; undefined for an empty table. Error: two values on either side of a
 * rounding border are missed; a 64-bit hash takes different rows for equal ones with probability columns x n m / 2^64.
 * Source: Broder 1997 for near copies; Kapoor and Narayanan 2023 for the leak.
 */
export const nearDuplicates = measure({
  id,
  unit: "ratio",
  better: "lower",
  needs: [],
  needsReference: true,
  defaults: { ignore: [], digits: 6, maxRows: 20_000 } as NearOptions,
  takes: { ignore: "strings" },
  validate({ digits, maxRows }) {
    if (!(Number.isInteger(digits) && digits >= 1 && digits <= 15)) {
      throw new RangeError(
        `Cannot use "digits" of "${id}": it is ${digits}, a whole number from 1 to 15 is needed`,
      );
    }
    if (!(Number.isInteger(maxRows) && maxRows >= 1)) {
      throw new RangeError(
        `Cannot use "maxRows" of "${id}": it is ${maxRows}, a whole number from 1 is needed`,
      );
    }
  },
  from(
    { current, reference, rowId, columns, referenceColumns },
    _,
    { ignore, digits, maxRows },
  ) {
    const common = columns.filter(({ name, kind }) =>
      !ignore.includes(name) && kind !== "nested"
    ).flatMap((column) => {
      const other = referenceColumns?.find(({ name }) => name === column.name);
      return other && other.kind !== "nested" ? [{ column, other }] : [];
    }).slice(0, MOST_COLUMNS);
    if (common.length < LEAST_COLUMNS || !reference) {
      return sql`(select ${common.length} width, null what, 0 n, null differs where false union all select ${common.length}, 'few', 0, null)`;
    }
    const hashes = (side: "column" | "other") =>
      joinSql(common.map((pair, i) => {
        const type = commonType(pair.column, pair.other);
        // hashed twice: xor alone would not tell a value of one column from the same value of another
        return sql`hash(hash(${normal(pair[side], type, digits)}, ${
          rawSql(String(i))
        })) ${h(i)}`;
      }));
    const all = common.map((_, i) => h(i));
    const half = all.length >> 1;
    const marked = (rows: Sql) =>
      sql`(select *, ${xor(all.slice(0, half))} a, ${
        xor(all.slice(half))
      } b from ${rows})`;
    const without = sql`unnest([${
      joinSql(all.map((x) => sql`xor(xor(a, b), ${x})`))
    }]) k, unnest([${joinSql(all.map((_, i) => rawSql(String(i))))}]) j`;
    const drawn = sql`select ${
      hashes("column")
    } from ${current} order by hash(${rowId}) limit ${rawSql(String(maxRows))}`;
    // a row that agrees in all columns but one agrees in one half of them: the other rows need no closer look
    return sql`(with c as materialized (select *, row_number() over () i from ${
      marked(sql`(${drawn})`)
    }),
      r as materialized (select * from ${
      marked(sql`(select ${hashes("other")} from ${reference})`)
    } where a in (select a from c) or b in (select b from c)),
      same as (select i from c where (a, b) in (select a, b from r)),
      rk as (select distinct j, k from (select ${without} from r)),
      ck as (select i, ${without} from c where i not in (select i from same)),
      near as (select ck.i, ck.j from ck join rk on ck.j = rk.j and ck.k = rk.k)
      select ${common.length} width, 'all' what, count(*) n, null differs from c
      union all select 0, 'same', count(*), null from same
      union all select 0, 'one', count(distinct i), null from near
      union all select 0, 'column', n, differs from (select j, count(distinct i) n from near group by j) s join (values ${
      joinSql(
        common.map(({ column }, i) =>
          sql`(${rawSql(String(i))}, ${column.name})`
        ),
      )
    }) names(j, differs) on s.j = names.j)`;
  },
  query: () => {
    const count = (what: string) =>
      sql`sum(case when what = ${what} then n end)`;
    return {
      columns: sql`max(width)`,
      rows: count("all"),
      same: count("same"),
      butOne: count("one"),
      names: textList(sql`differs`, sql`n desc, differs`),
      counts: numberList(
        sql`case when differs is not null then n end`,
        sql`n desc, differs`,
      ),
    };
  },
  read({ columns, rows, same, butOne, names, counts }, { maxRows }) {
    if (columns < LEAST_COLUMNS) {
      return unknown(
        `current and reference have ${columns} column${
          columns === 1 ? "" : "s"
        } in common, at least ${LEAST_COLUMNS} are needed to tell a near copy`,
      );
    }
    if (!rows) return undefined;
    const near = same + butOne;
    const byColumn = names.flatMap((name, i) =>
      name === null ? [] : [[name, counts[i]!] as const]
    );
    const [column] = byColumn;
    return {
      value: near / rows,
      interval: wilson(near, rows),
      n: { current: rows },
      details: {
        same,
        butOne,
        byColumn: Object.fromEntries(byColumn.slice(0, 20)),
        ...(rows === maxRows ? { rowsLookedAt: rows } : {}),
        explanation: near
          ? `Of ${rows} rows ${same} ${
            same === 1 ? "stands" : "stand"
          } in the reference but for rounding and spelling, ${butOne} more but for one column${
            column ? `, most often "${column[0]}"` : ""
          }`
          : `None of ${rows} rows nearly stands in the reference`,
      },
    };
  },
});

const MOST_COLUMNS = 200;
const LEAST_COLUMNS = 3;

function h(i: number): Sql {
  return rawSql(`h${i}`);
}

// A tree, not a chain: engines limit how deep an expression may be.
function xor(list: readonly Sql[]): Sql {
  if (list.length === 1) return list[0]!;
  const half = list.length >> 1;
  return sql`xor(${xor(list.slice(0, half))}, ${xor(list.slice(half))})`;
}

function normal(column: Column, type: string | undefined, digits: number): Sql {
  if (type === "varchar" || column.kind === "category") {
    return sql`lower(trim(regexp_replace(cast(${column} as varchar), '\\s+', ' ', 'g')))`;
  }
  if (column.kind !== "number") {
    return type ? sql`cast(${column} as ${rawSql(type)})` : column;
  }
  const x = finite(column);
  const scale = sql`pow(10e0, ${digits - 1} - floor(log10(abs(${x}))))`;
  return sql`(case when ${x} = floor(${x}) or ${x} is null then cast(${column} as double) + 0e0 when abs(${x}) < 1e-290 then 0e0 else round(${x} * ${scale}) / ${scale} end)`;
}
