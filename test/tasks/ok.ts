/**
 * What every push must pass: quick, generated pages as their sources say, every test. The last line is that of the tests.
 *
 * ```sh
 * deno task ok
 * ```
 */
import { deno } from "./deno.ts";

const task = (name: string, ...args: string[]) =>
  deno("run", "-A", `test/tasks/${name}.ts`, ...args);

const codes = [
  await task("quick"),
  await task("docs", "--check"),
  await task("test"),
];
Deno.exitCode = codes.every((code) => code === 0) ? 0 : 1;
