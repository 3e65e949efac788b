import { jupyterEnv, venv } from "./venv.ts";

/** A code cell after a run: what its metadata says it shows and what it showed, as MIME types, "stdout" or "stderr". */
export interface RunCell {
  readonly index: number;
  readonly source: string;
  readonly shows: readonly string[];
  readonly shown: readonly string[];
}

/** A notebook after a run from the top: the message of the cell that failed, if one did, and its code cells. */
export interface RunNotebook {
  readonly error: string | null;
  readonly cells: readonly RunCell[];
}

/**
 * Runs a notebook from the top in a fresh Deno kernel, in the notebook's own folder; the file stays as it is.
 *
 * `executed` is where the notebook with its outputs goes, defaults to nowhere; a cell may take `cellSeconds`, defaults to 120.
 * Error: Error when the notebook cannot be read or Python is missing.
 */
export async function runNotebook(
  path: string,
  { executed, cellSeconds = 120 }: { executed?: string; cellSeconds?: number } =
    {},
): Promise<RunNotebook> {
  const python = await venv("run", "requirements.txt");
  const script = new URL("run_notebook.py", import.meta.url).pathname;
  const folder = path.slice(0, path.lastIndexOf("/") + 1) || "./";
  const kept = executed ?? await Deno.makeTempFile({ suffix: ".ipynb" });
  try {
    const child = new Deno.Command(python, {
      args: [script, path, folder, kept, String(cellSeconds)],
      env: { ...jupyterEnv(), NO_COLOR: "1" },
      stdout: "piped",
      stderr: "piped",
    });
    const { success, stdout, stderr } = await child.output();
    if (!success) {
      throw new Error(
        `Cannot run "${path}": ${new TextDecoder().decode(stderr).trim()}`,
      );
    }
    return JSON.parse(new TextDecoder().decode(stdout));
  } finally {
    if (executed === undefined) await Deno.remove(kept);
  }
}
