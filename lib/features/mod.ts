export {
  type Observed,
  type OnlineView,
  type OnlineViewOptions,
} from "./online_view.ts";
