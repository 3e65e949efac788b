export { type AnyUnit, catalogue, unitOf } from "./catalogue.ts";
export * from "./comparison/mod.ts";
export * from "./drift/mod.ts";
export * from "./estimation/mod.ts";
export * from "./feedback/mod.ts";
export * from "./imbalance/mod.ts";
export * from "./leakage/mod.ts";
export * from "./metrics/mod.ts";
export * from "./validation/mod.ts";
