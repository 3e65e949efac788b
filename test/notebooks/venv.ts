const folder = new URL("../.venv/", import.meta.url).pathname;

/**
 * The Python of a virtual environment below test/.venv that holds exactly what `requirements` pins, and a Deno kernel.
 *
 * Made on first use (10 s) and again when the requirements change. The kernel is this very Deno, on PATH or not.
 * Error: Error when Python 3 or its venv module is missing or a package cannot be had, with the command that helps.
 */
export async function venv(
  name: "run" | "lab",
  requirements: string,
): Promise<string> {
  const root = `${folder}${name}`;
  const python = `${root}/bin/python`;
  const wanted = await Deno.readTextFile(
    new URL(requirements, import.meta.url),
  );
  const stamp = `${root}/made_from.txt`;
  const present = await Deno.readTextFile(stamp).catch(() => "");
  if (present !== wanted || !await works(python)) {
    await Deno.remove(root, { recursive: true }).catch(() => {});
    await Deno.mkdir(folder, { recursive: true });
    await run(
      ["python3", "-m", "venv", root],
      "install Python 3 with: apt-get install python3 python3-venv",
    );
    const file = new URL(requirements, import.meta.url).pathname;
    await run(
      [python, "-m", "pip", "install", "--quiet", "--requirement", file],
      `look at the network, or try: ${python} -m pip install -r ${file}`,
    );
    await Deno.writeTextFile(stamp, wanted);
  }
  await writeKernel(`${root}/share/jupyter/kernels/deno`);
  return python;
}

/** The environment for anything of Jupyter: its files stay below test/.venv, whatever HOME is. */
export function jupyterEnv(): Record<string, string> {
  const at = (part: string) => `${folder}jupyter/${part}`;
  return {
    JUPYTER_RUNTIME_DIR: at("runtime"),
    JUPYTER_DATA_DIR: at("data"),
    JUPYTER_CONFIG_DIR: at("config"),
    JUPYTER_PLATFORM_DIRS: "1",
  };
}

async function writeKernel(directory: string): Promise<void> {
  await Deno.mkdir(directory, { recursive: true });
  const kernel = {
    argv: [
      Deno.execPath(),
      "jupyter",
      "--kernel",
      "--conn",
      "{connection_file}",
    ],
    display_name: "Deno",
    language: "typescript",
  };
  await Deno.writeTextFile(`${directory}/kernel.json`, JSON.stringify(kernel));
}

async function works(python: string): Promise<boolean> {
  return await output(python, ["-c", ""]).then(
    ({ success }) => success,
    () => false,
  );
}

async function run(
  [program, ...args]: [string, ...string[]],
  remedy: string,
): Promise<void> {
  const result = await output(program, args).catch((error: Error) => error);
  if (!(result instanceof Error) && result.success) return;
  const decode = new TextDecoder();
  const reason = result instanceof Error
    ? result.message
    : decode.decode(result.stdout) + decode.decode(result.stderr);
  throw new Error(
    `Cannot run "${program} ${args.join(" ")}": ${lastLine(reason)}, ${remedy}`,
  );
}

async function output(
  program: string,
  args: string[],
): Promise<Deno.CommandOutput> {
  // async, because the spawn of a missing program throws at once
  return await new Deno.Command(program, { args }).output();
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
