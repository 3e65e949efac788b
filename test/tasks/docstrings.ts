import { root } from "./deno.ts";

/** What `deno doc` knows of one export: where it is declared and what is written above it. */
export interface Docstring {
  readonly name: string;
  readonly file: string;
  readonly doc: string;
}

interface Declaration {
  readonly location: { readonly filename: string };
  readonly jsDoc?: { readonly doc?: string };
}

/** The docstrings of all exports of a module, in their order; an overloaded function has one for each of its forms. */
export async function docstrings(module: string): Promise<Docstring[]> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", module],
    cwd: root,
    env: { NO_COLOR: "1" },
  });
  const { success, stdout, stderr } = await child.output();
  const decode = new TextDecoder();
  if (!success) {
    throw new Error(
      `Cannot read the docstrings of "${module}": ${decode.decode(stderr)}`,
    );
  }
  const { nodes } = JSON.parse(decode.decode(stdout));
  const { symbols } = Object.values(nodes)[0] as {
    symbols: { name: string; declarations: Declaration[] }[];
  };
  return symbols.flatMap(({ name, declarations }) =>
    declarations.map(({ location, jsDoc }) => ({
      name,
      file: location.filename.replace(`file://${root}`, ""),
      doc: jsDoc?.doc ?? "",
    }))
  );
}

/** The first sentence of a docstring, without line breaks; empty when there is none. */
export function firstSentence(doc: string): string {
  const [paragraph] = doc.trim().split(/\n\s*\n/);
  return paragraph!.replace(/\s+/g, " ").match(/^.+?[.?](?=\s|$)/)?.[0] ?? "";
}

/** The text behind a label such as "Unit:" up to the next label or paragraph, without its last point; undefined when absent. */
export function labelled(doc: string, label: string): string | undefined {
  const labels =
    "Formula|Shape|Unit|Edge cases?|Errors?|Source|Interval|p-value|Effect|Options|Numbers|Details|Example";
  const paragraphs = doc.split(/\n\s*\n/).map((text) =>
    text.replace(/\s+/g, " ")
  );
  const pattern = new RegExp(
    `(?:^|\\s)${label}:\\s(.+?)(?=\\s(?:${labels}):\\s|$)`,
    "m",
  );
  const [, found] = paragraphs.join("\n").match(pattern) ?? [];
  return found?.replace(/[.;]$/, "");
}
