import { afterAll, expect, test } from "vitest";
import { openDuckDb } from "../../lib/native/duckdb.ts";
import { removeTemporary } from "../../lib/native/temporary.ts";
import { read } from "../../lib/native/read.ts";
import { joinSql, sql } from "../../lib/table/mod.ts";

const data = new URL("../../../shared/data", import.meta.url).pathname;
const there = await Deno.stat(data).then(() => true, () => false);
const engine = await openDuckDb();
afterAll(removeTemporary);
const open = (path: string) => read(`${data}/${path}`, { engine });

// Real sets lie beside the repository on some machines only; generated data shows the same rules in read.test.ts.
test.runIf(there)(
  "read() names the taxi month from which four columns are doubles",
  async () => {
    const table = await open("nyc_taxi_monthly/yellow_2019-*.parquet");
    expect(table.rows).toBe(120_000);
    expect(table.notes.map(({ message }) => message)).toEqual([
      "four columns turn from BIGINT to DOUBLE from yellow_2019-07.parquet on: vendor_id, passenger_count, rate_code_id, payment_type",
    ]);
  },
);

test.runIf(there)(
  "read() of the raw taxi CSV with mixed line endings equals its Parquet",
  async () => {
    const csv = await open("nyc_taxi_monthly/raw_csv/yellow_2019-01.csv.gz");
    const parquet = await open("nyc_taxi_monthly/yellow_2019-01.parquet");
    expect([csv.rows, csv.notes.map(({ message }) => message)]).toEqual([
      10_000,
      [
        "line endings are mixed: 10000 CRLF, 1 LF",
      ],
    ]);
    const columns = joinSql(parquet.columns);
    const [row] = await engine.rows(
      sql`select count(*) as n from (select ${columns} from ${csv.relation} except all select ${columns} from ${parquet.relation})`,
    );
    expect(row).toEqual({ n: 0 });
  },
);

test.runIf(there)("read() opens every real set", async () => {
  for await (const set of Deno.readDir(data)) {
    if (!set.isDirectory || set.name === "expectations") continue;
    for await (const { name } of Deno.readDir(`${data}/${set.name}`)) {
      if (!/\.(parquet|csv)$/.test(name)) continue;
      const table = await open(`${set.name}/${name}`);
      const [row] = await engine.rows(
        sql`select count(*) as n from ${table.relation}`,
      );
      expect([name, row!.n]).toEqual([name, table.rows]);
    }
  }
});
