import type { Table } from "../table/mod.ts";
import { quantileOf } from "./align.ts";
import { gridOf } from "./grid.ts";
import { type Plan, plan, scaleOf, SHARES } from "./plan.ts";
import type { ColumnProfile, Profile } from "./profile.ts";
import { scan } from "./scan.ts";

/**
 * The profile of a table by a plan of its own, and that plan, so that other data can be counted alike.
 *
 * The plan is made from a glimpse of the table where it offers one. Columns for which the counts themselves would have made
 * another plan are planned from all rows and counted once more.
 */
export async function profileOf(
  table: Table,
  options: { readonly rows: number; readonly exact: boolean },
): Promise<{ readonly plan: Plan; readonly profile: Profile }> {
  const made = await plan(table, options);
  const profile = await scan(table, made, options.rows);
  const { glimpse, text } = table.relation;
  const wrong = new Set(
    glimpse
      ? [...profile.columns.values()].filter(isMisplaced)
        .map(({ column }) => column.name)
      : [],
  );
  if (!wrong.size) return { plan: made, profile };
  const better = await plan({
    ...table,
    relation: { text },
    columns: table.columns.filter(({ name }) => wrong.has(name)),
  }, options);
  const again = await scan(table, better, options.rows);
  return {
    plan: {
      columns: made.columns.map((column) =>
        better.columns.find(({ name }) => name === column.name) ?? column
      ),
    },
    profile: {
      ...profile,
      columns: new Map([...profile.columns, ...again.columns]),
    },
  };
}

/** A grid that leaves out more than this share of the rows says too little of them. */
const OUTSIDE = 0.01;

/** How much narrower or wider the cells may be than those that all rows would have asked for: they go by powers of two. */
const WIDER = 2;

function isMisplaced({ column, numbers }: ColumnProfile): boolean {
  if (!numbers?.grid || !numbers.count.length) return false;
  const { grid, index, count } = numbers;
  const rows = count.reduce((sum, n) => sum + n, 0);
  const outside = count.reduce(
    (sum, n, i) => index[i]! < 0 || index[i]! >= grid.cells ? sum + n : sum,
    0,
  );
  if (outside > OUTSIDE * rows) return true;
  const wanted = gridOf(
    SHARES.map((share) => quantileOf(numbers, share)),
    scaleOf(column),
  );
  const ratio = grid.width / wanted.width;
  return wanted.log !== grid.log || ratio > WIDER || ratio < 1 / WIDER;
}
