import { type Rule, rule } from "../rule.ts";
import { figure, listsIn } from "./pick.ts";

const scored = { score: "score", label: "label" };
const called = { prediction: "pred", label: "label" };
const regression = { prediction: "reg_pred", label: "reg_true" };

interface Asked {
  readonly id: string;
  readonly roles: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly path?: string;
}

/** Which unit, columns and options a figure of the peers is. */
const FIGURES: Readonly<Record<string, Asked>> = {
  roc_auc: { id: "metrics/roc_auc", roles: scored },
  average_precision: { id: "metrics/average_precision", roles: scored },
  pr_auc_trapezoid: {
    id: "metrics/average_precision",
    roles: scored,
    options: { interpolation: "trapezoid" },
  },
  log_loss: { id: "metrics/log_loss", roles: scored },
  brier: { id: "metrics/brier", roles: scored },
  ks_of_roc: { id: "metrics/ks_of_roc", roles: scored },
  accuracy: { id: "metrics/accuracy", roles: called },
  precision: { id: "metrics/precision", roles: called },
  recall: { id: "metrics/recall", roles: called },
  tpr: { id: "metrics/recall", roles: called },
  fpr: { id: "metrics/false_positive_rate", roles: called },
  f1: { id: "metrics/f1", roles: called },
  mcc: { id: "metrics/mcc", roles: called },
  balanced_accuracy: { id: "metrics/balanced_accuracy", roles: called },
  kappa: { id: "metrics/cohen_kappa", roles: called },
  confusion: {
    id: "metrics/confusion",
    roles: called,
    path: "details.flat",
  },
  rmse: { id: "metrics/rmse", roles: regression },
  mae: { id: "metrics/mae", roles: regression },
  mape: { id: "metrics/mape", roles: regression },
  r2: { id: "metrics/r2", roles: regression },
  medae: { id: "metrics/median_absolute_error", roles: regression },
};

function figureOf(what: string): Asked | undefined {
  const ece = /^ece(\d+)(_eqfreq)?$/.exec(what);
  if (ece) {
    return {
      id: "metrics/calibration_error",
      roles: scored,
      options: { bins: Number(ece[1]), by: ece[2] ? "count" : "width" },
    };
  }
  const fpr = /^recall_at_fpr_(.+)$/.exec(what)?.[1];
  return fpr
    ? {
      id: "metrics/recall_at_fpr",
      roles: scored,
      options: { fpr: Number(fpr) },
    }
    : FIGURES[what];
}

/** Predictions against labels, and calibration by isotonic regression. */
export const model: readonly Rule[] = [
  rule(
    /(?:model|evidently\/class)\/(?<file>ref|cur)\/(?<what>[^/]+)/,
    async ({ file, what }, _, folder) => {
      const asked = figureOf(what!);
      if (!asked) throw new Error(`no unit is "${what}"`);
      const { path = "value", ...question } = asked;
      return figure(
        await folder.ask({ ...question, current: { file: file! } }),
        path,
      );
    },
  ),
  rule(
    /isotonic\/grid_(?<from>[^_]+)_(?<to>[^_]+)_by_(?<by>.+)/,
    async ({ from, to, by }, _, folder) => {
      const steps = Math.round((Number(to) - Number(from)) / Number(by));
      const grid = Array.from(
        { length: steps + 1 },
        (_, i) => Number(from) + i * (Number(to) - Number(from)) / steps,
      );
      return figure(
        await folder.ask({
          id: "metrics/isotonic_fit",
          roles: scored,
          options: { grid },
          current: { file: "ref" },
        }),
        "details.fitted",
      );
    },
  ),
  rule(
    /isotonic\/(?<what>n_thresholds|brier_ref_after)/,
    async ({ what }, _, folder) =>
      figure(
        await folder.ask({
          id: "metrics/isotonic_fit",
          roles: scored,
          current: { file: "ref" },
        }),
        what === "n_thresholds" ? "details.thresholds" : "value",
      ),
  ),
  rule(/isotonic\/tiny/, async (_, { call }, folder) => {
    const [x, y] = listsIn(call);
    return figure(
      await folder.ask({
        id: "metrics/isotonic_fit",
        roles: { score: "x", label: "y" },
        options: { grid: x! },
        current: {
          file: "tiny",
          given: x!.map((at, i) => ({ x: at, y: y![i]! })),
        },
      }),
      "details.fitted",
    );
  }),
];
