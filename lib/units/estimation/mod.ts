export { cbpe } from "./cbpe.ts";
export { cbpeMulticlass } from "./cbpe_multiclass.ts";
export { dle } from "./dle.ts";
export { importanceWeighting } from "./importance_weighting.ts";
export { labelArrival } from "./label_arrival.ts";
export { matured } from "./matured.ts";
export { maturedCost } from "./matured_cost.ts";
