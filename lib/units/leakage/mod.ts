export { labelSum } from "./label_sum.ts";
export { noLeak } from "./no_leak.ts";
export { rowOverlap } from "./row_overlap.ts";
export { targetLeakage } from "./target_leakage.ts";
