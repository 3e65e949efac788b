import { openDuckDb } from "../../lib/native/duckdb.ts";
import { joinSql, rawSql, type Sql, sql } from "../../lib/table/mod.ts";

/**
 * Writes `reference.parquet` and `current.parquet` of a known truth into a folder: seven columns drift from 40 % of the
 * current rows on (f1, f5, f9, i1, c0, c1, b0), all others hold still; the relation of label and score breaks at 70 %.
 *
 * Shape: rows x columns with a time, a score, a label and features of which 60 % are floats, 20 % whole numbers, 15 %
 * categories and 5 % booleans; 2 % nulls; zstd, 122,880-row groups.
 */
export async function makeData(
  folder: string,
  rows: number,
  columns: number,
): Promise<{ reference: string; current: string }> {
  const paths = {
    reference: `${folder}/reference_${rows}x${columns}.parquet`,
    current: `${folder}/current_${rows}x${columns}.parquet`,
  };
  await Deno.mkdir(folder, { recursive: true });
  const db = await openDuckDb({ memoryLimit: "6GB" });
  for (const [i, path] of Object.values(paths).entries()) {
    const made = await Deno.stat(path).then(() => true, () => false);
    if (made) continue;
    await db.run(
      sql`copy (select ${
        joinSql(features(columns - 3, i === 1))
      } from (select i, i >= ${rawSql(String(Math.floor(rows * 0.4)))} and ${
        i === 1
      } d, i >= ${rawSql(String(Math.floor(rows * 0.7)))} and ${
        i === 1
      } broken from range(${
        rawSql(String(rows))
      }) r(i))) to ${`${path}.tmp`} (format parquet, compression zstd, row_group_size 122880)`,
    );
    await Deno.rename(`${path}.tmp`, path);
  }
  db.close();
  return paths;
}

function features(count: number, current: boolean): Sql[] {
  const side = current ? 1 : 0;
  const floats = Math.round(count * 0.6), whole = Math.round(count * 0.2);
  const bools = Math.max(1, Math.round(count * 0.05));
  const categories = count - floats - whole - bools;
  const u = (k: number) => uniform(k * 2 + side + 1);
  const normal = (k: number) =>
    `sqrt(-2e0 * ln(${u(k)})) * cos(6.283185307179586 * ${u(k + 1)})`;
  const list: string[] = [
    `timestamp '2026-01-01' + to_seconds(i + ${side * 10_000_000}) as ts`,
  ];
  const f1 = `(${normal(1)} + case when d then 0.5 else 0 end)`;
  const score = `1 / (1 + exp(-(0.8 * ${f1} - 1)))`;
  list.push(
    `${score} as score`,
    `case when ${
      u(900_000)
    } < case when broken then 0.5 - 0.3 * (${score} - 0.3) else ${score} end then 1 else 0 end as label`,
  );
  for (let k = 1; k <= floats; k++) {
    const base = k === 1
      ? f1
      : k === 5
      ? `${normal(10 * k)} * case when d then 1.5 else 1 end`
      : k % 4 === 3
      ? `exp(${normal(10 * k)})`
      : normal(10 * k);
    const nulls = k === 9 ? "case when d then 0.08 else 0.02 end" : "0.02";
    list.push(missing(base, u(10 * k + 5), nulls, `f${k}`));
  }
  for (let k = 1; k <= whole; k++) {
    const seed = 100_000 + 10 * k;
    const mean = k === 1 ? "(3 * case when d then 1.3 else 1 end)" : "3";
    list.push(missing(poisson(mean, u(seed)), u(seed + 5), "0.02", `i${k}`));
  }
  for (let k = 0; k < categories; k++) {
    const seed = 200_000 + 10 * k, values = [20, 20, 5, 200][k % 4]!;
    const at = `floor(${values} * pow(${u(seed)}, 2))::int`;
    const name = k === 0
      ? `'v' || case when d and ${at} < 3 then 2 - ${at} else ${at} end`
      : k === 1
      ? `case when d and ${u(seed + 3)} < 0.05 then 'new' else 'v' || ${at} end`
      : `'v' || ${at}`;
    list.push(missing(name, u(seed + 5), "0.02", `c${k}`));
  }
  for (let k = 0; k < bools; k++) {
    const seed = 300_000 + 10 * k;
    const share = k === 0 ? "case when d then 0.42 else 0.30 end" : "0.30";
    list.push(
      missing(`${u(seed)} < ${share}`, u(seed + 5), "0.02", `b${k}`),
    );
  }
  return list.map(rawSql);
}

/** A number in (0, 1) that depends on the row and the seed alone. */
function uniform(seed: number): string {
  return `((hash(i * 1000003 + ${seed}) % 9007199254740991)::double + 0.5) / 9007199254740992e0`;
}

function missing(value: string, u: string, share: string, name: string) {
  return `case when ${u} >= ${share} then ${value} end as ${name}`;
}

/** The value of a Poisson variable at quantile u, by its distribution function up to 12. */
function poisson(mean: string, u: string): string {
  const terms: string[] = [];
  let factorial = 1;
  for (let k = 0; k < 12; k++) {
    if (k) factorial *= k;
    terms.push(`exp(-${mean}) * pow(${mean}, ${k}) / ${factorial}e0`);
  }
  const below = terms.map((_, k) => `(${terms.slice(0, k + 1).join(" + ")})`);
  return `(${below.map((f) => `(${u} >= ${f})::int`).join(" + ")})`;
}
