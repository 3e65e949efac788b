export { change } from "./change.ts";
export { chiSquare } from "./chi_square.ts";
export { jensenShannon } from "./jensen_shannon.ts";
export { ks } from "./ks.ts";
export { psi } from "./psi.ts";
export { wasserstein } from "./wasserstein.ts";
export { adwin } from "./adwin.ts";
export { pageHinkley } from "./page_hinkley.ts";
