/**
 * What every commit must pass, in under a minute: format, lint, types of server and browser code, import order, and the
 * tests of the files that differ from the last commit.
 *
 * ```sh
 * deno task quick
 * ```
 */
import { checkBrowser } from "./check_browser.ts";
import { deno, install, root, vitest } from "./deno.ts";

const steps: readonly (readonly [name: string, run: () => Promise<number>])[] =
  [
    ["packages", install],
    ["format", () => deno("fmt", "--check", "--quiet")],
    ["lint", () => deno("lint", "--quiet")],
    ["types", () => deno("check", "--quiet", ".")],
    ["types of browser code", checkBrowser],
    ["import order and touched tests", touched],
  ];

const failed: string[] = [];
for (const [name, run] of steps) {
  const from = performance.now();
  const code = await run();
  console.log(
    `${name}: ${code === 0 ? "ok" : "failed"}, ${
      ((performance.now() - from) / 1000).toFixed(1)
    } s`,
  );
  if (code !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.log(`Failed: ${failed.join(", ")}`);
  Deno.exitCode = 1;
}

async function touched(): Promise<number> {
  const files = [
    ...await git("diff", "--name-only", "HEAD"),
    ...await git("ls-files", "--others", "--exclude-standard"),
  ];
  const sources = files.filter((path) => path.endsWith(".ts"));
  return await vitest(
    "related",
    "--run",
    "--passWithNoTests",
    "--reporter=dot",
    "test/imports.test.ts",
    ...sources,
  );
}

async function git(...args: string[]): Promise<string[]> {
  const child = new Deno.Command("git", { args, cwd: root, stderr: "null" });
  const { success, stdout } = await child.output().catch(() => ({
    success: false,
    stdout: new Uint8Array(),
  }));
  return success
    ? new TextDecoder().decode(stdout).split("\n").filter((line) => line !== "")
    : [];
}
