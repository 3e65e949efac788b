export { concentration } from "./concentration.ts";
export { explorationShare } from "./exploration_share.ts";
