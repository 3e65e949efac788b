import { wilson } from "../../math/mod.ts";
import {
  type Columns,
  type Kinds,
  type Measure,
  measure,
  type Sources,
  type TextList,
} from "../../check/mod.ts";
import { rawSql, type Sql, sql } from "../../table/mod.ts";

/** A rule that every row keeps or breaks. */
export interface RowRule<O extends object, C extends string> {
  readonly id: string;
  readonly needs: readonly C[];
  readonly kinds?: Kinds<C>;
  readonly ownSql?: boolean;
  readonly needsReference?: boolean;
  readonly defaults: Readonly<O>;
  readonly takes?: NonNullable<Measure<O, C>["takes"]>;
  validate?(options: O): void;
  /** A relation with what the rule needs beside the columns; defaults to the table. */
  from?(sources: Sources, columns: Columns<C>, options: O): Sql;
  /** True where a row breaks the rule. */
  broken(columns: Columns<C>, options: O): Sql;
  /** True where the rule says something of a row, e.g. where the value is not missing. */
  judged(columns: Columns<C>, options: O): Sql;
  /** What is shown of a broken row. */
  shown(columns: Columns<C>, options: O): Sql;
}

/** Broken rows shown as evidence. */
const SHOWN = 20;

/**
 * A measure of how many rows break a rule: the share of judged rows that do, with Wilson's interval.
 *
 * Details: `broken` rows, and as evidence up to 20 of them, the ones with the smallest hash of their id: `rows` (the
 * file row, or the row's content) and `values`. Undefined where no row is judged.
 */
export function rowRule<O extends object, const C extends string>(
  { broken, judged, shown, from, ...rule }: RowRule<O, C>,
): Measure<O, C, ReturnType<typeof aggregates>> {
  return measure<O, C, ReturnType<typeof aggregates>>({
    ...rule,
    unit: "ratio",
    better: "lower",
    from: (sources, columns, options) => {
      const relation = from?.(sources, columns, options) ?? sources.current;
      return sql`(select *, ${sources.rowId} __row from ${relation})`;
    },
    query: (columns, options) =>
      aggregates(
        sql`(${judged(columns, options)})`,
        sql`coalesce((${judged(columns, options)}) and (${
          broken(columns, options)
        }), false)`,
        shown(columns, options),
      ),
    read: ({ judged, broken, rows, values }) =>
      judged > 0
        ? {
          value: broken / judged,
          interval: wilson(broken, judged),
          n: { current: judged },
          details: {
            broken,
            ...(broken ? { evidence: { rows, values } } : {}),
            explanation: broken
              ? `${broken} of ${judged} rows break it, such as ${
                [...new Set(values)].slice(0, 3).map((v) => JSON.stringify(v))
                  .join(", ")
              }`
              : `All ${judged} rows keep it`,
          },
        }
        : undefined,
  });
}

// CASE keeps the engine from building text for rows that keep the rule.
function aggregates(judged: Sql, broken: Sql, shown: Sql) {
  const smallest = (x: Sql): TextList => ({
    ...sql`min_by(case when ${broken} then coalesce(left(cast(${x} as varchar), 200), 'null') end, case when ${broken} then hash(__row) end, ${
      rawSql(String(SHOWN))
    })`,
    list: "text",
  });
  return {
    judged: sql`count(case when ${judged} then 1 end)`,
    broken: sql`count(case when ${broken} then 1 end)`,
    rows: smallest(sql`__row`),
    values: smallest(shown),
  };
}
