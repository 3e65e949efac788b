export { random, type Random, xoshiro128 } from "./random.ts";
