import { deno, root } from "./deno.ts";

/**
 * Checks the types of what runs in a page with the browser's types alone: the name `Deno` is unknown there.
 *
 * Entries: the library and each file of dashboards/ whose name or folder begins with "browser". Answers the exit code.
 */
export async function checkBrowser(): Promise<number> {
  const entries = [];
  for (const folder of ["lib/", "dashboards/", "dashboards/browser/"]) {
    entries.push(...await entriesOf(folder));
  }
  return entries.length === 0
    ? 0
    : await deno("check", "--quiet", "--config", await config(), ...entries);
}

async function entriesOf(folder: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(root + folder)) {
      const entry = folder === "lib/"
        ? name === "mod.ts"
        : folder !== "dashboards/" || name.startsWith("browser");
      if (isFile && entry && name.endsWith(".ts")) found.push(folder + name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found;
}

// Deno takes compiler options from a whole file only: deno.json again, with the browser's types and paths from here.
async function config(): Promise<string> {
  const { compilerOptions, imports } = JSON.parse(
    await Deno.readTextFile(`${root}deno.json`),
  );
  const moved = Object.entries(imports as Record<string, string>)
    .map(([name, target]) => [name, target.replace(/^\.\//, root)]);
  const path = "node_modules/.cache/browser.json";
  await Deno.mkdir(`${root}node_modules/.cache`, { recursive: true });
  await Deno.writeTextFile(
    root + path,
    JSON.stringify({
      compilerOptions: {
        ...compilerOptions,
        lib: ["dom", "dom.iterable", "esnext"],
      },
      imports: Object.fromEntries(moved),
      nodeModulesDir: "manual",
      lock: false,
    }),
  );
  return path;
}
