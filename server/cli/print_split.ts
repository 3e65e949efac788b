import Table from "cli-table3";
import {
  joinSql,
  type PartName,
  PARTS,
  type Parts,
  percentText,
  rawSql,
  type ReportRoles,
  type Result,
  type Split,
  type SplitOptions,
  sql,
  type Table as Rows,
  valueText,
  type Verdict,
} from "../../lib/mod.ts";

/** What is said of one part. */
export interface Summary {
  readonly rows: number;
  readonly share: number;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly groups?: number;
  readonly classes?: Readonly<Record<string, number>>;
}

/** More classes than this are not listed. */
const CLASSES = 20;

/** Counts each part: rows, times or groups, classes. */
export async function summarise(
  parts: Parts,
  { by, column }: SplitOptions,
  { label }: ReportRoles,
): Promise<Record<PartName, Summary>> {
  const classColumn = by === "stratified" ? column : label;
  const tables = await Promise.all(
    PARTS.map((part) =>
      parts.open(part as "test", { reason: "counts of the split" })
    ),
  );
  const total = tables.reduce((sum, { rows = 0 }) => sum + rows, 0);
  const entries = await Promise.all(tables.map(async (table, i) => [PARTS[i], {
    rows: table.rows,
    share: (table.rows ?? 0) / total,
    ...(by === "time" || by === "group"
      ? await extent(table, column!, by)
      : {}),
    ...(classColumn === undefined ? {} : await classes(table, classColumn)),
  }]));
  return Object.fromEntries(entries);
}

async function extent(
  { engine, relation, columns }: Rows,
  name: string,
  by: "time" | "group",
): Promise<Partial<Summary>> {
  const column = columns.find((c) => c.name === name)!;
  const [row] = await engine.rows(
    by === "time"
      ? sql`select cast(min(${column}) as varchar) a, cast(max(${column}) as varchar) b from ${relation}`
      : sql`select count(distinct ${column}) a from ${relation}`,
  );
  return by === "time"
    ? { from: row!.a as string | null, to: row!.b as string | null }
    : { groups: Number(row!.a) };
}

async function classes(
  { engine, relation, columns }: Rows,
  name: string,
): Promise<Partial<Summary>> {
  const column = columns.find((c) => c.name === name);
  if (!column) return {};
  const rows = await engine.rows(
    sql`select ${
      joinSql([sql`cast(${column} as varchar) c`, rawSql("count(*) n")])
    } from ${relation} group by 1 order by 1 limit ${
      rawSql(String(CLASSES + 1))
    }`,
  );
  return rows.length > CLASSES ? {} : {
    classes: Object.fromEntries(
      rows.map(({ c, n }) => [c === null ? "(missing)" : String(c), Number(n)]),
    ),
  };
}

/** A split and its checks as text for a terminal. */
export function printSplit(
  { name, recipe }: Split,
  summary: Readonly<Record<PartName, Summary>>,
  results: readonly Result[],
  verdict: Verdict,
): string {
  const style = { head: [], border: [], compact: true };
  const listed = summary.train.classes
    ? Object.keys(summary.train.classes)
    : [];
  const parts = new Table({
    head: [
      "part",
      "rows",
      "share",
      ...(recipe.by === "time" ? ["from", "to"] : []),
      ...(recipe.by === "group" ? ["groups"] : []),
      ...listed.map((value) => `${value}`),
    ],
    style,
  });
  for (const part of PARTS) {
    const { rows, share, from, to, groups, classes } = summary[part];
    parts.push([
      part,
      rows,
      percentText(share),
      ...(recipe.by === "time" ? [from ?? "-", to ?? "-"] : []),
      ...(recipe.by === "group" ? [groups] : []),
      ...listed.map((value) => {
        const n = classes?.[value] ?? 0;
        return `${n} (${percentText(rows ? n / rows : 0)})`;
      }),
    ]);
  }
  const loud = results.filter((result) => result.verdict !== "pass");
  const checks = new Table({
    head: ["verdict", "check", "on", "value", "what"],
    style,
    colWidths: [null, null, null, null, 60],
    wordWrap: true,
  });
  for (const result of loud.toSorted((a, b) => rank(a) - rank(b))) {
    const { reference, current } = result.slice ?? {};
    checks.push([
      result.verdict,
      result.check,
      reference ? `${current} after ${reference}` : current,
      valueText(result),
      result.explanation,
    ]);
  }
  return [
    `${verdict}: ${name} split by ${recipe.by}${
      recipe.column === null ? "" : ` on ${recipe.column}`
    }`,
    parts.toString(),
    ...(loud.length ? [checks.toString()] : []),
    `${
      results.length - loud.length
    } of ${results.length} leakage checks passed`,
  ].join("\n");
}

function rank({ verdict }: Result): number {
  return ["fail", "warn", "unknown"].indexOf(verdict);
}
