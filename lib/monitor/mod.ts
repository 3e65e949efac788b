export { rollUp } from "./roll_up.ts";
export {
  type ColumnCounts,
  EDGE_SHARES,
  REST,
  type WindowCounts,
} from "./window_counts.ts";
