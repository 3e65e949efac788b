/**
 * Opens JupyterLab on notebooks/ with the Deno kernel; installs it below test/.venv on first use.
 *
 * ```sh
 * deno task lab [--port 8888] [--no-browser]
 * ```
 */
import { jupyterEnv, venv } from "../notebooks/venv.ts";
import { install, root } from "./deno.ts";

try {
  if (await install() !== 0) throw new Error("Cannot install the packages");
  const python = await venv("lab", "requirements_lab.txt");
  const child = new Deno.Command(python, {
    args: [
      "-m",
      "jupyterlab",
      "--ServerApp.ip=127.0.0.1",
      `--ServerApp.root_dir=${root}notebooks`,
      ...asRoot(),
      ...Deno.args,
    ],
    env: jupyterEnv(),
    cwd: root,
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  Deno.exitCode = (await child.status).code;
} catch (error) {
  console.error((error as Error).message);
  Deno.exitCode = 3;
}

function asRoot(): string[] {
  return Deno.uid() === 0 ? ["--allow-root"] : [];
}
