// What stdlib.js holds: `deno task docs` bundles these packages into one file. Apart they are 411 files, and loading them
// took 170 ms of CPU at each start.
export { default as betainc } from "@stdlib/math-base-special-betainc";
export { default as betaincinv } from "@stdlib/math-base-special-betaincinv";
export { default as erfc } from "@stdlib/math-base-special-erfc";
export { default as erfcinv } from "@stdlib/math-base-special-erfcinv";
export { default as gammainc } from "@stdlib/math-base-special-gammainc";
export { default as gammaln } from "@stdlib/math-base-special-gammaln";
