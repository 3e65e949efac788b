export { nullRate } from "./null_rate.ts";
