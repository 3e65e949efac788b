import {
  type Column,
  finite,
  joinSql,
  rawSql,
  type Sql,
  sql,
} from "../table/mod.ts";

/** What stands in a ranked list: the query, the score that orders it, the graded label that says how good an item is. */
export interface RankedColumns {
  readonly query: Sql;
  readonly score: Column;
  /** Gain of a row as SQL: a number from 0; null counts as not judged, so 0. */
  readonly gain: Sql;
  /** More columns to carry along, as SQL with a name: `clicked c`. */
  readonly carry?: readonly Sql[];
}

/**
 * The relation of ranked rows, one per item of a query, highest score first.
 *
 * `q` query; `g` gain; `rel` 1 where the gain is above 0; `pos` place from 1 (null without a score: not retrieved); `above` rows with a higher score; `tied`
 * rows of equal score; `tied_g` and `tied_rel` mean gain and relevant rows among them; `rel_above` relevant rows with a
 * higher score; `ideal` place when ordered by gain; `m` rows, `r` relevant rows of the query, `ret` retrieved ones. With
 * these, every figure can be given as its expectation over the orders that the ties leave open. Source: McSherry and
 * Najork 2008.
 */
export function ranked(
  current: Sql,
  { query, score, gain, carry = [] }: RankedColumns,
): Sql {
  const columns = joinSql([
    sql`${query} q`,
    sql`${finite(score)} s`,
    sql`coalesce(${gain}, 0e0) g`,
    ...carry,
  ]);
  const byScore = rawSql("partition by q order by s desc nulls last");
  return sql`(select *, rel_until - tied_rel rel_above from (select *, avg(g) over (partition by q, s) tied_g, sum(rel) over (partition by q, s) tied_rel, sum(rel) over (${byScore} range between unbounded preceding and current row) rel_until from (select *, case when s is not null then cast(row_number() over (${byScore}) as double) end pos, cast(rank() over (${byScore}) - 1 as double) above, cast(count(*) over (partition by q, s) as double) tied, cast(row_number() over (partition by q order by g desc) as double) ideal, cast(count(*) over (partition by q) as double) m, cast(count(s) over (partition by q) as double) ret, sum(rel) over (partition by q) r from (select *, case when g > 0 then 1e0 else 0e0 end rel from (select ${columns} from ${current}) where q is not null))))`;
}

/** The share of a tie that stands among the first k: 1 above, 0 below, a part where the tie straddles. */
export function shareWithin(k: number | null): Sql {
  if (k === null) return rawSql("case when pos is null then 0e0 else 1e0 end");
  return sql`(case when pos is null then 0e0 else greatest(0e0, least(tied, ${k} - above)) / tied end)`;
}

/** A graded label as a gain from 0: itself, 2^label - 1, or 1 above 0; below 0 and null count as 0. */
export function gainOf(
  label: Column,
  kind: "linear" | "exponential" | "binary",
): Sql {
  const grade = label.kind === "boolean"
    ? sql`cast(${label} as double)`
    : finite(label);
  const positive = sql`greatest(0e0, ${grade})`;
  if (kind === "linear") return positive;
  return kind === "exponential"
    ? sql`(pow(2e0, least(${positive}, 1000e0)) - 1)`
    : sql`(case when ${grade} > 0 then 1e0 else 0e0 end)`;
}

/** 1 where the label is above a grade, else 0: an item that counts as relevant. */
export function relevant(label: Column, above: number): Sql {
  const grade = label.kind === "boolean"
    ? sql`cast(${label} as double)`
    : finite(label);
  return sql`(case when ${grade} > ${above} then 1e0 else 0e0 end)`;
}
