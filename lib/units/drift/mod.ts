export { change } from "./change.ts";
export { psi } from "./psi.ts";
