export * from "./features/mod.ts";
export * from "./lake/mod.ts";
export * from "./scoring/mod.ts";
