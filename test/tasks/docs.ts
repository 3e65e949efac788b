/**
 * Writes what is generated: lib/catalogue.json and lib/UNITS.md, from the units and their docstrings, and
 * lib/math/stdlib.js, from the packages that stdlib.d.ts names.
 *
 * ```sh
 * deno task docs            # writes them
 * deno task docs --check    # exit 1 when they are not what their sources say
 * ```
 */
import { catalogue, type Entry } from "./catalogue.ts";
import { root } from "./deno.ts";
import { stdlib } from "./stdlib.ts";

const entries = await catalogue();
const pages = {
  "lib/catalogue.json": await format("json", JSON.stringify(entries)),
  "lib/UNITS.md": await format("md", unitsPage(entries)),
  "lib/math/stdlib.js": await stdlib(),
};
for (const [path, text] of Object.entries(pages)) {
  const present = await Deno.readTextFile(root + path).catch(() => "");
  if (present === text) continue;
  if (Deno.args.includes("--check")) {
    console.error(
      `"${path}" is not what its sources say: write it with deno task docs`,
    );
    Deno.exitCode = 1;
  } else {
    await Deno.writeTextFile(root + path, text);
    console.log(`Wrote ${path}`);
  }
}

function unitsPage(entries: readonly Entry[]): string {
  const rooms = Map.groupBy(entries, ({ id }) => id.split("/")[0]!);
  return [
    "# Units",
    "",
    `All ${entries.length} units, from their docstrings. Made by \`deno task docs\`; do not edit.`,
    "",
    ...[...rooms].map(([room, units]) =>
      `- [${room}](#${room}): ${
        units.map(({ id }) => id.split("/")[1]).join(", ")
      }`
    ),
    ...[...rooms].flatMap((
      [room, units],
    ) => ["", `## ${room}`, ...units.flatMap(unitSection)]),
  ].join("\n");
}

function unitSection(entry: Entry): string[] {
  const {
    id,
    kind,
    unit,
    better,
    needs,
    needsReference,
    defaults,
    summary,
    formula,
    range,
    edgeCases,
    source,
  } = entry;
  const options = Object.entries(defaults).map(([name, value]) =>
    `\`${name}\` ${JSON.stringify(value)}`
  );
  const goods =
    { lower: "lower is better", higher: "higher is better" }[better] ??
      "neither way is better";
  return [
    "",
    `### ${id}`,
    "",
    escape(summary),
    "",
    ...(formula === null ? [] : [`- Formula: ${escape(formula)}`]),
    `- Unit: ${escape(range || unit)}; ${goods}`,
    `- Kind: ${kind}${needsReference ? ", needs a reference" : ""}; roles: ${
      needs.join(", ") || "none"
    }`,
    ...(options.length === 0 ? [] : [`- Options: ${options.join(", ")}`]),
    `- Edge cases: ${escape(edgeCases)}`,
    `- Source: ${escape(source)}`,
  ];
}

function escape(text: string): string {
  return text.split("`").map((part, i) =>
    i % 2 ? part : part.replace(/[*_<>[\]|]/g, "\\$&")
  ).join("`");
}

async function format(ext: string, text: string): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", ext, "-"],
    cwd: root,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  return new TextDecoder().decode((await child.output()).stdout);
}
