import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { anything, check, run } from "../../../lib/check/mod.ts";
import {
  accuracy,
  balancedAccuracy,
  bpref,
  cbpe,
  interpolatedPrecision,
  meanAveragePrecision,
  mrr,
  ndcg,
  precisionAtK,
  recallAtK,
  rPrecision,
} from "../../../lib/units/mod.ts";
import { column, rawSql, type Table } from "../../../lib/table/mod.ts";
import { engine } from "../ask.ts";

const shared = new URL("../../../../shared/data/", import.meta.url).pathname;
const real = test.runIf(existsSync(shared));

async function tableOf(name: string, relation: string): Promise<Table> {
  const db = await engine();
  const found = await db.rows(rawSql(`describe select * from ${relation}`));
  return {
    name,
    engine: db,
    relation: rawSql(relation),
    columns: found.map((row) =>
      column(String(row.column_name), String(row.column_type))
    ),
    files: [],
    notes: [],
  };
}

real("search metrics equal trec_eval 9.0.7 on its own test query", async () => {
  const folder = `${shared}expectations/trec_eval/`;
  const { cases } = JSON.parse(
    await Deno.readTextFile(`${folder}expected_one_query.json`),
  ) as { cases: { measure: string; expected: number }[] };
  const current = await tableOf(
    "trec_eval",
    `(select coalesce(r.qid, q.qid) qid, score, rel from '${folder}run_one_query.parquet' r full join '${folder}qrels_one_query.parquet' q using (qid, doc_id))`,
  );
  const roles = { query: "qid", score: "score", label: "rel" };
  const asked = {
    map: check(meanAveragePrecision, roles, anything, { options: { k: null } }),
    map_cut_100: check(meanAveragePrecision, roles, anything, {
      options: { k: 100 },
    }),
    recip_rank: check(mrr, roles, anything),
    Rprec: check(rPrecision, roles, anything),
    bpref: check(bpref, roles, anything),
    "11pt_avg": check(interpolatedPrecision, roles, anything),
    P_20: check(precisionAtK, roles, anything, { options: { k: 20 } }),
    recall_200: check(recallAtK, roles, anything, { options: { k: 200 } }),
    ndcg: check(ndcg, roles, anything, { options: { k: null } }),
    ndcg_cut_10: check(ndcg, roles, anything),
  };
  const { results } = await run(Object.values(asked), { current });
  Object.keys(asked).forEach((measure, i) => {
    const { expected } = cases.find((c) => c.measure === measure)!;
    // trec_eval prints four digits
    expect(results[i]!.value, measure).toBeCloseTo(expected, 4);
  });
});

real(
  "ndcg() of a feature on LightGBM's ranking set equals scikit-learn",
  async () => {
    const { results } = await run([
      check(
        ndcg,
        { query: "qid", score: "f007", label: "label" },
        anything,
        { options: { k: 5 } },
      ),
    ], {
      current: await tableOf(
        "ltr",
        `'${shared}ltr_lightgbm/rank_train.parquet'`,
      ),
    });
    expect(results[0]!.value).toBeCloseTo(0.6306105887782919, 10);
  },
);

real(
  "always saying not fraud looks useless on a million transactions",
  async () => {
    const roles = { prediction: "said", label: "tx_fraud" };
    const { results } = await run([
      check(accuracy, roles, anything),
      check(balancedAccuracy, roles, anything),
    ], {
      current: await tableOf(
        "fraud",
        `(select 0 said, tx_fraud from '${shared}fraud_transactions/transactions_2018-04-01_2018-07-24.parquet')`,
      ),
    });
    expect(results[0]!.explanation).toBe(
      'accuracy is 0.992, useless: always saying "0" reaches 0.992',
    );
    expect(results[1]!.value).toBe(0.5);
  },
);

real(
  "cbpe() realises NannyML's published AUC of each California chunk",
  async () => {
    const folder = `${shared}nannyml/california_housing_`;
    const wanted = [
      0.849,
      0.795,
      0.735,
      0.726,
      0.896,
      0.819,
      0.92,
      0.934,
      0.749,
      0.969,
    ];
    const reference = await tableOf(
      "reference",
      `'${folder}reference.parquet'`,
    );
    for (const [i, auc] of wanted.entries()) {
      const current = await tableOf(
        `chunk ${i}`,
        `(select y_pred_proba, y_pred, clf_target from (select *, ntile(10) over (order by timestamp) chunk from '${folder}analysis.parquet') join '${folder}analysis_gt.parquet' using (id) where chunk = ${
          i + 1
        })`,
      );
      const roles = {
        score: "y_pred_proba",
        prediction: "y_pred",
        label: "clf_target",
      };
      const { results } = await run([check(cbpe, roles, anything)], {
        current,
        reference,
      });
      const { realised } = results[0]!.details as {
        realised: { roc_auc: number };
      };
      expect(realised.roc_auc).toBeCloseTo(auc, 3);
      expect(Math.abs(results[0]!.value! - auc)).toBeLessThan(0.1);
    }
  },
);
