import type { Result } from "../check/mod.ts";
import { pValueText, valueText } from "./figure.ts";

/** Results as Markdown for a pull request: the verdict, a table of what did not pass, and a count of the rest. */
export function markdown(
  sentence: string,
  results: readonly Result[],
): string {
  const loud = results.filter(({ verdict }) => verdict !== "pass");
  const rows = loud.map((result) =>
    `| ${result.verdict} | ${cell(result.check)} | ${
      cell(valueText(result))
    } | ${pValueText(result.pValue)} | ${cell(result.explanation)} |`
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
