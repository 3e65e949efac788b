export { concentration } from "./concentration.ts";
export { concentrationExcess } from "./concentration_excess.ts";
export { concentrationTrend } from "./concentration_trend.ts";
export { explorationShare } from "./exploration_share.ts";
