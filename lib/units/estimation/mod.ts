export { cbpe } from "./cbpe.ts";
