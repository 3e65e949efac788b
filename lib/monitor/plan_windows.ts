import { asNumber, batches } from "../profile/mod.ts";
import {
  type Column,
  finite,
  joinSql,
  rawSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";
import { EDGE_SHARES, REST } from "./window_counts.ts";

/** How the columns of every window are counted: the same for all, chosen from reference rows. */
export interface WindowPlan {
  readonly columns: readonly ColumnPlan[];
}

/** How one column is counted. */
export interface ColumnPlan {
  readonly name: string;
  readonly kind: "number" | "category";
  /** Edges of a number, in ascending order; values of a category, the last being `REST`. */
  readonly keys: readonly string[];
}

/** Rows of the reference that say where edges lie and which values are candidates. */
const SAMPLE = 20_000;

/**
 * Values that are counted one by one. A rarer one than 1 in 2,000, or of fewer than 10 rows of the sample, is counted with
 * the rest: chosen by luck it would be rarer in every other window.
 */
const MOST_VALUES = 50, LEAST_SHARE = 0.0005, LEAST_ROWS = 10;

/** A number of fewer values is counted value by value. */
const FEW_VALUES = 20;

/**
 * Chooses edges and candidate values from the rows of the reference: a repeatable sample of 20,000, in one query a batch.
 *
 * Numbers get the 13 quantiles of `EDGE_SHARES`, equal ones once; numbers of at most 20 values, categories and booleans their
 * commonest values, 50 at most; a column without any value only says what is missing. Shape: the reference's rows as a table,
 * columns -> plan.
 */
export async function planWindows(
  reference: Table,
  columns: readonly Column[],
): Promise<WindowPlan> {
  const id = reference.rowId ??
    sql`(${joinSql(reference.columns.slice(0, 8))})`;
  const plans = new Map<string, ColumnPlan>();
  for (const batch of batches(columns)) {
    const asked = batch.filter(({ kind }) => kind !== "nested");
    if (!asked.length) continue;
    const sample = sql`(select ${
      joinSql(asked)
    } from ${reference.relation} order by hash(${id}) limit ${
      rawSql(String(SAMPLE))
    })`;
    const [row] = await reference.engine.rows(
      sql`select ${
        joinSql(asked.flatMap((column, k) => [
          sql`${valuesSql(column)} ${rawSql(`v${k}`)}`,
          ...(isNumeric(column)
            ? [sql`${edgesSql(column)} ${rawSql(`e${k}`)}`]
            : []),
        ]))
      } from ${sample}`,
    );
    asked.forEach((column, k) =>
      plans.set(
        column.name,
        planOf(
          column,
          row![`v${k}`] as readonly ValueCount[] | null,
          row![`e${k}`] as readonly number[] | null | undefined,
        ),
      )
    );
  }
  return {
    columns: columns.map((column) =>
      plans.get(column.name) ??
        { name: column.name, kind: "category", keys: [REST] }
    ),
  };
}

/** A number or a time as a finite double. */
export function numberSql(column: Column): Sql {
  return finite(asNumber(column));
}

/** A value as text; the same for planning and for counting. */
export function textSql(column: Column): Sql {
  return sql`cast(${column} as varchar)`;
}

/** Whether a column may have edges. */
export function isNumeric({ kind }: Column): boolean {
  return kind === "number" || kind === "time";
}

type ValueCount = readonly [string, number, number];

/** The commonest values with their rows and the rows of all: one more than are wanted, and none of a column of ids. */
function valuesSql(column: Column): Sql {
  const many = rawSql(String(MOST_VALUES + 1));
  const map = sql`histogram(${textSql(column)})`;
  return sql`list_transform(list_slice(list_reverse_sort(list_transform(map_entries(${map}), e -> struct_pack(n := e.value, v := e.key))), 1, ${many}), e -> [e.v, cast(e.n as varchar), cast(count(${column}) as varchar)])`;
}

function edgesSql(column: Column): Sql {
  const shares = rawSql(`[${EDGE_SHARES.map((p) => `${p}e0`).join(", ")}]`);
  return sql`quantile_disc(${numberSql(column)}, ${shares})`;
}

function planOf(
  { name }: Column,
  found: readonly ValueCount[] | null,
  edges: readonly number[] | null | undefined,
): ColumnPlan {
  const values = (found ?? []).map(([value, n, all]) => ({
    value: String(value),
    rows: Number(n),
    share: Number(n) / Math.max(1, Number(all)),
  }));
  if (edges && edges.length && values.length > FEW_VALUES) {
    return {
      name,
      kind: "number",
      keys: [...new Set(edges.map(String))],
    };
  }
  const kept = values.slice(0, MOST_VALUES)
    .filter(({ rows, share }) => rows >= LEAST_ROWS && share >= LEAST_SHARE);
  return {
    name,
    kind: "category",
    keys: [...kept.map(({ value }) => value).sort(), REST],
  };
}
