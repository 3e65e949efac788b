export { classImbalance } from "./class_imbalance.ts";
