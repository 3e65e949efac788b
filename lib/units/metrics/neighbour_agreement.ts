import { measure, textList, unknown } from "../../check/mod.ts";
import { nearestNeighbours, shareMeanInterval } from "../../math/mod.ts";
import { parseVectors, vectorSample, vectorText } from "../../profile/mod.ts";
import { rawSql, sql } from "../../table/mod.ts";

/**
 * Share of each thing's nearest neighbours that stay its neighbours in another embedding: whether a retrained model still finds the
 * same things alike.
 *
 * Formula: mean over entities of shared items among the k nearest by cosine in the reference's and the current vectors / k. Interval:
 * by entity. Shape: entity, and `columns`: one list column or a number per dimension, in both tables -> one number; `details.chance` is
 * k / (entities - 1). Unit: ratio, 0..1. Edge cases: entities without a whole vector on both sides are left out; at most 1,000
 * entities, drawn by hash; an entity that comes twice counts once; unknown with no more than k + 1 entities. Source: Wendlandt,
 * Kummerfeld and Mihalcea 2018; Wang, Ahmed and Shang 2022.
 */
export const neighbourAgreement = measure({
  id: "metrics/neighbour_agreement",
  unit: "ratio",
  better: "higher",
  needs: ["entity", "columns"],
  needsReference: true,
  /** `k`: neighbours, defaults to 10. */
  defaults: { k: 10 },
  validate({ k }) {
    if (!(Number.isInteger(k) && k >= 1 && k <= 100)) {
      throw new RangeError(
        `Cannot use "k" of "metrics/neighbour_agreement": it is ${k}, a whole number from 1 to 100 is needed`,
      );
    }
  },
  from({ current, reference }, { entity, columns }) {
    const side = (relation: typeof current, name: string) =>
      sql`(select cast(${entity} as varchar) e, min(${vectorText(columns)}) ${
        rawSql(name)
      } from ${relation} group by 1)`;
    return vectorSample(
      sql`(select e, a, b v from ${side(reference!, "a")} as past join ${
        side(current, "b")
      } as now using (e) where e is not null and a is not null and b is not null)`,
      "e",
      ENTITIES,
    );
  },
  query: () => ({
    past: textList(sql`a`, sql`e`),
    now: textList(sql`v`, sql`e`),
  }),
  read({ past, now }, { k }) {
    const before = parseVectors(past), after = parseVectors(now);
    const n = before.length;
    if (n <= k + 1 || after.length !== n) {
      return unknown(
        n <= k + 1
          ? `more than ${
            k + 1
          } entities with a vector on both sides are needed, found ${n}`
          : "vectors of one side differ in length",
      );
    }
    const old = nearestNeighbours(before, k);
    let total = 0, squares = 0;
    nearestNeighbours(after, k).forEach((list, i) => {
      const kept = new Set(old[i]);
      const share = list.filter((j) => kept.has(j)).length / k;
      total += share;
      squares += share * share;
    });
    return {
      value: total / n,
      interval: shareMeanInterval(n, total, squares),
      effect: 1 - total / n,
      n: { reference: n, current: n },
      details: { entities: n, chance: k / (n - 1) },
    };
  },
});

const ENTITIES = 1_000;
