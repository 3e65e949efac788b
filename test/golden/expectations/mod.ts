import { existsSync } from "node:fs";
import type { Outcome } from "../judge_goldens.ts";
import { driftStreams } from "./drift_streams.ts";
import { greatExpectations } from "./great_expectations.ts";
import { trecEval } from "./trec_eval.ts";

/** Peers whose units belong to a later issue. */
const LATER: Readonly<Record<string, string>> = {
  feast_pit_dev: "point-in-time joins: units of a later issue",
  growthbook_frequentist_dev: "experiments: units of a later issue",
};

/** Peers' own tests in a folder of the shape of ../shared/data/expectations, judged by our units. */
export async function judgeExpectations(folder: string): Promise<Outcome[]> {
  return [
    ...await greatExpectations(folder),
    ...await driftStreams(folder),
    ...await trecEval(folder),
    ...Object.entries(LATER).flatMap(([name, reason]): Outcome[] =>
      existsSync(`${folder}/${name}.json`)
        ? [{
          key: name,
          family: name,
          fate: "excepted",
          theirs: null,
          note: reason,
        }]
        : []
    ),
  ];
}
