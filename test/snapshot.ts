import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

const outputs = new URL("output/", import.meta.url).pathname;

/**
 * Compares a chart or page with its picture in test/output, numbers rounded to two decimals.
 *
 * A new one is saved, except where CI is true. A changed one is saved beside as `<name>-changed.<ext>`: look at both, then
 * delete one. Error: Error with the first line that differs.
 */
export function matchSnapshot(
  name: string,
  text: string,
  folder: string = outputs,
): void {
  const path = folder + name;
  const changed = path.replace(/(\.\w+)$/, "-changed$1");
  const actual = rounded(text);
  if (!existsSync(path)) {
    if (process.env.CI === "true") {
      throw new Error(
        `Cannot compare "${name}": it is not in test/output, run the test once and commit it`,
      );
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
    return;
  }
  const expected = readFileSync(path, "utf8");
  if (expected === actual) return rmSync(changed, { force: true });
  writeFileSync(changed, actual);
  const [before, after] = [expected.split("\n"), actual.split("\n")];
  const line = after.findIndex((text, i) => text !== before[i]);
  throw new Error(
    `"${name}" changed at line ${line + 1}: it was ${
      clip(before[line])
    }, now it is ${clip(after[line])}`,
  );
}

// One element a line, so that a difference can be read; -0.00 is 0.
function rounded(text: string): string {
  const lines = text.replace(/></g, ">\n<");
  return lines.replace(
    /-?\d+\.\d+(?:e[-+]?\d+)?/g,
    (number) => String(Number(Number(number).toFixed(2)) + 0),
  ) + "\n";
}

function clip(line: string | undefined): string {
  return line === undefined ? "nothing" : JSON.stringify(line.slice(0, 160));
}
