import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runNotebook } from "./notebooks/run_notebook.ts";

const folder = new URL("../notebooks/", import.meta.url).pathname;
const names = list().filter((name) => name.endsWith(".ipynb"));

test("notebooks are committed without outputs, in the Deno kernel", () => {
  for (const name of names) {
    const { cells, metadata } = JSON.parse(readFileSync(folder + name, "utf8"));
    expect(metadata.kernelspec.name, name).toBe("deno");
    for (const { outputs = [] } of cells) expect(outputs, name).toEqual([]);
  }
});

test("notebooks import lib/mod.ts and lib/native/mod.ts by name, or packages", () => {
  for (const name of names) {
    const { cells } = JSON.parse(readFileSync(folder + name, "utf8"));
    for (const { cell_type, source } of cells) {
      if (cell_type !== "code") continue;
      const text = [source].flat().join("");
      expect([
        ...text.matchAll(
          /(?:from|import\()\s*["']([./].*?|(?:npm|jsr|https?):.*?)["']/g,
        ),
      ], name).toEqual([]);
    }
  }
});

for (const name of names) {
  test(
    `${name} runs from the top in a fresh kernel, and each cell shows what its metadata says`,
    async () => {
      const { error, cells } = await runNotebook(folder + name);
      expect(error).toBeNull();
      for (const { index, source, shows, shown } of cells) {
        expect(
          shown,
          `metadata.shows of cell ${index}, which reads\n${source}\n`,
        ).toEqual(shows);
      }
      expect(list(), "files beside the notebooks").toEqual(names);
    },
    600_000,
  );
}

function list(): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith(".")).sort();
  } catch {
    return [];
  }
}
