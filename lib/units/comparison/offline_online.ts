import { percent } from "../../profile/mod.ts";
import {
  measure,
  numberList,
  textList,
  unknown,
  validateK,
} from "../../check/mod.ts";
import {
  kendallP,
  kendallTau,
  random,
  ratioInterval,
  shareMeanInterval,
  varianceOf,
} from "../../math/mod.ts";
import { className, gainOf, ranked } from "../../profile/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * Whether the offline metric picks the models that win online: rank agreement over model versions between NDCG@k and the
 * click rate each version got.
 *
 * Formula: Kendall's tau-b over versions of the mean NDCG@k by query (linear gain, ties in score share the mean gain) and
 * clicks / exposures. Interval: tau over 1,000 seeded draws of both figures within their errors; p-value: exact, both sides.
 * Shape: one row per exposure with version, query, score, label, click -> one number; `details.versions` has both figures of
 * each version with intervals by query. Unit: correlation, -1..1. Edge cases: rows without version or query are left out;
 * unknown below two versions with both figures, with what is known in details. Source: Kendall 1945; Järvelin and
 * Kekäläinen 2002.
 */
export const offlineOnline = measure({
  id: "comparison/offline_online",
  unit: "correlation",
  better: "higher",
  needs: ["version", "query", "score", "label", "click"],
  kinds: {
    score: ["number"],
    label: ["number", "boolean"],
    click: ["number", "boolean"],
  },
  /** `k`: places that count offline, null for all, defaults to 20. */
  defaults: { k: 20 as number | null },
  takes: { k: "number or null" },
  validate: ({ k }) => validateK("comparison/offline_online", k),
  from({ current }, { version, query, score, label, click }, { k }) {
    const clicked = click.kind === "boolean"
      ? sql`cast(${click} as double)`
      : finite(click);
    const rows = ranked(
      sql`(select * from ${current} where ${version} is not null and ${query} is not null)`,
      {
        query: sql`row(${className(version)}, ${query})`,
        score,
        gain: gainOf(label, "linear"),
        carry: [sql`${className(version)} ver`, sql`${clicked} clicked`],
      },
    );
    const top = (place: string) =>
      k === null
        ? sql`${{ text: place }} > 0`
        : sql`${{ text: place }} <= ${k}`;
    const discount = (place: string) =>
      sql`ln(2e0) / ln(${{ text: place }} + 1e0)`;
    return sql`(select ver, count(v) queries, sum(v) total, sum(v * v) squares, count(a) clusters, sum(a) a, sum(b) b, sum(a * a) aa, sum(a * b) ab, sum(b * b) bb from (select ver, coalesce(sum(case when ${
      top("pos")
    } then tied_g * ${discount("pos")} end), 0e0) / nullif(sum(case when ${
      top("ideal")
    } then g * ${
      discount("ideal")
    } end), 0e0) v, sum(clicked) a, cast(count(clicked) as double) b from ${rows} group by ver, q) group by ver)`;
  },
  query() {
    const list = (name: string) =>
      numberList(sql`cast(${{ text: name }} as double)`, sql`ver`);
    return {
      versions: textList(sql`ver`, sql`ver`),
      queries: list("queries"),
      total: list("total"),
      squares: list("squares"),
      clusters: list("clusters"),
      a: list("a"),
      b: list("b"),
      aa: list("aa"),
      ab: list("ab"),
      bb: list("bb"),
    };
  },
  read(row, { k }) {
    const versions = row.versions.map((version, i) =>
      versionOf(version!, {
        queries: row.queries[i]!,
        total: row.total[i]!,
        squares: row.squares[i]!,
        clusters: row.clusters[i]!,
        a: row.a[i]!,
        b: row.b[i]!,
        aa: row.aa[i]!,
        ab: row.ab[i]!,
        bb: row.bb[i]!,
      })
    );
    const shown = versions.map(({ ndcgSe: _, clickSe: __, ...rest }) => rest);
    const both = versions.filter((v) =>
      v.ndcg !== undefined && v.clickRate !== undefined
    );
    const details = { k, versions: shown };
    if (both.length < 2) {
      return unknown(
        `two versions with labels and clicks are needed, found ${both.length}`,
        details,
      );
    }
    const offline = both.map((v) => v.ndcg!);
    const online = both.map((v) => v.clickRate!);
    const value = kendallTau(offline, online);
    if (Number.isNaN(value)) {
      return unknown("all versions are equal offline or online", details);
    }
    return {
      value,
      interval: drawnInterval(both, value),
      pValue: kendallP(value, both.length),
      n: { current: both.reduce((s, v) => s + v.exposures, 0) },
      details: { ...details, explanation: inWords(both, k) },
    };
  },
});

interface Sums {
  readonly queries: number;
  readonly total: number;
  readonly squares: number;
  readonly clusters: number;
  readonly a: number;
  readonly b: number;
  readonly aa: number;
  readonly ab: number;
  readonly bb: number;
}

function versionOf(version: string, sums: Sums) {
  const { queries, total, squares, clusters, a, b } = sums;
  const clicks = b > 0 ? ratioInterval(clusters, sums) ?? undefined : undefined;
  return {
    version,
    queries,
    exposures: b > 0 ? b : 0,
    ndcg: queries > 0 ? total / queries : undefined,
    ndcgInterval: queries > 0
      ? shareMeanInterval(queries, total, squares)
      : undefined,
    ndcgSe: Math.sqrt(varianceOf(queries, total, squares) / queries) || 0,
    clickRate: b > 0 ? a / b : undefined,
    clickInterval: clicks
      ? [Math.max(0, clicks[0]), Math.min(1, clicks[1])]
      : undefined,
    clickSe: clicks ? (clicks[1] - clicks[0]) / (2 * 1.959963984540054) : 0,
  };
}

function inWords(
  versions: readonly ReturnType<typeof versionOf>[],
  k: number | null,
) {
  const name = k === null ? "NDCG" : `NDCG@${k}`;
  const best = (of: (v: ReturnType<typeof versionOf>) => number) =>
    versions.reduce((a, b) => of(b) > of(a) ? b : a);
  const offline = best((v) => v.ndcg!), online = best((v) => v.clickRate!);
  const figures = `${name} ${offline.ndcg!.toFixed(3)}, ${
    percent(offline.clickRate!)
  } clicked`;
  return offline === online
    ? `"${offline.version}" is best of ${versions.length} versions offline and online: ${figures}`
    : `"${offline.version}" is best offline (${figures}), but "${online.version}" is best online (${name} ${
      online.ndcg!.toFixed(3)
    }, ${percent(online.clickRate!)} clicked)`;
}

/** Middle 95 % of tau when each version's figures are drawn within their errors. */
function drawnInterval(
  versions: readonly ReturnType<typeof versionOf>[],
  value: number,
): readonly [number, number] {
  const stream = random("offline and online");
  const taus: number[] = [];
  for (let i = 0; i < 1_000; i++) {
    const tau = kendallTau(
      versions.map((v) => stream.normal(v.ndcg!, v.ndcgSe)),
      versions.map((v) => stream.normal(v.clickRate!, v.clickSe)),
    );
    if (Number.isFinite(tau)) taus.push(tau);
  }
  taus.sort((a, b) => a - b);
  const at = (share: number) =>
    taus[Math.round(share * (taus.length - 1))] ?? value;
  return [Math.min(value, at(0.025)), Math.max(value, at(0.975))];
}
