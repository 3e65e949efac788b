/**
 * What the report is held against, as a program of its own: `floor.ts sum|hist REF CUR`.
 *
 * sum: a plain scan that sums (or counts) every column of both files. hist: an approximate-quantile pass over the
 * reference for 30 edges per numeric column, then 30-bin histograms, null and category counts of both files.
 */
import { openDuckDb } from "../../lib/native/duckdb.ts";
import { identifier, kindOf, rawSql, sql } from "../../lib/table/mod.ts";

const [what, ...paths] = Deno.args;
const db = await openDuckDb();
const columns = await db.rows(
  sql`describe select * from read_parquet(${paths[0]!})`,
);
const of = (kinds: readonly string[]) =>
  columns.filter((row) => kinds.includes(kindOf(String(row.column_type))))
    .map((row) => identifier(String(row.column_name)).text);
const numbers = of(["number"]), others = of(["category", "boolean", "time"]);
if (what === "sum") {
  for (const path of paths) {
    await db.rows(
      rawSql(
        `select ${[
          ...numbers.map((c) => `sum(${c})`),
          ...others.map((c) => `count(${c})`),
        ]} from ${sql`read_parquet(${path})`.text}`,
      ),
    );
  }
} else {
  const shares = Array.from({ length: 29 }, (_, i) => (i + 1) / 30);
  const edges: number[][] = [];
  for (let i = 0; i < numbers.length; i += 25) {
    const [row] = await db.rows(
      rawSql(
        `select ${
          numbers.slice(i, i + 25).map((c, k) =>
            `approx_quantile(${c}, [${shares}]) q${k}`
          )
        } from ${sql`read_parquet(${paths[0]!})`.text}`,
      ),
    );
    edges.push(...Object.values(row!) as number[][]);
  }
  for (const path of paths) {
    const from = sql`read_parquet(${path})`.text;
    for (let i = 0; i < numbers.length; i += 25) {
      await db.rows(
        rawSql(
          `select ${
            numbers.slice(i, i + 25).map((c, k) =>
              `histogram(${c}, [${
                [...new Set(edges[i + k])].sort((a, b) => a - b)
                  .map((x) =>
                    `${x}::double`
                  )
              }]) h${k}, count(${c}) n${k}`
            )
          } from ${from}`,
        ),
      );
    }
    for (const c of of(["category", "boolean"])) {
      await db.rows(
        rawSql(
          `select ${c}, count(*) from ${from} group by 1 order by 2 desc limit 1000`,
        ),
      );
    }
  }
}
db.close();
