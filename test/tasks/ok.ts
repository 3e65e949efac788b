/**
 * What every push must pass: quick, generated pages as their sources say, every test.
 *
 * ```sh
 * deno task ok
 * ```
 */
import { deno } from "./deno.ts";

const failed: string[] = [];
for (
  const [name, ...args] of [["quick"], ["docs", "--check"], ["test"]] as const
) {
  if (await deno("run", "-A", `test/tasks/${name}.ts`, ...args) !== 0) {
    failed.push(name);
  }
}
if (failed.length > 0) {
  console.log(`Failed: ${failed.join(", ")}`);
  Deno.exitCode = 1;
}
