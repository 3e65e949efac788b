export { accuracy } from "./accuracy.ts";
export { logLoss } from "./log_loss.ts";
export { ndcg } from "./ndcg.ts";
export { rmse } from "./rmse.ts";
export { rocAuc } from "./roc_auc.ts";
