export { type DailyCounts, dailyCounts } from "./daily_counts.ts";
export {
  type Observed,
  type OnlineView,
  onlineView,
  type OnlineViewOptions,
} from "./online_view.ts";
