/**
 * Runs one notebook as the tests do, and prints what each cell showed.
 *
 * ```sh
 * deno run -A test/notebooks/run.ts notebooks/01_first_look.ipynb [--accept] [--out executed.ipynb]
 * ```
 * `--accept` writes what the cells showed into their metadata as `shows`, which the tests hold them to, and formats the file.
 */
import { parseArgs } from "node:util";
import { runNotebook } from "./run_notebook.ts";

const { values: { accept, out }, positionals: [path] } = parseArgs({
  allowPositionals: true,
  options: {
    accept: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
if (path === undefined) {
  console.error("Usage: run.ts NOTEBOOK [--accept] [--out FILE]");
  Deno.exit(2);
}
const { error, cells } = await runNotebook(
  path,
  out === undefined ? {} : { executed: out },
);
for (const { index, shows, shown } of cells) {
  const same = JSON.stringify(shows) === JSON.stringify(shown);
  console.log(
    `cell ${index}: ${shown.join(", ") || "nothing"}${
      same ? "" : ` (says ${shows.join(", ") || "nothing"})`
    }`,
  );
}
if (error !== null) {
  console.error(error);
  Deno.exit(1);
}
if (accept) {
  const notebook = JSON.parse(await Deno.readTextFile(path));
  for (const { index, shown } of cells) {
    const { shows: _, ...metadata } = notebook.cells[index].metadata;
    notebook.cells[index].metadata = shown.length === 0
      ? metadata
      : { ...metadata, shows: shown };
  }
  for (const cell of notebook.cells) {
    // `deno fmt --check` accepts sources as lists of lines only
    cell.source = [cell.source].flat().join("").split(/(?<=\n)/);
    if (cell.cell_type === "code") {
      Object.assign(cell, { outputs: [], execution_count: null });
    }
  }
  await Deno.writeTextFile(path, JSON.stringify(notebook, null, 1) + "\n");
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", path] })
    .output();
}
