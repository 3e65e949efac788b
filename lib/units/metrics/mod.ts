export { rocAuc } from "./roc_auc.ts";
