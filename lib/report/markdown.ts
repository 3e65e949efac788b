import type { Result } from "../check/mod.ts";
import { pValueText, valueText } from "./figure.ts";
import { together } from "./together.ts";

/** Results as Markdown for a pull request: the verdict, a table of what did not pass, and a count of the rest. */
export function markdown(
  sentence: string,
  results: readonly Result[],
): string {
  const loud = results.filter(({ verdict }) => verdict !== "pass");
  const rows = together(loud).map(({ first, name, said }) =>
    `| ${first.verdict} | ${cell(name)} | ${cell(valueText(first))} | ${
      pValueText(first.pValue)
    } | ${cell(said)} |`
  );
  return `**${cell(sentence)}**\n\n${
    rows.length
      ? `| verdict | check | value | p | what |\n| --- | --- | --- | --- | --- |\n${
        rows.join("\n")
      }\n\n`
      : ""
  }${results.length - loud.length} of ${results.length} checks passed.\n`;
}

// Entities, not only backslashes: a renderer that passes HTML through must not see a tag.
function cell(text: string): string {
  return text.replace(/\s+/g, " ")
    .replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`)
    .replace(/[|\\`*_[\]]/g, "\\$&");
}
