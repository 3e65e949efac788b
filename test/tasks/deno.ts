/** The folder of the project, with a slash at the end. */
export const root = new URL("../../", import.meta.url).pathname;

/** Runs this very Deno, on PATH or not, in the project's folder; its output goes to the terminal. Answers the exit code. */
export async function deno(...args: string[]): Promise<number> {
  const child = new Deno.Command(Deno.execPath(), {
    args,
    cwd: root,
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  });
  return (await child.spawn().status).code;
}

/** Runs vitest on the project's settings. Answers the exit code. */
export function vitest(...args: string[]): Promise<number> {
  return deno(
    "run",
    "-A",
    "node_modules/vitest/vitest.mjs",
    "--config",
    "test/vitest.config.ts",
    ...args,
  );
}

/** Whether this run is an automatic one: there what is missing is a failure, and the lock file must fit. */
export const ci = Deno.env.get("CI") === "true";

/** Installs all packages from the lock file. Answers the exit code. */
export function install(): Promise<number> {
  return deno("install", "--quiet", ...(ci ? ["--frozen"] : []));
}
