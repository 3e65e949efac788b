import Table from "cli-table3";
import { catalogue } from "../../lib/mod.ts";
import { parse, positionals, type Verb } from "./usage.ts";

/** `sg catalogue`: every unit. */
export const catalogueVerb: Verb = {
  help: `sg catalogue [--json]
Lists every unit: id, kind, unit, which way is better, the roles it needs, its options with their defaults.

Example: deno task sg catalogue --json`,
  async run(args) {
    const { values, positionals: found } = parse(args, {
      json: { type: "boolean" },
      verbose: { type: "boolean" },
    });
    positionals(found, "catalogue [--json]", 0);
    const texts = await docs();
    const units = catalogue().map((unit) => ({
      id: unit.id,
      kind: unit.kind,
      unit: unit.unit,
      better: unit.better,
      needs: unit.needs,
      defaults: unit.defaults,
      summary: texts.get(unit.id)?.summary ?? "",
      source: texts.get(unit.id)?.source ?? "",
    }));
    if (values.json) console.log(JSON.stringify(units, null, 1));
    else {
      const table = new Table({
        head: ["id", "kind", "unit", "needs", "what it means"],
        style: { head: [], border: [], compact: true },
        colWidths: [null, null, null, 24, 60],
        wordWrap: true,
      });
      for (const { id, kind, unit, needs, summary } of units) {
        table.push([id, kind, unit, needs.join(" "), summary]);
      }
      console.log(table.toString());
    }
    return 0;
  },
};

/** What the docstrings say, from the generated page. */
async function docs(): Promise<
  ReadonlyMap<string, { readonly summary: string; readonly source: string }>
> {
  const url = new URL("../../lib/catalogue.json", import.meta.url);
  const list = JSON.parse(await Deno.readTextFile(url)) as readonly {
    readonly id: string;
    readonly summary: string;
    readonly source: string;
  }[];
  return new Map(list.map((entry) => [entry.id, entry]));
}
